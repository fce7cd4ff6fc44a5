import { takeBytes, takeFloats } from '../count/scratch';
import type { IDetectorOptions } from '../types';

/** Shares of one series as matching rows among all rows. Arrays are scratch memory, possibly longer than `n`. */
export interface IShares {
  /** Buckets to model: all but the partial last one. */
  n: number;
  /** Rows that match (that don't, when `flipped`); 0 where there is no observation. */
  hits: Float64Array;
  /** Rows; 0 where there is no observation. */
  rows: Float64Array;
  /** 1 where observed. */
  w: Uint8Array;
  /** Number of observations. */
  count: number;
  /** Most rows match, so those that don't are what is modelled: a rare thing is the telling one. */
  flipped: boolean;
}

/** Rows that count in the comparison of a share with its complement, at most, of one bucket. */
const MOST = 100;

/**
 * Takes shares apart into counts: hits = share × rows, both whole. A bucket without rows, or whose share isn't in
 * [0, 1], is no observation.
 *
 * @param exposures Rows behind each value.
 */
export function observeShares(
  values: Float64Array,
  exposures: Float64Array,
  options: IDetectorOptions
): IShares {
  const n = Math.max(0, values.length - (options.partialLast ? 1 : 0));
  const hits = takeFloats(60, n).fill(0, 0, n);
  const rows = takeFloats(61, n).fill(0, 0, n);
  const w = takeBytes(10, n).fill(0, 0, n);
  let count = 0;
  let above = 0;
  for (let t = 0; t < n; t++) {
    const size = Math.round(exposures[t]);
    const share = values[t];
    if (size >= 1 && size <= Number.MAX_SAFE_INTEGER && share >= 0 && share <= 1) {
      rows[t] = size;
      hits[t] = Math.round(share * size);
      w[t] = 1;
      count++;
      above += (share - 0.5) * Math.min(MOST, size);
    }
  }
  const flipped = above > 0;
  if (flipped) {
    for (let t = 0; t < n; t++) {
      hits[t] = rows[t] - hits[t];
    }
  }
  return { n, hits, rows, w, count, flipped };
}
