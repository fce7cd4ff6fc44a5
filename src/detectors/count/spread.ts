import type { IBaseline } from './baseline';
import { pearsonSlope } from './deletion';
import { momentDispersion, overdispersion } from './dispersion';
import { addDoubt } from './doubt';
import type { ILaw, ILean } from './law';
import type { IFarTail } from './far-tail';
import { farTail } from './tail-fit';
import { fewSizes } from './few';
import type { IObserved } from './observe';
import type { CostLaw } from './partition';
import { rootNormal } from './root-normal';
import { takeBytes, takeFloats } from './scratch';
import { holdBack, LONGEST_EVENT } from './screen';
import { selectKth } from './select';
import { chanceScore, chooseSizeLaw, sizeDispersion, sizeScore, VARIED } from './size-law';
import { skewness } from './skewness';
import type { ITails } from './shape';
import { tailsOf } from './shape';

/** Standard errors by which the tails must exceed the normal's before Student's t is used. */
const HEAVY = 2.3;

/** The same for each half of a law that leans: that it does is sign enough. */
const LEAST_HEAVY = 0.25;
/** Fewer sizes than this don't show the shape of their lower half, which then gets these degrees of freedom. */
const UNKNOWN = 80;
const LOW = 4;
/** Median of the size of a standard normal number; spreads from which on a residual says nothing about the others. */
const NORMAL_MEDIAN = 0.6745;
const FAR_OFF = 4;
/** Standard errors by which logs must be skewed. */
const LEANING = 2;

/** Dispersion around the mean: alpha for counts (for sizes of an intermittent series), else the variance of a bucket. */
export function fitSpread(b: IBaseline, o: IObserved, cost: CostLaw, start: number): number {
  const { x, n } = o;
  const { use, mean } = b;
  if (cost === 'real') {
    let squares = 0;
    for (let t = 0; t < n; t++) {
      if (use[t] === 1) {
        squares += (x[t] - mean[t]) * (x[t] - mean[t]);
      }
    }
    return squares / b.freedom;
  }
  if (cost === 'hurdle') {
    // Set aside or not: what is off counts little here, and must not be missing where it is usual.
    const active = activeBuckets(o, takeBytes(1, n));
    const hits = o.count - o.zeros;
    b.freedom = Math.max(1, hits - 1 - b.changes.length);
    const alpha = sizeDispersion(x, active, n, mean, b.freedom);
    // Where the sizes vary much, large ones may be as usual as rare.
    return alpha > VARIED
      ? Math.max(alpha, momentDispersion(x, active, n, mean, b.freedom, start))
      : alpha;
  }
  return momentDispersion(x, use, n, mean, b.freedom, start);
}

/** Puts 1 where a bucket of counts is active. */
function activeBuckets({ x, w, n }: IObserved, active: Uint8Array): Uint8Array {
  for (let t = 0; t < n; t++) {
    active[t] = w[t] === 1 && x[t] > 0 ? 1 : 0;
  }
  return active;
}

/** Sets aside the buckets that are improbable now that level, season and dispersion are known; fills `use`. */
export function setAside(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  mean: Float64Array,
  cost: CostLaw,
  spread: number,
  use: Uint8Array
): void {
  if (cost === 'hurdle') {
    for (let t = 0; t < n; t++) {
      const sd = Math.sqrt(mean[t] + spread * mean[t] * mean[t]);
      const far =
        x[t] > 0 &&
        Math.abs(x[t] - mean[t]) > 4 * sd + 1 &&
        Math.abs(rootNormal(x[t], mean[t], (sd * sd) / (mean[t] * mean[t]))) > 3.5;
      use[t] = w[t] === 1 && !far ? 1 : 0;
    }
    return;
  }
  holdBack(
    x,
    w,
    n,
    mean,
    cost === 'real',
    spread,
    4.5,
    cost === 'real' ? 0 : 2,
    LONGEST_EVENT,
    use
  );
}

/**
 * Tails of the residuals of all observed buckets, events and all.
 *
 * @param alpha Dispersion of counts by which to standardise; null for a common variance.
 */
export function residualTails(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  mean: Float64Array,
  alpha: number | null,
  errors: number
): ITails {
  const r = takeFloats(39, n);
  let m = 0;
  for (let t = 0; t < n; t++) {
    const v = alpha === null ? 1 : Math.sqrt(mean[t] + alpha * mean[t] * mean[t]);
    // Where nothing is expected there is nothing to standardise by.
    if (w[t] === 1 && v > 0) {
      r[m++] = (x[t] - mean[t]) / v;
    }
  }
  return tailsOf(r, m, errors);
}

/** Tails, symmetry and share of a continuous law. */
function finishReal(b: IBaseline, o: IObserved): void {
  const { law } = b;
  const { x, w, n } = o;
  const least = Math.sqrt(b.floor);
  const tails = residualTails(x, w, n, b.mean, null, HEAVY);
  if (Number.isFinite(tails.nu)) {
    law.nu = tails.nu;
    law.sigma = Math.max(tails.scale, least);
  }
  if (o.log) {
    law.lean = leanOf(b, o);
    const freedom = b.freedom / (law.lean && law.lean.middle !== 0 ? 2 : 1);
    law.nu = Math.min(law.nu, freedom);
    law.far = farTailOf(b, o, 1);
    law.farBelow = farTailOf(b, o, -1);
    law.empty = emptyBuckets(b, o);
    const { activity } = b.sums;
    if (activity !== null) {
      law.share = (activity.active[n] + 1) / (activity.watched[n] + 1);
    }
  }
}

/**
 * The two halves of the residuals of logs, each with tails of its own, when they are clearly not alike; sets the upper
 * half's in the law and returns the lower one. Sums of a few skewed amounts are skewed even in the log.
 */
function leanOf(b: IBaseline, o: IObserved): ILean | null {
  const { law } = b;
  const { x, w, n } = o;
  const r = takeFloats(85, n);
  let m = 0;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1) {
      r[m++] = x[t] - b.mean[t];
    }
  }
  const near = takeFloats(86, m);
  let k = 0;
  for (let i = 0; i < m; i++) {
    if (Math.abs(r[i]) < FAR_OFF * law.sigma) {
      near[k++] = r[i];
    }
  }
  if (m < UNKNOWN) {
    // Too few to see that sums of a few amounts reach far down; a small one is hardly ever news.
    return { middle: 0, sigma: law.sigma, nu: Math.min(law.nu, b.freedom, LOW) };
  }
  if (Math.abs(skewness(near, k)) < LEANING * Math.sqrt(6 / k)) {
    return null;
  }
  const half = m >> 1;
  const middle = selectKth(r, 0, m - 1, half);
  const low = r.subarray(0, half);
  const high = r.subarray(half, m);
  const least = Math.sqrt(b.floor);
  const up = halfTails(high, middle, least);
  const down = halfTails(low, middle, least);
  law.sigma = up.sigma;
  law.nu = up.nu;
  return { middle, ...down };
}

/**
 * Spread and tails of residuals that lie on one side of `middle`; changed in place. What is farther off than the middle of
 * them makes likely is left out of the spread: an event must not vouch for itself.
 */
function halfTails(r: Float64Array, middle: number, least: number): { sigma: number; nu: number } {
  const m = r.length;
  for (let i = 0; i < m; i++) {
    r[i] = Math.abs(r[i] - middle);
  }
  const tails = tailsOf(r, m, LEAST_HEAVY);
  const usual = selectKth(r, 0, m - 1, m >> 1) / NORMAL_MEDIAN;
  let squares = 0;
  let kept = 0;
  for (let i = 0; i < m; i++) {
    if (r[i] <= FAR_OFF * usual || !(usual > 0)) {
      squares += r[i] * r[i];
      kept++;
    }
  }
  const sigma = Number.isFinite(tails.nu) ? tails.scale : Math.sqrt(squares / kept);
  return { sigma: Math.max(sigma, least), nu: Math.min(tails.nu, m) };
}

/** The tail far above (`way` 1) or below (−1), from the residuals of all observed buckets. */
function farTailOf(b: IBaseline, o: IObserved, way: number): IFarTail | null {
  const { law } = b;
  const r = takeFloats(85, o.n);
  let m = 0;
  for (let t = 0; t < o.n; t++) {
    if (o.w[t] === 1) {
      r[m++] = way * (o.x[t] - b.mean[t]);
    }
  }
  return farTail(r, m, law.lean ? way * law.lean.middle : 0, o.counts);
}

/**
 * How likely empty buckets are among amounts where they are so rare that each is a value. A sum of λ parts on average is
 * empty with chance e^−λ, and its squared variation is at least 1 / λ: parts of different size only add to it. So the
 * variation of the lower half, the calmer one, says how likely an empty bucket may be at most.
 */
function emptyBuckets(b: IBaseline, o: IObserved): ILaw['empty'] {
  if (o.idle !== null || o.zeros === 0) {
    return null;
  }
  const { law } = b;
  let least = Infinity;
  for (let t = 0; t < o.n; t++) {
    least = o.w[t] === 1 && o.x[t] < least ? o.x[t] : least;
  }
  const sigma = law.lean ? Math.min(law.lean.sigma, law.sigma) : law.sigma;
  const chance = Math.exp(-1 / Math.expm1(sigma * sigma));
  return { at: least, chance };
}

/** Completes the law of `b` from the last dispersion. */
export function finishLaw(b: IBaseline, o: IObserved, cost: CostLaw, spread: number): void {
  const { law } = b;
  const { x, n } = o;
  if (cost === 'real') {
    law.sigma = Math.sqrt(spread);
    if (law.kind === 'real') {
      finishReal(b, o);
    }
  } else if (cost === 'hurdle') {
    const active = activeBuckets(o, takeBytes(1, n));
    law.share = Math.min(1, (b.sums.positive[n] + 1) / (b.sums.used[n] + 1));
    const sizes = chooseSizeLaw(x, active, n, b.mean, law.share, spread);
    law.alpha = sizes.alpha;
    law.sessions = sizes.sessions;
    law.few = fewSizes(o, law.alpha, b.freedom);
    b.pearsonSlope = law.alpha > 0 ? pearsonSlope(x, active, n, b.mean, law.alpha) : 0;
    b.clearly =
      law.alpha > 0 ? sizeScore(x, active, n, b.mean, b.freedom, 0) - chanceScore(b.freedom) : 0;
  } else {
    law.alpha = spread;
    if (spread > 0) {
      b.clearly = overdispersion(x, b.use, n, b.mean, b.freedom);
      if (b.clearly < 0) {
        law.alpha = 0;
      }
    }
    b.pearsonSlope = law.alpha > 0 ? pearsonSlope(x, b.use, n, b.mean, law.alpha) : 0;
  }
  addDoubt(b, o, cost);
}
