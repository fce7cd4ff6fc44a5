import { devianceTerm } from './deviance-term';
import { stirlingError } from './stirling-error';

const SQRT_2PI = 2.5066282746310002;
const TINY = 1e-300;

/**
 * Regularised incomplete beta function I_x(a, b), a > 0, b > 0, given x and y = 1 − x separately so that neither end
 * loses digits. All digits where the result is small.
 *
 * Continued fraction DLMF 8.17.22 by the modified Lentz method; the factor in front by Loader's saddle point.
 */
export function betaRegularized(x: number, y: number, a: number, b: number): number {
  if (!(x > 0)) {
    return x === 0 ? 0 : NaN;
  }
  if (!(y > 0)) {
    return y === 0 ? 1 : NaN;
  }
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - fraction(y, x, b, a);
  }
  return fraction(x, y, a, b);
}

function fraction(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const logFront =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    devianceTerm(a, n * x) -
    devianceTerm(b, n * y);
  // Γ(a + b) / (Γ(a + 1) Γ(b)) x^a y^b is b / (a + b) of the binomial density at a of a + b.
  const front = (Math.exp(logFront) / SQRT_2PI) * Math.sqrt(b / (a * n));
  if (front === 0) {
    return 0;
  }
  let c = 1;
  let d = 1 - (n * x) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let h = d;
  for (let m = 1; m < 10000; m++) {
    const m2 = 2 * m;
    let an = (m * (b - m) * x) / ((a + m2 - 1) * (a + m2));
    d = 1 + an * d;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = 1 + an / c;
    c = Math.abs(c) < TINY ? TINY : c;
    h *= d * c;
    an = (-(a + m) * (n + m) * x) / ((a + m2) * (a + m2 + 1));
    d = 1 + an * d;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = 1 + an / c;
    c = Math.abs(c) < TINY ? TINY : c;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-15) {
      break;
    }
  }
  return Math.min(1, front * h);
}
