/**
 * How large a difference between two shares is, in doublings of the odds, with both sides of each raised by the usual
 * spread: from 1 % to 2 % is one doubling, and so is from 99 % to 98 %; from 0 to 100 % is as many as the spread leaves.
 *
 * @param spread - Usual deviation of a share, 0 to 1.
 */
export function shareDoublings(before: number, after: number, spread: number): number {
  const doubled = Math.abs(logOdds(after, spread) - logOdds(before, spread));
  return doubled === doubled ? doubled : 0;
}

function logOdds(share: number, spread: number): number {
  const p = Math.min(1, Math.max(0, share));
  return Math.log2((p + spread) / (1 - p + spread));
}

/**
 * Usual deviation of a share by chance alone: that of the mean number of rows at the common share, with half a row
 * either way so that it is never 0. 1 when there are no rows.
 */
export function shareSpread(values: Float64Array, weights: Float64Array): number {
  let hits = 0;
  let rows = 0;
  let buckets = 0;
  for (let i = 0; i < values.length; i++) {
    if (weights[i] > 0 && values[i] === values[i]) {
      hits += values[i] * weights[i];
      rows += weights[i];
      buckets++;
    }
  }
  if (buckets === 0) {
    return 1;
  }
  const share = (hits + 0.5) / (rows + 1);
  return Math.sqrt((share * (1 - share) * buckets) / rows);
}
