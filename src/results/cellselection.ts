import * as React from 'react';

import { between, copied, moved, single, type ICell, type ICellRange } from './cellrange';
import { cellAt } from './eventcell';

/** What is selected in a table, and what its element listens to for that. */
export interface ICellSelection {
  range: ICellRange | null;
  handlers: Pick<
    React.HTMLAttributes<HTMLElement>,
    'onKeyDown' | 'onCopy' | 'onPointerDown' | 'onPointerMove'
  >;
}

/**
 * Cells selected by pointer or keys and copied as tab-separated text.
 *
 * @param pageRows - Rows that Page Up and Page Down move by.
 * @param show - Brings a cell that a key went to into view.
 */
export function useCellSelection(
  names: readonly string[],
  rows: readonly (string | null)[][],
  pageRows: number,
  show: (focus: ICell) => void
): ICellSelection {
  const [range, setRange] = React.useState<ICellRange | null>(null);
  const isDrawing = React.useRef(false);
  const last: ICell = { row: rows.length - 1, column: names.length - 1 };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const { key, shiftKey, altKey } = event;
    const isJump = event.ctrlKey || event.metaKey;
    const size = { rows: rows.length, columns: names.length, page: pageRows };
    // The first key goes to the first cell.
    const next = range
      ? moved(range, key, size, isJump, shiftKey)
      : moved(single(0, 0), key, size) && single(0, 0);
    if (next && !altKey) {
      setRange(next);
      show(next.focus);
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
    // A pointer that was pressed elsewhere and comes by draws nothing; it may be let go outside of the table.
    isDrawing.current = true;
    const released = new AbortController();
    for (const end of ['pointerup', 'pointercancel']) {
      const stop = () => {
        isDrawing.current = false;
        released.abort();
      };
      window.addEventListener(end, stop, { signal: released.signal });
    }
  };

  const draw = (event: React.PointerEvent) => {
    const cell = isDrawing.current && range ? cellAt(event.target) : null;
    if (cell && cell.row >= 0 && cell.column >= 0) {
      setRange(between(range!.anchor, cell));
    }
  };

  return {
    range,
    handlers: { onKeyDown, onCopy, onPointerDown: choose, onPointerMove: draw }
  };
}
