import { logGamma } from '../special/log-gamma';

/**
 * P(X ≥ k) for X ~ Binomial(n, p), by summing its terms from the largest; relative error about 1e-12.
 *
 * `k` below 1: 1; above `n`: 0. Terms fall geometrically once k > n·p, so few are needed there.
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k < 1 || p >= 1) {
    return 1;
  }
  if (k > n) {
    return 0;
  }
  if (k <= n * p) {
    return 1 - binomialTail(n - k + 1, n, 1 - p);
  }
  const logTerm =
    logGamma(n + 1) -
    logGamma(k + 1) -
    logGamma(n - k + 1) +
    k * Math.log(p) +
    (n - k) * Math.log1p(-p);
  let ratio = 1;
  let sum = 1;
  for (let i = k; i < n && ratio > 1e-16 * sum; i++) {
    ratio *= ((n - i) / (i + 1)) * (p / (1 - p));
    sum += ratio;
  }
  return Math.min(1, Math.exp(logTerm) * sum);
}
