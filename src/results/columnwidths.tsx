import * as React from 'react';

import { cellText } from './cells';

/** Pixels that a column has at least, and at first at most; of a letter, and of the space around the text. */
const NARROWEST = 60;
const WIDEST = 320;
const LETTER = 7;
const AROUND = 16;
/** Rows that say how wide the columns are at first. */
const LOOKED_AT = 50;

export interface IColumnWidths {
  /** Pixels, by column. */
  widths: readonly number[];
  /** What is drawn to make a column wider or narrower. */
  handle(column: number): React.ReactElement;
}

/** Widths of the columns of a table: by their first rows, and as a person draws them. */
export function useColumnWidths(
  names: readonly string[],
  rows: readonly (string | null)[][]
): IColumnWidths {
  const [drawn, setDrawn] = React.useState<Readonly<Record<number, number>>>({});
  const key = names.join('\n');
  // Rows that come later don't move the columns of those that are read already.
  const first = React.useMemo(() => widthsOf(names, rows), [key]);
  const widths = React.useMemo(() => first.map((width, i) => drawn[i] ?? width), [first, drawn]);
  const from = React.useRef<{ x: number; width: number } | null>(null);
  const handle = (column: number): React.ReactElement => (
    <span
      className="jp-SecurityLake-grid-handle"
      aria-hidden
      onPointerDown={event => {
        from.current = { x: event.clientX, width: widths[column] };
        event.currentTarget.setPointerCapture?.(event.pointerId);
        event.stopPropagation();
      }}
      onPointerMove={event => {
        if (from.current) {
          const width = Math.max(NARROWEST, from.current.width + event.clientX - from.current.x);
          setDrawn({ ...drawn, [column]: width });
        }
        event.stopPropagation();
      }}
      onPointerUp={() => (from.current = null)}
      onPointerCancel={() => (from.current = null)}
    />
  );
  return { widths, handle };
}

/** Pixels for each column, from the first rows. */
export function widthsOf(
  names: readonly string[],
  rows: readonly (string | null)[][]
): readonly number[] {
  return names.map((name, column) => {
    const longest = rows
      .slice(0, LOOKED_AT)
      .reduce((most, row) => Math.max(most, cellText(row[column] ?? null).length), name.length);
    return Math.min(WIDEST, Math.max(NARROWEST, longest * LETTER + AROUND));
  });
}
