import type { IGrid } from './types';

/**
 * The common time axis of a half-open range. The first bucket begins at or before `from`; the last one is partial when
 * the range ends inside of it.
 *
 * @param range - Epoch milliseconds. An empty or backward range gives a grid of length 0.
 * @param bucketMs - Bucket width, above 0.
 */
export function gridOf(range: { from: number; to: number }, bucketMs: number): IGrid {
  const start = Math.floor(range.from / bucketMs);
  const length = Math.max(0, Math.ceil(range.to / bucketMs) - start);
  const ends = range.to % bucketMs === 0;
  return { bucketMs, start, length, partial: ends || length === 0 ? -1 : length - 1 };
}

/** Epoch milliseconds at which bucket `index` begins; `length` gives the end of the grid. */
export function timeOf(grid: IGrid, index: number): number {
  return (grid.start + index) * grid.bucketMs;
}
