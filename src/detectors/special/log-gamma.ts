const HALF_LOG_2PI = 0.9189385332046727;

/**
 * log Γ(x) for x > 0; NaN for x ≤ 0 and for NaN.
 *
 * Stirling's series (DLMF 5.11.1) above 15, reached from below by the recurrence Γ(x + 1) = x Γ(x).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) {
    return NaN;
  }
  let product = 1;
  let y = x;
  while (y < 15) {
    product *= y;
    y += 1;
  }
  const s = 1 / (y * y);
  const tail =
    (1 / 12 -
      s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) /
    y;
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_2PI + tail - Math.log(product);
}
