/**
 * Sum of `values[from … to)` in the order of NumPy's pairwise summation, so that means, and with them the ties of a
 * cumulative sum, come out as in the reference pipeline to the last bit.
 *
 * Source: numpy/core/src/umath/loops_utils.h.src, `pairwise_sum`; error bound O(ε log n).
 * Empty range: 0. NaN anywhere: NaN.
 */
export function pairwiseSum(values: Float64Array, from = 0, to = values.length): number {
  const n = to - from;
  if (n < 8) {
    let sum = 0;
    for (let i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }
  if (n <= 128) {
    const r = [0, 1, 2, 3, 4, 5, 6, 7].map(k => values[from + k]);
    const whole = from + n - (n % 8);
    for (let i = from + 8; i < whole; i += 8) {
      for (let k = 0; k < 8; k++) {
        r[k] += values[i + k];
      }
    }
    let sum = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
    for (let i = whole; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }
  const half = Math.floor(n / 2);
  const split = from + half - (half % 8);
  return pairwiseSum(values, from, split) + pairwiseSum(values, split, to);
}

/** Mean of `values[from … to)`; NaN when empty. */
export function pairwiseMean(values: Float64Array, from = 0, to = values.length): number {
  return to > from ? pairwiseSum(values, from, to) / (to - from) : NaN;
}
