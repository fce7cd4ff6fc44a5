import { betaRegularized } from './beta-tail';
import { gammaLower, gammaUpper } from './gamma-tail';

/** Above this many counts the exact beta form is slow and a gamma law of same mean and variance is the same to 1e-6. */
const LARGE = 1e6;

/**
 * P(Y ≥ y) of a count with mean `mean` and variance mean + alpha mean²: Poisson for alpha 0, else negative binomial
 * with size 1 / alpha (NB2). Continuous in y > 0; 1 for y ≤ 0.
 *
 * P(Y ≥ y) = P(y, mean) for the Poisson (DLMF 8.4.10), I_q(y, r), q = mean / (mean + r), r = 1 / alpha for the
 * negative binomial (Johnson, Kemp & Kotz, Univariate Discrete Distributions, 5.6).
 */
export function countUpperTail(y: number, mean: number, alpha: number): number {
  if (!(y > 0)) {
    return Number.isNaN(y) ? NaN : 1;
  }
  if (!(mean > 0)) {
    return mean === 0 ? 0 : NaN;
  }
  if (mean > LARGE || y > LARGE) {
    const shape = mean / (1 + alpha * mean);
    return gammaUpper(shape, (shape * (y - 0.5)) / mean);
  }
  if (alpha * Math.max(mean, y) < 1e-9) {
    return gammaLower(y, mean);
  }
  const r = 1 / alpha;
  return betaRegularized(mean / (mean + r), r / (mean + r), y, r);
}

/** P(Y ≤ y) of the same count; continuous in y > −1; 0 for y ≤ −1. */
export function countLowerTail(y: number, mean: number, alpha: number): number {
  if (!(y > -1)) {
    return Number.isNaN(y) ? NaN : 0;
  }
  if (!(mean > 0)) {
    return mean === 0 ? 1 : NaN;
  }
  if (mean > LARGE || y > LARGE) {
    const shape = mean / (1 + alpha * mean);
    return gammaLower(shape, (shape * Math.max(0, y + 0.5)) / mean);
  }
  if (alpha * Math.max(mean, y) < 1e-9) {
    return gammaUpper(y + 1, mean);
  }
  const r = 1 / alpha;
  return betaRegularized(r / (mean + r), mean / (mean + r), r, y + 1);
}
