/**
 * Upper bound of P(X ≥ k) for X ~ Binomial(n, p): exp(−n · KL(k/n ‖ p)), 1 when k ≤ n·p.
 *
 * Source: Hoeffding, Probability inequalities for sums of bounded random variables, JASA 58 (1963), theorem 1.
 * A bound is enough here and never understates the chance. `n` of 0: 1.
 */
export function binomialTailBound(k: number, n: number, p: number): number {
  const share = k / n;
  if (!(share > p)) {
    return 1;
  }
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - p)) : 0;
  return Math.exp(-n * (share * Math.log(share / p) + rest));
}
