import type { IFarTail } from './far-tail';
import { farChance, farQuantile } from './far-tail';
import type { IFew } from './few';
import { fewQuantile, fewTail } from './few';
import { rootNormal } from './root-normal';
import { smallQuantile } from './small-quantile';
import { MOST_SESSIONS, sessionMean } from './size-law';
import { countLowerTail, countUpperTail } from '../special/count-tail';
import { normalUpperQuantile } from '../special/normal-quantile';
import { studentUpperQuantile } from '../special/student-quantile';
import { studentTail } from '../special/student-tail';

/** The distribution of a bucket around its mean. */
export interface ILaw {
  /**
   * `count`: Poisson or negative binomial. `rounded`: whole numbers that vary less than chance counts would, a
   * rounded normal. `hurdle`: mostly nothing, and when something then of a typical size. `real`: anything else.
   */
  kind: 'count' | 'rounded' | 'hurdle' | 'real';
  /** Dispersion: variance = mean + alpha mean² (`count`, and the sizes of `hurdle`). */
  alpha: number;
  /** Standard deviation of a bucket (`rounded`, `real`). */
  sigma: number;
  /** Degrees of freedom of the tails (`rounded`, `real`); Infinity: normal. */
  nu: number;
  /** Share of active buckets (`hurdle`, and `real` of a series of amounts that is idle at times), else 1. */
  share: number;
  /** Mean number of sessions in a bucket, where one may hold several (`hurdle`); 0 where it holds one at most. */
  sessions: number;
  /** Active buckets of counts that have hardly any, whose sizes may be anything (`count`, `hurdle`); null where they are known. */
  few: IFew | null;
  /** Another spread below the middle than above (`real`); null for a symmetric law. */
  lean: ILean | null;
  /** The tails far above and far below, where they are longer than those of the law (`real`); null where they aren't. */
  far: IFarTail | null;
  farBelow: IFarTail | null;
  /** Value that stands for an empty bucket of amounts, and the chance of such a bucket; null without any (`real`). */
  empty: { at: number; chance: number } | null;
  /** What not knowing the parameters exactly adds to the variance, as a share of it: of the mean, and of laws but counts all. */
  doubt: number;
  /**
   * The same of the dispersion of counts, as a share of what it adds to the variance; at a normal score z times z² + 1, for
   * the farther out, the more it decides.
   */
  spreadDoubt: number;
}

/** The lower half of a law that isn't symmetric; `sigma` and `nu` of the law itself are then those of the upper half. */
export interface ILean {
  /** Where the halves meet, from the mean. */
  middle: number;
  sigma: number;
  nu: number;
}

/** Cube root below which the lower quantile of a count is found on the scale of the logs. */
const LEAST_ROOT = 0.2;
/** Most that doubt adds to the variance of a count, as a share of it. */
const MOST_DOUBT = 0.5;

/**
 * Dispersion of the predictive distribution of counts at a mean, as the tail from `y` on needs it: the doubt widens the
 * Poisson part too.
 *
 * A tail S of a distribution whose variance is estimated with relative variance τ² is on average, to second order,
 * exp(τ² / 8 (z⁴ + 2 z² + 3)) times as large at z standard deviations, which is what τ² / 4 (z² + 1) more variance makes.
 */
function widened(law: ILaw, mean: number, y: number): number {
  const m = Math.max(mean, 0.25);
  let { doubt } = law;
  if (law.spreadDoubt > 0) {
    const z = rootNormal(Math.max(0, y), m, law.alpha + 1 / m);
    // Of the variance mean + alpha mean² only the second part is estimated.
    const part = law.alpha > 0 ? (law.alpha * m) / (1 + law.alpha * m) : 1;
    doubt = Math.min(MOST_DOUBT, doubt + law.spreadDoubt * part * part * (z * z + 1));
  }
  return law.alpha * (1 + doubt) + doubt / m;
}

/** P(value ≥ y) under the law with this mean; for `hurdle` `mean` is that of an active bucket. */
export function upperTail(law: ILaw, y: number, mean: number): number {
  if (law.kind === 'count') {
    return orFew(law, y, countUpperTail(y, mean, widened(law, mean, y)));
  }
  if (law.kind === 'hurdle') {
    if (!(y > 0)) {
      return 1;
    }
    // By the other sessions alone: the dispersion of the sizes is also that of the event in question.
    return law.few === null ? sessionsTail(law, y, mean) : fewTail(law.few, y);
  }
  const half = law.kind === 'rounded' ? 0.5 : 0;
  const off = y - half - mean;
  const p = offTail(law, off);
  return law.share * withTail(law.far, p, off);
}

/** Chance of a deviation of at least `d`: `near` up to where the far tail begins, and its own from there on. */
function withTail(tail: IFarTail | null, near: number, d: number): number {
  if (tail === null) {
    return near;
  }
  const far = d < tail.from ? tail.share : farChance(tail, d);
  return d < tail.from || tail.unsure ? Math.max(near, far) : far;
}

/** An upper tail, or that of the next size where there are hardly any, whichever is larger. */
function orFew(law: ILaw, y: number, p: number): number {
  return law.few === null ? p : Math.max(p, fewTail(law.few, y));
}

/** Upper tail of an intermittent series: of one active bucket, or of the sum of one, two and more sessions. */
function sessionsTail(law: ILaw, y: number, mean: number): number {
  const alpha = widened(law, mean, y);
  if (law.sessions === 0) {
    return law.share * countUpperTail(y, mean, alpha);
  }
  const one = sessionMean(mean, law.sessions);
  let p = 0;
  let weight = Math.exp(-law.sessions);
  for (let k = 1; k <= MOST_SESSIONS; k++) {
    weight *= law.sessions / k;
    p += weight * countUpperTail(y, k * one, alpha / k);
  }
  return p;
}

/** The y with `sessionsTail` = p by halving: that tail falls in steps, on which Newton's method and the secant get lost. */
function sessionsQuantile(law: ILaw, p: number, mean: number): number {
  let low = 0;
  let high = Math.max(1, 2 * mean);
  while (sessionsTail(law, high, mean) > p && high < Number.MAX_SAFE_INTEGER) {
    low = high;
    high *= 2;
  }
  while (high - low > 1e-9 * high && high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (sessionsTail(law, middle, mean) > p) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** P(value ≤ y); for `hurdle` the chance of an active bucket that small, since an inactive one is no surprise. */
export function lowerTail(law: ILaw, y: number, mean: number): number {
  if (law.kind === 'count') {
    return countLowerTail(y, mean, widened(law, mean, y));
  }
  if (law.kind === 'hurdle') {
    return y > 0 ? law.share * countLowerTail(y, mean, widened(law, mean, y)) : 1;
  }
  const half = law.kind === 'rounded' ? 0.5 : 0;
  const off = mean - y - half;
  const near = law.lean === null ? offTail(law, off) : belowTail(law, law.lean, off);
  const p = law.share * withTail(law.farBelow, near, off);
  return law.empty !== null && y <= law.empty.at ? Math.max(p, law.empty.chance) : p;
}

/** P(deviation from the mean ≥ d). */
function offTail(law: ILaw, d: number): number {
  if (d !== d) {
    return 1;
  }
  const { lean } = law;
  const z = lean === null ? d : d - lean.middle;
  return lean !== null && z < 0
    ? 1 - halfTail(law, -z, lean.sigma, lean.nu)
    : halfTail(law, z, law.sigma, law.nu);
}

/** P(deviation from the mean ≤ −d) of a law that leans. */
function belowTail(law: ILaw, lean: ILean, d: number): number {
  const z = d + lean.middle;
  return z >= 0 ? halfTail(law, z, lean.sigma, lean.nu) : 1 - halfTail(law, -z, law.sigma, law.nu);
}

function halfTail(law: ILaw, d: number, sigma: number, nu: number): number {
  const z = d / sigma;
  return z === z ? studentTail(z / Math.sqrt(1 + law.doubt), nu) : 1;
}

/** Real-valued y beyond which a tail is below `p`, whatever the size of the next session. */
export function tailQuantile(law: ILaw, p: number, mean: number, up: boolean): number {
  if (up && law.kind === 'hurdle' && law.few !== null) {
    return fewQuantile(law.few, p);
  }
  const y = knownQuantile(law, p, mean, up);
  return up && law.few !== null ? Math.max(y, fewQuantile(law.few, p)) : y;
}

/**
 * Real-valued y beyond which a tail is below `p`: upperTail(y) = p (`up`) or lowerTail(y) = p.
 *
 * Start by Wilson & Hilferty's cube-root normal for the gamma with the same mean and variance, then secant steps on
 * the log of the exact tail. −Infinity / Infinity where no value is that unlikely.
 */
function knownQuantile(law: ILaw, p: number, mean: number, up: boolean): number {
  if (up && law.sessions > 0) {
    return sessionsQuantile(law, p, mean);
  }
  const q = p / law.share;
  if (q >= 0.5) {
    return law.kind === 'real' ? mean : up ? 0 : Infinity;
  }
  const z = zFor(q);
  let y: number;
  let sd: number;
  if (law.kind === 'count' || law.kind === 'hurdle') {
    const m = Math.max(mean, 1e-12);
    // For a start as if the dispersion were known.
    const { alpha } = law;
    sd = Math.sqrt(m + alpha * m * m);
    const shape = (m * m) / (sd * sd);
    const root = 1 - 1 / (9 * shape) + ((up ? z : -z) / 3) * Math.sqrt(1 / shape);
    y = root > 0 ? m * root * root * root + (up ? 0.5 : -0.5) : up ? 0.5 : -0.5;
    if (!up && y < 3 && countLowerTail(0, mean, widened(law, mean, 0)) > q) {
      return -1;
    }
    if (!up && root < LEAST_ROOT) {
      return smallQuantile(q, mean, alpha, below => Math.exp(logTail(law, below, mean, false)));
    }
    if (up && y < 0.2) {
      y = 0.2;
    }
  } else {
    const below = !up && law.lean !== null ? law.lean : law;
    const reach = studentUpperQuantile(q, below.nu) * Math.sqrt(1 + law.doubt) * below.sigma;
    const half = law.kind === 'rounded' ? 0.5 : 0;
    const middle = mean + (law.lean !== null ? law.lean.middle : 0);
    const tail = up ? law.far : law.farBelow;
    if (tail !== null) {
      const near = up ? middle + reach - mean : mean - middle + reach;
      const far = q < tail.share ? farQuantile(tail, q) : Math.min(near, tail.from);
      const off = tail.unsure && q < tail.share ? Math.max(near, far) : far;
      return up ? mean + off : mean - off;
    }
    return up ? middle + reach + half : middle - reach - half;
  }
  const target = Math.log(q);
  // Slope of the log tail of a normal at z, as a first guess of the secant.
  let slope = ((up ? -1 : 1) * (z + 1 / (z + 1))) / sd;
  let f = logTail(law, y, mean, up) - target;
  for (let k = 0; k < 12; k++) {
    if (!(Math.abs(f) > 1e-6)) {
      break;
    }
    let next = y - f / slope;
    next = up ? Math.max(next, y / 4, 0.01) : Math.max(next, (y - 1) / 2, -0.999);
    const g = logTail(law, next, mean, up) - target;
    if (next !== y && g !== f) {
      slope = (g - f) / (next - y);
    }
    y = next;
    f = g;
  }
  return y;
}

/** Log of a tail of the counts (of the sizes, for `hurdle`), continuous in y. */
function logTail(law: ILaw, y: number, mean: number, up: boolean): number {
  const alpha = widened(law, mean, y);
  return Math.log(up ? countUpperTail(y, mean, alpha) : countLowerTail(y, mean, alpha));
}

let lastP = NaN;
let lastZ = NaN;
function zFor(p: number): number {
  if (p !== lastP) {
    lastP = p;
    lastZ = normalUpperQuantile(p);
  }
  return lastZ;
}
