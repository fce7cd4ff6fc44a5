/** Population variance (divisor n) of the values that aren't NaN, as `numpy.nanvar`; NaN when there are none. */
export function nanVariance(values: Float64Array): number {
  let n = 0;
  let sum = 0;
  for (const x of values) {
    if (x === x) {
      n++;
      sum += x;
    }
  }
  const mean = sum / n;
  let squares = 0;
  for (const x of values) {
    if (x === x) {
      squares += (x - mean) * (x - mean);
    }
  }
  return squares / n;
}

/**
 * Quantile `q` (0 to 1) of sorted values by linear interpolation between closest ranks (Hyndman and Fan's type 7,
 * NumPy's default). NaN when empty.
 */
export function sortedQuantile(sorted: Float64Array, q: number): number {
  const n = sorted.length;
  if (n === 0) {
    return NaN;
  }
  const position = q * (n - 1);
  const below = Math.floor(position);
  const t = position - below;
  const a = sorted[below];
  const b = sorted[Math.min(below + 1, n - 1)];
  // numpy's lerp: exact at both ends and monotone.
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** Inter-quartile range of the values that aren't NaN; NaN when there are none. */
export function interquartileRange(values: Float64Array): number {
  const sorted = values.filter(x => x === x).sort();
  return sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25);
}
