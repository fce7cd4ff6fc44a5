/** Kendall's score of a sequence against time, and what its variance is when there is no trend. */
export interface IKendall {
  /** Pairs that rise less pairs that fall. */
  score: number;
  /** Variance of the score under exchangeability, corrected for ties. */
  variance: number;
}

/**
 * Mann–Kendall score in O(n log n): falling pairs are the inversions that a merge sort counts (Knight 1966), the
 * variance with ties is Kendall's (Rank Correlation Methods, 1975, 4.9).
 *
 * @param y Sequence in time order; no NaN. Fewer than two values: score and variance 0. Overwritten with its sorted self.
 */
export function mannKendall(y: Float64Array, spare: Float64Array): IKendall {
  const n = y.length;
  let falling = 0;
  let a = y;
  let b = spare;
  for (let width = 1; width < n; width *= 2) {
    for (let lo = 0; lo < n; lo += 2 * width) {
      const mid = Math.min(lo + width, n);
      const hi = Math.min(lo + 2 * width, n);
      let i = lo;
      let j = mid;
      for (let k = lo; k < hi; k++) {
        if (i < mid && (j >= hi || a[i] <= a[j])) {
          b[k] = a[i++];
        } else {
          b[k] = a[j++];
          falling += mid - i;
        }
      }
    }
    const swap = a;
    a = b;
    b = swap;
  }
  if (a !== y) {
    for (let i = 0; i < n; i++) {
      y[i] = a[i];
    }
  }
  let tied = 0;
  let correction = 0;
  for (let i = 0; i < n;) {
    let j = i + 1;
    while (j < n && y[j] === y[i]) {
      j++;
    }
    const t = j - i;
    tied += (t * (t - 1)) / 2;
    correction += t * (t - 1) * (2 * t + 5);
    i = j;
  }
  const pairs = (n * (n - 1)) / 2;
  return {
    score: pairs - tied - 2 * falling,
    variance: Math.max(0, (n * (n - 1) * (2 * n + 5) - correction) / 18)
  };
}
