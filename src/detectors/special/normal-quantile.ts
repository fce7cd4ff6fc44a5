import { normalTail } from './normal-tail';

const SQRT_2PI = 2.5066282746310002;

/**
 * The z with P(Z ≥ z) = p, 0 < p < 1; ±Infinity at the ends, NaN outside.
 *
 * Start: Abramowitz & Stegun 26.2.23 (error below 4.5e-4), then Halley steps on the exact tail.
 */
export function normalUpperQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    return p === 0 ? Infinity : p === 1 ? -Infinity : NaN;
  }
  if (p > 0.5) {
    return -normalUpperQuantile(1 - p);
  }
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let k = 0; k < 3; k++) {
    const step = ((normalTail(z) - p) * SQRT_2PI) / Math.exp((-z * z) / 2);
    z += step / (1 - (z * step) / 2);
  }
  return z;
}
