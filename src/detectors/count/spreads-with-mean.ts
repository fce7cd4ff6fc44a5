import { takeFloats } from './scratch';
import { medianOf } from './select';

/** Least factor between the usual means of the lower and the upper half with which the question makes sense. */
const LEAST_APART = 1.5;
/** Observations that each half must have. */
const LEAST = 20;

/**
 * Whether values vary in proportion to their mean rather than by the same amount everywhere: then their logs have a
 * common variance, and seasons and steps are factors.
 *
 * Compares the median distances from the mean in the half of the buckets with the lower means and in the other, on the
 * way between "the same" and "in proportion" (the two ends of Box & Cox, "An analysis of transformations", 1964).
 */
export function spreadsWithMean(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  mean: Float64Array
): boolean {
  const means = takeFloats(7, n);
  let m = 0;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1) {
      means[m++] = mean[t];
    }
  }
  const middle = medianOf(means, m);
  const usual = takeFloats(38, n);
  const half = (upper: boolean, of: (t: number) => number): number => {
    let k = 0;
    for (let t = 0; t < n; t++) {
      if (w[t] === 1 && (upper ? mean[t] > middle : mean[t] <= middle)) {
        usual[k++] = of(t);
      }
    }
    return k < LEAST ? NaN : medianOf(usual, k);
  };
  const apart = half(true, t => mean[t]) / half(false, t => mean[t]);
  if (!(apart >= LEAST_APART)) {
    return false;
  }
  const distance = (t: number): number => Math.abs(x[t] - mean[t]);
  return half(true, distance) > Math.sqrt(apart) * half(false, distance);
}
