import { devianceTerm } from '../special/deviance-term';
import { logRising } from '../special/log-rising';
import { stirlingError } from '../special/stirling-error';
import { rootNormal } from './root-normal';

/** How the sizes of the active buckets of an intermittent series vary. */
export interface ISizeLaw {
  /** Dispersion of the size of a session: variance = mean + alpha mean². */
  alpha: number;
  /** Mean number of sessions in a bucket, active or not; 0 where a bucket holds one at most. */
  sessions: number;
}

/** Squared normal scores count up to this: an event among a few sizes mustn't make the spread that hides it. */
const CAP = 4;
/** Mean of min(z², CAP) of a standard normal z. */
const CAPPED_MEAN = 0.9205;
/** Part of the active buckets that may be anything, events above all. */
const FOREIGN = 0.02;
/** Dispersion from which on sizes are sums of who knows what, so that a bucket may hold two such. */
export const VARIED = 0.1;
/** Log likelihood that several sessions a bucket have to bring: one is the rule. */
const UNUSUAL = 2;
/** More sessions than this in one bucket are news in any case. */
export const MOST_SESSIONS = 6;

/** Mean size of one session, by that of an active bucket, which may hold several. */
export function sessionMean(mean: number, sessions: number): number {
  return sessions > 0 ? (mean * -Math.expm1(-sessions)) / sessions : mean;
}

/**
 * Dispersion alpha of variance = mean + alpha mean² of the active buckets, by a bounded score: the alpha at which the
 * normal scores (Wilson & Hilferty's cube root) have the mean capped square of a normal (Huber, "Robust estimation of a
 * location parameter", 1964, proposal 2). 0 where chance alone explains the spread: within two standard errors.
 *
 * @param active 1 where a bucket is active and kept.
 * @param freedom Degrees of freedom: active buckets less levels.
 */
export function sizeDispersion(
  x: Float64Array,
  active: Uint8Array,
  n: number,
  mean: Float64Array,
  freedom: number
): number {
  const score = (alpha: number): number => sizeScore(x, active, n, mean, freedom, alpha);
  if (!(score(0) > chanceScore(freedom))) {
    return 0;
  }
  let low = 0;
  let high = 0.05;
  while (score(high) > 0 && high < 20) {
    low = high;
    high *= 3;
  }
  for (let k = 0; k < 12; k++) {
    const middle = (low + high) / 2;
    if (score(middle) > 0) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
}

/** What one size contributes to the bounded score, above its mean where `alpha` is the dispersion. */
export function sizeExcess(x: number, mean: number, alpha: number): number {
  const z = rootNormal(x, mean, alpha + 1 / mean);
  return Math.min(CAP, z * z) - CAPPED_MEAN;
}

/** Sum of the capped squares of the normal scores, less its mean where `alpha` is the dispersion. */
export function sizeScore(
  x: Float64Array,
  active: Uint8Array,
  n: number,
  mean: Float64Array,
  freedom: number,
  alpha: number
): number {
  let sum = 0;
  let sizes = 0;
  for (let t = 0; t < n; t++) {
    if (active[t] === 1 && mean[t] > 0) {
      sum += sizeExcess(x[t], mean[t], alpha);
      sizes++;
    }
  }
  return sum + CAPPED_MEAN * (sizes - freedom);
}

/** Score up to which chance alone explains the spread: two standard errors, the variance of a capped square being 1.23. */
export function chanceScore(freedom: number): number {
  return 2 * Math.sqrt(1.23 * freedom);
}

/** Log of the chance of a count of exactly `y` > 0 (Loader 2000): Poisson, or negative binomial for alpha > 0. */
function logChance(y: number, mean: number, alpha: number): number {
  if (!(alpha * Math.max(y, mean) > 1e-9)) {
    return -stirlingError(y) - devianceTerm(y, mean) - 0.5 * Math.log(2 * Math.PI * y);
  }
  const r = 1 / alpha;
  const factorial = stirlingError(y) + (y + 0.5) * Math.log(y) - y + 0.9189385332046727;
  return (
    logRising(r, y) - factorial - (r + y) * Math.log1p(alpha * mean) + y * Math.log(alpha * mean)
  );
}

/** Chance of size `y` in an active bucket with mean `mean`. */
function chance(y: number, mean: number, { alpha, sessions }: ISizeLaw): number {
  if (sessions === 0) {
    return Math.exp(logChance(y, mean, alpha));
  }
  const one = sessionMean(mean, sessions);
  let weight = Math.exp(-sessions) / -Math.expm1(-sessions);
  let sum = 0;
  for (let k = 1; k <= MOST_SESSIONS; k++) {
    weight *= sessions / k;
    sum += weight * Math.exp(logChance(y, k * one, alpha / k));
  }
  return sum;
}

/**
 * Which law the sizes of active buckets follow: one session a bucket, Poisson or negative binomial, or the sum of one, two
 * and more sessions that come independently of each other (as many as make the share of active buckets).
 *
 * The likeliest, less half the log of the number of buckets for a dispersion (Schwarz 1978). One bucket in fifty may be
 * anything: an event must not choose the law by which it is then judged.
 *
 * @param share Share of active buckets.
 * @param alpha Dispersion of the active buckets.
 */
export function chooseSizeLaw(
  x: Float64Array,
  active: Uint8Array,
  n: number,
  mean: Float64Array,
  share: number,
  alpha: number
): ISizeLaw {
  let hits = 0;
  let level = 0;
  let largest = 0;
  for (let t = 0; t < n; t++) {
    if (active[t] === 1) {
      hits++;
      level += mean[t];
      largest = Math.max(largest, x[t]);
    }
  }
  level /= Math.max(1, hits);
  const sessions = -Math.log(1 - Math.min(0.9, share));
  if (alpha > VARIED) {
    return { alpha, sessions };
  }
  const laws: ISizeLaw[] = [
    { alpha: 0, sessions: 0 },
    { alpha, sessions: 0 },
    { alpha: 0, sessions },
    { alpha: alphaOfSession(level, alpha, sessions), sessions }
  ];
  let best = laws[0];
  let most = -Infinity;
  for (const law of laws) {
    if (law.alpha === 0 && alpha > 0 && law.sessions === 0) {
      continue;
    }
    let sum = law.alpha > 0 ? -0.5 * Math.log(Math.max(2, hits)) : 0;
    sum -= law.sessions > 0 ? UNUSUAL : 0;
    for (let t = 0; t < n && sum > most; t++) {
      if (active[t] === 1) {
        sum += Math.log((1 - FOREIGN) * chance(x[t], mean[t], law) + FOREIGN / (2 * largest));
      }
    }
    if (sum > most) {
      most = sum;
      best = law;
    }
  }
  return best;
}

/** Dispersion of one session where an active bucket, of mean `mean`, has dispersion `alpha`; at least 0. */
function alphaOfSession(mean: number, alpha: number, sessions: number): number {
  const share = -Math.expm1(-sessions);
  const number = sessions / share;
  const one = mean / number;
  // Var S = E K (one + a one²) + Var K one², K a Poisson number that isn't zero.
  const spread = number * (1 + sessions - number);
  return Math.max(
    0,
    (mean + alpha * mean * mean - number * one - spread * one * one) / (number * one * one)
  );
}
