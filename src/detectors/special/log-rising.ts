import { logGamma } from './log-gamma';

/**
 * log Γ(x + n) − log Γ(x), the log of x (x + 1) … (x + n − 1), x > 0, n ≥ 0, without the cancellation that the difference
 * of two log-gammas has for large x.
 *
 * Stirling's series (DLMF 5.11.1) taken apart: (x − ½) log(1 + n / x) + n log(x + n) − n, and the tails of the series.
 */
export function logRising(x: number, n: number): number {
  if (x < 15) {
    return logGamma(x + n) - logGamma(x);
  }
  return (x - 0.5) * Math.log1p(n / x) + n * Math.log(x + n) - n + tail(x + n) - tail(x);
}

function tail(x: number): number {
  const s = 1 / (x * x);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / x;
}
