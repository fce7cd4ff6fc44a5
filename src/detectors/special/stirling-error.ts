import { logGamma } from './log-gamma';

const HALF_LOG_2PI = 0.9189385332046727;

/**
 * Error of Stirling's formula, log Γ(x + 1) − [(x + ½) log x − x + ½ log 2π], for x > 0.
 *
 * Small where log Γ itself is huge, so densities built from it keep their digits (C. Loader, "Fast and accurate
 * computation of binomial probabilities", 2000). Series: DLMF 5.11.1.
 */
export function stirlingError(x: number): number {
  if (x < 15) {
    return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_2PI;
  }
  const s = 1 / (x * x);
  return (
    (1 / 12 -
      s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) /
    x
  );
}
