/**
 * False-discovery q values by the step-up procedure of Benjamini and Hochberg (J. R. Stat. Soc. B 57, 1995, 289–300):
 * q = the smallest rate at which this p value would be among the rejected.
 *
 * @param p - P values of the candidates. All values below the largest of them must be there; those above may be left
 * out, since they don't change the q values of smaller ones.
 * @param tests - How many tests were made in all; at least as many as there are candidates.
 * @returns One q for each p, at most 1. NaN stays NaN.
 */
export function qValues(p: readonly number[], tests: number): number[] {
  const order = p
    .map((_, i) => i)
    .filter(i => !Number.isNaN(p[i]))
    .sort((a, b) => p[a] - p[b]);
  const made = Math.max(tests, order.length);
  const q = p.map(() => NaN);
  let smallest = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const i = order[rank - 1];
    smallest = Math.min(smallest, (p[i] * made) / rank);
    q[i] = smallest;
  }
  return q;
}
