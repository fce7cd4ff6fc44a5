import { defuse } from './cells';

/** A cell of a table, counted from 0. */
export interface ICell {
  row: number;
  column: number;
}

/** A rectangle of cells: where it begins, and the cell that it was drawn to, which has the focus. */
export interface ICellRange {
  anchor: ICell;
  focus: ICell;
}

/** How many rows and columns there are, and how many rows a page has. */
export interface ITableSize {
  rows: number;
  columns: number;
  page: number;
}

/** One cell. */
export function single(row: number, column: number): ICellRange {
  return { anchor: { row, column }, focus: { row, column } };
}

/** All cells between two, both included. */
export function between(anchor: ICell, focus: ICell): ICellRange {
  return { anchor, focus };
}

/** Whether a cell is in the range. */
export function isIn({ anchor, focus }: ICellRange, row: number, column: number): boolean {
  return (
    (row - anchor.row) * (row - focus.row) <= 0 &&
    (column - anchor.column) * (column - focus.column) <= 0
  );
}

/**
 * The range after a key of a grid (WAI-ARIA Authoring Practices, "Grid Pattern"); null for any other key.
 *
 * @param isJump - Whether Ctrl or Command is held: to the edge of the table instead of the row.
 * @param isExtended - Whether Shift is held: the range grows instead of moving.
 */
export function moved(
  { anchor, focus }: ICellRange,
  key: string,
  size: ITableSize,
  isJump = false,
  isExtended = false
): ICellRange | null {
  const { row, column } = focus;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const targets: Record<string, ICell> = {
    ArrowUp: { row: isJump ? 0 : row - 1, column },
    ArrowDown: { row: isJump ? last.row : row + 1, column },
    ArrowLeft: { row, column: isJump ? 0 : column - 1 },
    ArrowRight: { row, column: isJump ? last.column : column + 1 },
    PageUp: { row: row - size.page, column },
    PageDown: { row: row + size.page, column },
    Home: { row: isJump ? 0 : row, column: 0 },
    End: { row: isJump ? last.row : row, column: last.column }
  };
  if (!Object.hasOwn(targets, key)) {
    return null;
  }
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));
  const to = {
    row: clamp(targets[key].row, last.row),
    column: clamp(targets[key].column, last.column)
  };
  return { anchor: isExtended ? anchor : to, focus: to };
}

/**
 * The range as tab-separated text under the names of its columns, in which nothing begins a spreadsheet's formula.
 *
 * @param names - Of the columns.
 */
export function copied(
  { anchor, focus }: ICellRange,
  names: readonly string[],
  rows: readonly (string | null)[][]
): string {
  const [left, right] = [anchor.column, focus.column].sort((a, b) => a - b);
  const [top, bottom] = [anchor.row, focus.row].sort((a, b) => a - b);
  const line = (cells: readonly (string | null)[]): string =>
    cells
      .slice(left, right + 1)
      .map(defuse)
      .join('\t');
  return [names, ...rows.slice(top, bottom + 1)].map(line).join('\n');
}
