import { FIRST_SEEN_COLUMNS } from '../sql/first-seen-rows';
import type { KeyTuple } from '../sql/types';
import { readCells } from './cells';
import type { IGrid } from './types';

/** A key that the first-seen statement calls new. Times are epoch milliseconds, UTC. */
export interface INewKey {
  keys: KeyTuple;
  firstMs: number;
  lastMs: number;
  /** Rows of it, all in the recent part. */
  events: number;
  /** Rows by bucket of the grid. */
  counts: Float64Array;
  ownerFirstMs: number;
  ownerNew: number;
  memoryMs: number;
  newOwners: number;
  /** How many new keys there are, those beyond the limit included. */
  newKeys: number;
}

/**
 * Reads one row of the first-seen statement.
 *
 * @param keyCount - Number of keys of the question.
 * @param grid - Of the analysis; buckets outside of it are passed over.
 * @throws Error for a row with another number of columns or a number that isn't one.
 */
export function readNewKey(row: (string | null)[], keyCount: number, grid: IGrid): INewKey {
  if (row.length !== keyCount + FIRST_SEEN_COLUMNS.length) {
    throw new Error(
      `A row of the first-seen statement has ${row.length} columns instead of ${keyCount + FIRST_SEEN_COLUMNS.length}`
    );
  }
  const cell = (name: (typeof FIRST_SEEN_COLUMNS)[number]): string | null =>
    row[keyCount + FIRST_SEEN_COLUMNS.indexOf(name)];
  const number = (name: (typeof FIRST_SEEN_COLUMNS)[number]): number => {
    const value = Number(cell(name) ?? NaN);
    if (!Number.isFinite(value)) {
      throw new Error(`The column ${name} of the first-seen statement is no number.`);
    }
    return value;
  };
  const counts = new Float64Array(grid.length);
  readCells(cell('cells') ?? '{}', grid.start, counts);
  return {
    keys: row.slice(0, keyCount),
    firstMs: number('first_ms'),
    lastMs: number('last_ms'),
    events: number('n'),
    counts,
    ownerFirstMs: number('owner_first_ms'),
    ownerNew: number('owner_new'),
    memoryMs: number('memory_ms'),
    newOwners: number('new_owners'),
    newKeys: number('new_keys')
  };
}
