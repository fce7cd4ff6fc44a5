import type { IObserved } from './observe';
import { takeFloats } from './scratch';
import { medianOf } from './select';

/** Mean from which on a count can be too even at all. */
const LEAST_MEAN = 2;

/** Counts that vary clearly less than chance counts would. */
export function tooEven(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  mean: Float64Array,
  length: number
): boolean {
  let kept = 0;
  let large = 0;
  for (let t = 0; t < n; t++) {
    if (use[t] === 1) {
      kept++;
      large += mean[t] >= LEAST_MEAN ? 1 : 0;
    }
  }
  if (large < 8 || large < kept / 2) {
    return false;
  }
  const block = Math.max(5, length);
  const ratios = takeFloats(7, Math.ceil(n / block));
  let m = 0;
  for (let from = 0; from < n; from += block) {
    let squares = 0;
    let k = 0;
    for (let t = from; t < Math.min(n, from + block); t++) {
      if (use[t] === 1 && mean[t] >= LEAST_MEAN) {
        const d = x[t] - mean[t];
        squares += (d * d) / mean[t];
        k++;
      }
    }
    if (k > 0) {
      ratios[m++] = squares / k;
    }
  }
  // The fewer blocks, the more of their variation has become part of the mean.
  return medianOf(ratios, m) < 0.4 - 0.6 / Math.sqrt(m);
}

/** Mostly nothing, and when something then much at once: more so than a negative binomial would do. */
export function isHurdle(o: IObserved): boolean {
  const { x, w, n, count, zeros } = o;
  const hits = count - zeros;
  if (hits < 8 || zeros < 0.3 * count) {
    return false;
  }
  // Runs through the active buckets: neighbours in that order are near in size also across a change of level.
  const sizes = takeFloats(7, hits);
  let m = 0;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      sizes[m++] = x[t];
    }
  }
  let small = 0;
  let lonely = 0;
  let last = -2;
  for (let t = 0, i = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      const near = Math.max(i > 0 ? sizes[i - 1] : 0, i + 1 < m ? sizes[i + 1] : 0, sizes[i]);
      small += sizes[i] <= Math.max(1, near / 4) ? 1 : 0;
      lonely += last !== t - 1 ? 1 : 0;
      last = t;
      i++;
    }
  }
  const typical = medianOf(sizes, m);
  const share = hits / count;
  // Poisson counts with this many zeros would be this large on average when not zero.
  const usual = -Math.log(1 - share) / share;
  return typical >= 2.5 * usual && small < 0.3 * hits && lonely > 0.5 * hits * (1 - share);
}
