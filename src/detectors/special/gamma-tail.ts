import { devianceTerm } from './deviance-term';
import { erfc } from './erfc';
import { stirlingError } from './stirling-error';

const SQRT_2PI = 2.5066282746310002;
const EPSILON = 1e-16;
const TINY = 1e-300;
/** Above this shape the sum and the fraction would need thousands of terms; Temme's expansion is exact to 1e-12. */
const LARGE = 1e5;

/** Regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0: the chance of a Poisson(x) count of at least a. */
export function gammaLower(a: number, x: number): number {
  if (!(x > 0)) {
    return x === 0 ? 0 : NaN;
  }
  if (a > LARGE) {
    return temme(a, x, true);
  }
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
}

/** Regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), with all digits where it is small. */
export function gammaUpper(a: number, x: number): number {
  if (!(x > 0)) {
    return x === 0 ? 1 : NaN;
  }
  if (a > LARGE) {
    return temme(a, x, false);
  }
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
}

/** x^a e^(−x) / Γ(a + 1), by Loader's saddle point. */
function front(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - devianceTerm(a, x)) / (SQRT_2PI * Math.sqrt(a));
}

/** DLMF 8.11.4. */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 5000; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * EPSILON) {
      break;
    }
  }
  return Math.min(1, front(a, x) * sum);
}

/** DLMF 8.9.2 by the modified Lentz method. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 5000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < TINY) {
      d = TINY;
    }
    c = b + an / c;
    if (Math.abs(c) < TINY) {
      c = TINY;
    }
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < EPSILON) {
      break;
    }
  }
  return Math.min(1, front(a, x) * a * h);
}

/** Uniform asymptotic expansion for large a: DLMF 8.12.3 to 8.12.10, first two coefficients. */
function temme(a: number, x: number, lower: boolean): number {
  const mu = (x - a) / a;
  const half = devianceTerm(a, x) / a;
  const eta = Math.sign(mu) * Math.sqrt(2 * half);
  let c0: number;
  let c1: number;
  if (Math.abs(eta) < 0.01) {
    c0 = -1 / 3 + eta * (1 / 12 - eta * (1 / 135 - eta / 864));
    c1 = -1 / 540 - eta / 288;
  } else {
    c0 = 1 / mu - 1 / eta;
    c1 = 1 / (eta * eta * eta) - 1 / (mu * mu * mu) - 1 / (mu * mu) - 1 / (12 * mu);
  }
  const rest = (Math.exp(-a * half) / (SQRT_2PI * Math.sqrt(a))) * (c0 + c1 / a);
  const arm = eta * Math.sqrt(a / 2);
  return lower ? 0.5 * erfc(-arm) - rest : 0.5 * erfc(arm) + rest;
}
