import { betaRegularized } from './beta-tail';
import { normalTail } from './normal-tail';

/**
 * Upper tail P(T ≥ t) of Student's t with `nu` degrees of freedom; the normal for nu above 1e6.
 *
 * ½ I_x(ν/2, ½), x = ν / (ν + t²): Abramowitz & Stegun 26.7.1.
 */
export function studentTail(t: number, nu: number): number {
  if (nu > 1e6) {
    return normalTail(t);
  }
  const squared = t * t;
  if (!Number.isFinite(squared)) {
    return Number.isNaN(t) ? NaN : t > 0 ? 0 : 1;
  }
  const half = 0.5 * betaRegularized(nu / (nu + squared), squared / (nu + squared), nu / 2, 0.5);
  return t >= 0 ? half : 1 - half;
}
