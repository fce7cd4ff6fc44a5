import { useVirtualizer } from '@tanstack/react-virtual';
import * as React from 'react';

import { between, copied, isIn, moved, single, type ICell, type ICellRange } from './cellrange';
import { cellText } from './cells';
import { useColumnWidths } from './columnwidths';

/** Pixels of a row, of the column of row numbers, and of the table at most; the style sheet has the same. */
const ROW = 22;
const NUMBERS = 44;
const HIGHEST = 320;
/** Room for a horizontal scroll bar. */
const BAR = 18;
/** What is drawn before the table's size is known. */
const FIRST = { width: 1000, height: HIGHEST };

export interface IEventTableProps {
  /** What the table is, for those who don't see it. */
  label: string;
  /** Of the columns. */
  names: readonly string[];
  /** Cells are text from logs, or null. */
  rows: readonly (string | null)[][];
}

/**
 * Rows of an answer as a grid of text nodes: only what is on the screen is in the page. Cells are selected by pointer or
 * keys and copied as tab-separated text.
 */
export function EventTable({ label, names, rows }: IEventTableProps): React.ReactElement {
  const id = React.useId();
  const scroller = React.useRef<HTMLDivElement>(null);
  const [range, setRange] = React.useState<ICellRange | null>(null);
  const { widths, handle } = useColumnWidths(names, rows);
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    scrollPaddingStart: ROW,
    initialRect: FIRST,
    overscan: 4
  });
  const across = useVirtualizer({
    horizontal: true,
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: i => widths[i],
    scrollPaddingStart: NUMBERS,
    initialRect: FIRST,
    overscan: 1
  });
  React.useLayoutEffect(() => across.measure(), [across, widths]);
  const page = Math.max(1, Math.floor(HIGHEST / ROW) - 2);
  const last: ICell = { row: rows.length - 1, column: names.length - 1 };

  const go = (to: ICellRange) => {
    setRange(to);
    down.scrollToIndex(to.focus.row, { align: 'auto' });
    across.scrollToIndex(to.focus.column, { align: 'auto' });
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const { key, shiftKey, altKey } = event;
    const isJump = event.ctrlKey || event.metaKey;
    const size = { rows: rows.length, columns: names.length, page };
    // The first key goes to the first cell.
    const next = range
      ? moved(range, key, size, isJump, shiftKey)
      : moved(single(0, 0), key, size) && single(0, 0);
    if (next && !altKey) {
      go(next);
    } else if (isJump && key.toLowerCase() === 'a') {
      setRange(between({ row: 0, column: 0 }, last));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onCopy = (event: React.ClipboardEvent) => {
    if (range) {
      event.clipboardData.setData('text/plain', copied(range, names, rows));
      event.preventDefault();
    }
  };

  const choose = (event: React.PointerEvent) => {
    const cell = cellAt(event.target);
    if (!cell || event.button !== 0) {
      return;
    }
    // The number of a row takes all of it, the name of a column all of that.
    const from = { row: Math.max(0, cell.row), column: Math.max(0, cell.column) };
    const to = {
      row: cell.row < 0 ? last.row : cell.row,
      column: cell.column < 0 ? last.column : cell.column
    };
    setRange(between((event.shiftKey && range?.anchor) || from, to));
  };

  const draw = (event: React.PointerEvent) => {
    const cell = event.buttons === 1 && range ? cellAt(event.target) : null;
    if (cell && cell.row >= 0 && cell.column >= 0) {
      setRange(between(range!.anchor, cell));
    }
  };

  const columns = across.getVirtualItems();
  return (
    <div
      ref={scroller}
      className="jp-SecurityLake-grid"
      style={{ height: Math.min(HIGHEST, (rows.length + 1) * ROW + BAR) }}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={names.length + 1}
      aria-multiselectable
      aria-activedescendant={range ? cellId(id, range.focus) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onPointerDown={choose}
      onPointerMove={draw}
    >
      <div
        role="presentation"
        className="jp-SecurityLake-grid-canvas"
        style={{ height: down.getTotalSize() + ROW, width: across.getTotalSize() + NUMBERS }}
      >
        <div role="row" aria-rowindex={1} className="jp-SecurityLake-grid-row jp-mod-head">
          <span role="columnheader" aria-colindex={1} className="jp-SecurityLake-grid-number" />
          {columns.map(({ index, start, size }) => (
            <span
              key={index}
              role="columnheader"
              aria-colindex={index + 2}
              className="jp-SecurityLake-grid-cell"
              style={{ left: NUMBERS + start, width: size }}
              data-cell={`-1,${index}`}
            >
              {names[index]}
              {handle(index)}
            </span>
          ))}
        </div>
        {down.getVirtualItems().map(({ index: row, start: top }) => (
          <div
            key={row}
            role="row"
            aria-rowindex={row + 2}
            className="jp-SecurityLake-grid-row"
            style={{ top: ROW + top }}
          >
            <span
              role="rowheader"
              aria-colindex={1}
              className="jp-SecurityLake-grid-number"
              data-cell={`${row},-1`}
            >
              {row + 1}
            </span>
            {columns.map(({ index: column, start, size }) => (
              <Cell
                key={column}
                id={cellId(id, { row, column })}
                at={{ row, column }}
                value={rows[row][column] ?? null}
                isChosen={range !== null && isIn(range, row, column)}
                isFocused={range?.focus.row === row && range.focus.column === column}
                style={{ left: NUMBERS + start, width: size }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface ICellProps {
  id: string;
  at: ICell;
  value: string | null;
  isChosen: boolean;
  isFocused: boolean;
  style: React.CSSProperties;
}

function Cell({ id, at, value, isChosen, isFocused, style }: ICellProps): React.ReactElement {
  const text = cellText(value);
  const names = ['jp-SecurityLake-grid-cell'];
  names.push(...(value === null || value === '' ? ['jp-mod-none'] : []));
  names.push(...(isChosen ? ['jp-mod-selected'] : []), ...(isFocused ? ['jp-mod-active'] : []));
  return (
    <span
      id={id}
      role="gridcell"
      aria-colindex={at.column + 2}
      aria-selected={isChosen}
      className={names.join(' ')}
      style={style}
      title={text}
      data-cell={`${at.row},${at.column}`}
    >
      {text}
    </span>
  );
}

function cellId(id: string, { row, column }: ICell): string {
  return `${id}-${row}-${column}`;
}

/** The cell at a place in the page; row or column −1 for their headers, null for none. */
function cellAt(target: EventTarget): ICell | null {
  const place = target instanceof Element && target.closest<HTMLElement>('[data-cell]');
  if (!place) {
    return null;
  }
  const [row, column] = place.dataset.cell!.split(',').map(Number);
  return { row, column };
}
