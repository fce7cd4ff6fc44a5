import type { KeyTuple } from '../sql/types';

/** The common time axis: bucket `start + i` covers [(start + i) × bucketMs, (start + i + 1) × bucketMs), UTC. */
export interface IGrid {
  bucketMs: number;
  /** Integer bucket of index 0: epoch milliseconds / bucketMs. */
  start: number;
  /** Number of buckets. */
  length: number;
  /** Index of the last bucket when it isn't over yet, else -1. */
  partial: number;
}

/** Why a bucket has no observation. A real zero is an observation. */
export const Missing = { none: 0, outside: 1, silent: 2, notArrived: 3, expired: 4 } as const;

/** Many series on one grid. */
export interface ISeriesSet {
  grid: IGrid;
  /** Logical names of the keys. */
  keyNames: string[];
  /** One tuple a series; distinct, in the order of the rows. */
  keys: KeyTuple[];
  /** Row-major, keys.length × grid.length. NaN where there is no observation; true zeros are 0. */
  values: Float64Array;
  /**
   * Of a ratio: the number of rows that each value is taken over, row-major like `values`; 0 where there is no
   * observation. Null or absent for other measures, and in documents that were saved without.
   */
  weights?: Float64Array | null;
  /** One `Missing` code per bucket of the grid (same for all series), length grid.length. */
  missing: Uint8Array;
  /** Series that the statement left out (limit), and how much they hold together, when known. */
  leftOut: { series: number; total: number } | null;
}
