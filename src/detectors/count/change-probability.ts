/**
 * Chance that the largest likelihood ratio over all places of a change in `n` observations exceeds `gain` (twice the
 * log likelihood ratio) when nothing changes.
 *
 * James, James & Siegmund, "Tests for a change-point", Biometrika 1987, with all places but the ends allowed.
 */
export function changeProbability(gain: number, n: number): number {
  if (!(gain > 0)) {
    return 1;
  }
  const b = Math.sqrt(gain);
  const density = Math.exp(-gain / 2) / 2.5066282746310002;
  const odds = 2 * Math.log(Math.max(2, n - 1));
  const p = b * density * ((1 - 1 / gain) * odds + 4 / gain);
  return p >= 0 && gain > 4 ? Math.min(1, p) : 1;
}
