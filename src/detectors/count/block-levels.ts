import type { IBaseline } from './baseline';

/**
 * Means of the whole blocks of the buckets [from, to), season taken out, appended to `levels` at `count`, and the number
 * of each block to `place`. Blocks without an observation are left out.
 *
 * @returns The number of levels there are now.
 */
export function blockLevels(
  { sums, length }: Pick<IBaseline, 'sums' | 'length'>,
  from: number,
  to: number,
  levels: Float64Array,
  place: Float64Array,
  count: number
): number {
  for (let a = from; a + length <= to; a += length) {
    const e = sums.exposure[a + length] - sums.exposure[a];
    if (e > 0) {
      levels[count] = (sums.sum[a + length] - sums.sum[a]) / e;
      place[count] = a / length;
      count++;
    }
  }
  return count;
}
