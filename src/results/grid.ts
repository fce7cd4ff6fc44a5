// eslint-disable-next-line jupyter/prefer-lazy-imports -- this module is only ever loaded by import()
import {
  BasicKeyHandler,
  BasicMouseHandler,
  BasicSelectionModel,
  DataGrid,
  DataModel,
  TextRenderer
} from '@lumino/datagrid';
import { MessageLoop } from '@lumino/messaging';

import { pixels } from '../charts/theme';
import type { IQueryRows } from '../tokens';
import { cellText, defuse } from './cells';

const ROW = 22;

/** Rows of an answer as a model of Lumino's grid. Cells are text or null, nothing else. */
class EventModel extends DataModel {
  constructor(private _answer: IQueryRows) {
    super();
  }

  rowCount(region: DataModel.RowRegion): number {
    return region === 'body' ? this._answer.rows.length : 1;
  }

  columnCount(region: DataModel.ColumnRegion): number {
    return region === 'body' ? this._answer.columns.length : 1;
  }

  data(region: DataModel.CellRegion, row: number, column: number): string | null {
    switch (region) {
      case 'body':
        return this._answer.rows[row][column] ?? null;
      case 'column-header':
        return this._answer.columns[column].name;
      case 'row-header':
        return String(row + 1);
      default:
        return '';
    }
  }
}

/**
 * A grid of events: selectable, copied as tab-separated text in which nothing begins a spreadsheet's formula.
 *
 * @param node - where the theme's colours are read
 */
export function eventGrid(answer: IQueryRows, node: Element): DataGrid {
  const style = getComputedStyle(node);
  const read = (name: string) => style.getPropertyValue(name).trim();
  const size = pixels(style, '--jp-ui-font-size0', 11);
  const font = `${size}px ${read('--jp-ui-font-family') || 'sans-serif'}`;
  const text = read('--jp-ui-font-color1');
  const grid = new DataGrid({
    defaultSizes: { rowHeight: ROW, columnWidth: 150, rowHeaderWidth: 44, columnHeaderHeight: ROW },
    style: {
      ...DataGrid.defaultStyle,
      voidColor: read('--jp-layout-color1'),
      backgroundColor: read('--jp-layout-color1'),
      headerBackgroundColor: read('--jp-layout-color2'),
      gridLineColor: read('--jp-border-color2'),
      headerGridLineColor: read('--jp-border-color2'),
      selectionFillColor: 'rgba(127, 127, 127, 0.2)',
      selectionBorderColor: read('--jp-brand-color1'),
      cursorFillColor: 'rgba(127, 127, 127, 0.2)',
      cursorBorderColor: read('--jp-brand-color1')
    },
    headerVisibility: 'all',
    copyConfig: {
      separator: '\t',
      format: ({ value }) => defuse(value as string | null),
      headers: 'column',
      warningThreshold: 1e6
    }
  });
  grid.cellRenderers.update({
    body: new TextRenderer({
      font: ({ value }) => (value === null || value === '' ? `italic ${font}` : font),
      textColor: ({ value }) =>
        value === null || value === '' ? read('--jp-ui-font-color2') : text,
      horizontalAlignment: 'left',
      format: ({ value }) => cellText(value as string | null)
    }),
    'column-header': new TextRenderer({ font: `bold ${font}`, textColor: text }),
    'row-header': new TextRenderer({ font, textColor: read('--jp-ui-font-color2') }),
    'corner-header': new TextRenderer({ font, textColor: text })
  });
  const model = new EventModel(answer);
  grid.dataModel = model;
  grid.keyHandler = new BasicKeyHandler();
  grid.mouseHandler = new BasicMouseHandler();
  grid.selectionModel = new BasicSelectionModel({ dataModel: model });
  answer.columns.forEach((column, i) =>
    grid.resizeColumn('body', i, widthOf(answer, column.name, i))
  );
  // Sizes are set by messages; heard only once the grid is shown, each would draw all of it again.
  MessageLoop.flush();
  return grid;
}

/** Pixels for a column, from the first rows. */
function widthOf(answer: IQueryRows, name: string, column: number): number {
  const longest = answer.rows
    .slice(0, 50)
    .reduce((most, row) => Math.max(most, cellText(row[column]).length), name.length);
  return Math.min(320, Math.max(60, longest * 7 + 16));
}
