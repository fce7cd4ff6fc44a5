import { seriesLayout } from '../sql/series-rows';
import type { KeyTuple } from '../sql/types';

/** A key by the minute: those in which it was there at all, ascending. */
export interface IMinutes {
  keys: KeyTuple;
  /** Minutes since the epoch. */
  at: Float64Array;
  /** Rows of each. */
  counts: Float64Array;
}

/**
 * Reads one row of the statement that counts chosen keys by the minute. Its layout is that of the series statement, but
 * its grid is too fine to be filled: of a month of minutes most are empty.
 *
 * @param keyCount - Number of keys of the question.
 * @returns null for the row of all keys together.
 * @throws Error for a row with another number of columns, or cells that aren't minutes with counts.
 */
export function readMinutes(row: (string | null)[], keyCount: number): IMinutes | null {
  const layout = seriesLayout(keyCount);
  if (row.length <= layout.cells) {
    throw new Error(`A row of the minute statement has only ${row.length} columns`);
  }
  if (row[layout.slice] === 'all') {
    return null;
  }
  const cells = Object.entries(JSON.parse(row[layout.cells] ?? '{}') as Record<string, unknown>)
    .map(([minute, count]): [number, number] => [Number(minute), Number(count)])
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => a - b);
  if (!cells.every(([minute, count]) => Number.isInteger(minute) && Number.isFinite(count))) {
    throw new Error('The cells of a key by the minute are malformed.');
  }
  return {
    keys: row.slice(layout.firstKey, layout.total),
    at: Float64Array.from(cells, ([minute]) => minute),
    counts: Float64Array.from(cells, ([, count]) => count)
  };
}
