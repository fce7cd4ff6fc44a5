import { betaRegularized } from './beta-tail';
import { logRising } from './log-rising';

/** Standard deviation from which on a beta law of the same mean and variance is the same, and far quicker. */
const WIDE = 2000;
/** Values that are walked over one by one in the search of a quantile. */
const WALK = 24;
/** Below this the law is the binomial's to all digits that matter. */
const EVEN = 1e-9;

/**
 * P(K ≥ k) of a beta-binomial: K of `n` rows match, each with chance `share`, any two of them correlated by `rho` (0:
 * binomial). Whole k and n; 1 for k ≤ 0, 0 for k > n.
 *
 * Terms are summed from k outwards (Johnson, Kemp & Kotz, Univariate Discrete Distributions, 6.2.2); the binomial is
 * I_share(k, n − k + 1) (DLMF 8.17.5). Relative error about 1e-9.
 */
export function betaBinomialUpperTail(k: number, n: number, share: number, rho: number): number {
  if (!(k > 0)) {
    return Number.isNaN(k) ? NaN : 1;
  }
  if (k > n) {
    return 0;
  }
  if (!(share > 0) || !(share < 1)) {
    return share >= 1 ? 1 : share <= 0 ? 0 : NaN;
  }
  if ((n - 1) * rho < EVEN) {
    return betaRegularized(share, 1 - share, k, n - k + 1);
  }
  const inflation = 1 + (n - 1) * rho;
  if (n * share * (1 - share) * inflation > WIDE * WIDE) {
    const size = n / inflation - 1;
    const at = (k - 0.5) / n;
    return (
      1 -
      betaRegularized(at, 1 - at, Math.max(size, 1e-3) * share, Math.max(size, 1e-3) * (1 - share))
    );
  }
  if (k <= n * share) {
    return 1 - betaBinomialUpperTail(n - k + 1, n, 1 - share, rho);
  }
  const first = density(k, n, share, rho);
  return Math.min(1, first * tailSum(k, n, share, rho));
}

/** P(K ≤ k) of the same. */
export function betaBinomialLowerTail(k: number, n: number, share: number, rho: number): number {
  return betaBinomialUpperTail(n - k, n, 1 - share, rho);
}

/**
 * Least whole k above the mean whose upper tail is at most `p`; n + 1 when there is none.
 *
 * Begins at the quantile of a gamma law with the same mean and variance (Wilson & Hilferty 1931), brackets, halves, and walks the rest.
 *
 * @param z Upper normal quantile of `p`.
 */
export function betaBinomialUpperQuantile(
  p: number,
  z: number,
  n: number,
  share: number,
  rho: number
): number {
  const mean = n * share;
  const variance = mean * (1 - share) * (1 + (n - 1) * rho);
  const step = variance / Math.max(mean * mean, 1e-300);
  const root = 1 - step / 9 + (z / 3) * Math.sqrt(step);
  const least = Math.floor(mean) + 1;
  if (least > n) {
    return n + 1;
  }
  // Rather a little too far: from there it is walked back.
  const far = Math.ceil(mean * root * root * root + Math.sqrt(variance) / 16);
  const guess = Math.max(least, Math.min(n, far));
  let stride = Math.max(4, Math.floor(Math.sqrt(variance) / 8));
  // `high` is rare enough, `low` isn't.
  let high = guess;
  let low = guess;
  let tail = betaBinomialUpperTail(high, n, share, rho);
  while (tail > p) {
    low = high;
    high = Math.min(n + 1, high + stride);
    stride *= 2;
    tail = betaBinomialUpperTail(high, n, share, rho);
  }
  if (low === high) {
    low = least - 1;
  }
  for (;;) {
    // Downwards by adding terms, which loses no digits.
    const stop = Math.max(low + 1, high - WALK);
    let term = high > stop ? density(high - 1, n, share, rho) : 0;
    while (high > stop && tail + term <= p) {
      high--;
      tail += term;
      term /= high > stop ? ratio(high - 1, n, share, rho) : 1;
    }
    if (high > stop || high <= low + 1) {
      return high;
    }
    const middle = Math.max(low + 1, Math.min(high - 1, Math.floor((low + high) / 2)));
    const there = betaBinomialUpperTail(middle, n, share, rho);
    if (there <= p) {
      high = middle;
      tail = there;
    } else {
      low = middle;
    }
  }
}

/** Chance of k + 1 as a multiple of that of k. */
function ratio(k: number, n: number, share: number, rho: number): number {
  const other = 1 - share;
  return (
    ((n - k) * (k * rho + share * (1 - rho))) / ((k + 1) * ((n - k - 1) * rho + other * (1 - rho)))
  );
}

/** Sum of the chances from k up, as a multiple of that of k; k above the mean. */
function tailSum(k: number, n: number, share: number, rho: number): number {
  let sum = 1;
  let term = 1;
  for (let j = k; j < n; j++) {
    const r = ratio(j, n, share, rho);
    term *= r;
    sum += term;
    if (term < 1e-11 * sum * (1 - r)) {
      break;
    }
  }
  return sum;
}

/** P(K = k). */
function density(k: number, n: number, share: number, rho: number): number {
  const choose = logRising(n - k + 1, k) - logRising(1, k);
  if ((n - 1) * rho < EVEN) {
    return Math.exp(choose + k * Math.log(share) + (n - k) * Math.log1p(-share));
  }
  const size = (1 - rho) / rho;
  const a = share * size;
  return Math.exp(choose + logRising(a, k) + logRising(size - a, n - k) - logRising(size, n));
}
