import { useVirtualizer } from '@tanstack/react-virtual';
import * as React from 'react';

import { isIn } from './cellrange';
import { useCellSelection } from './cellselection';
import { useColumnWidths } from './columnwidths';
import { cellId, EventCell } from './eventcell';

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
  const { range, handlers } = useCellSelection(
    names,
    rows,
    Math.floor(HIGHEST / ROW) - 2,
    focus => {
      down.scrollToIndex(focus.row, { align: 'auto' });
      across.scrollToIndex(focus.column, { align: 'auto' });
    }
  );
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
      {...handlers}
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
              <EventCell
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
