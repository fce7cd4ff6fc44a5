import type { IObserved } from './observe';
import { rootNormal } from './root-normal';
import { takeBytes, takeFloats } from './scratch';
import { medianOf, selectKth } from './select';
import { skewness } from './skewness';

/** Usual size of an active bucket from which on whole numbers may be amounts (bytes, lengths) rather than counts. */
export const TYPICAL = 20;
/** Part of a gamma distribution that lies beyond the place where its upper tail is checked, and the normal quantile. */
const TAIL = 0.02;
const TAIL_Z = 2.0537;
/** Normal quantile of an eighth. */
const EIGHTH_Z = 1.1503;
/** Standard errors by which cube roots must be skewed. */
const SKEWED = 2;
/** Normal score from which on a value is an event where there are no more than two such: it mustn't choose its own law. */
const EVENT_Z = 4.5;
const STRAY = 2;
/** Share of zeros from which on something large now and then is intermittent. */
const MOSTLY = 0.3;
/** Standard deviations from which on a value says nothing about the shape of the others. */
const SET_ASIDE = 4.5;
/** Squared variation from which on a gamma and a log-normal distribution differ. */
const LEAST_VARIED = 0.02;
/** Fewer values than this have no shape; if they vary they are taken for the wilder kind. */
const TESTABLE = 80;
/** Sizes that vary by less than this (standard deviation of the log) are "a typical size". */
const ALIKE = 0.25;
/** Zeros so rare that each is a value of its own, and not the state in which the series mostly is. */
const RARE = 0.01;
/** Part of the smallest value of a measure at which a zero stands: how far below it is, nobody knows. */
const FAR_BELOW = 10;
/** Squared variation of the sizes of an intermittent series from which on they are no counts of a typical size. */
const VARIED = 0.02;
/** Standard errors that the variation of a few chance counts may be above nothing. */
const CHANCE = 3;

/** Median of the values above zero; 0 for none. */
export function typicalSize(o: IObserved): number {
  const sizes = takeFloats(7, o.n);
  let m = 0;
  for (let t = 0; t < o.n; t++) {
    if (o.w[t] === 1 && o.x[t] > 0) {
      sizes[m++] = o.x[t];
    }
  }
  return m > 0 ? medianOf(sizes, m) : 0;
}

/** Whether an intermittent series has sizes too different for one typical size, `alpha` their squared variation. */
export function hasVariedSizes(o: IObserved, alpha: number): boolean {
  const size = typicalSize(o);
  // Sizes that are chance counts look varied too where there are few of them.
  const error = Math.sqrt(2 / Math.max(1, o.count - o.zeros)) / Math.max(size, 1);
  return alpha > VARIED + CHANCE * error && size >= TYPICAL;
}

/** Moves those of `m` values that are at most `most` from 0 to the front; returns their number. */
function within(a: Float64Array, m: number, most: number): number {
  let k = 0;
  for (let i = 0; i < m; i++) {
    if (Math.abs(a[i]) <= most) {
      a[k++] = a[i];
    }
  }
  return k;
}

/** More than this many of `m` beyond a place that a share `TAIL` should exceed are too many. */
function tooMany(m: number): number {
  return TAIL * m + 3 * Math.sqrt(TAIL * m) + 1;
}

/**
 * Variance divided by the mean, which of a sum of parts is the size of a part (weighted by its size: E X² / E X of a compound
 * Poisson sum), from which on whole numbers are hardly ever events that come in clusters; and the squared variation from
 * which on that matters.
 */
const PARTS = 1000;
const LEAST_PARTED = 0.0125;

/** What a negative binomial doesn't explain about large whole numbers. */
export interface IMisfit {
  /** They vary so much that the shape of their distribution matters. */
  varied: boolean;
  /** Too many far above the mean. */
  heavy: boolean;
  /** Too many zeros. */
  empty: boolean;
  /** They vary as sums of large parts do, which events in clusters hardly ever are. */
  large: boolean;
}

/**
 * Checks a negative binomial by what it says of the upper tail and of zeros; small counts always pass.
 *
 * Large counts follow a gamma distribution with squared variation v = alpha + 1 / mean, so the cube root of x / mean is
 * normal (Wilson & Hilferty 1931): neither skewed nor with more than 2 % beyond its quantile.
 */
export function countMisfit(
  o: IObserved,
  use: Uint8Array,
  mean: Float64Array,
  alpha: number
): IMisfit {
  const { x, w, n } = o;
  // Nearly all series end here: small counts, and large ones that hardly vary.
  const middle = Math.max(mean[n >> 1], 0.1);
  const large = alpha > LEAST_PARTED && alpha * middle > PARTS;
  const plain = o.zeros <= 5 && alpha + 1 / middle <= LEAST_VARIED && !large;
  if (plain || o.scale < TYPICAL) {
    return { varied: false, heavy: false, empty: false, large: false };
  }
  const typical = typicalSize(o);
  if (o.count - o.zeros < 8 || typical < TYPICAL) {
    return { varied: false, heavy: false, empty: false, large: false };
  }
  let beyond = 0;
  let zeros = 0;
  let m = 0;
  let off = 0;
  const empty = o.zeros > 5;
  const roots = takeFloats(39, n);
  for (let t = 0; t < n; t++) {
    if (w[t] === 0) {
      continue;
    }
    const v = alpha + 1 / Math.max(mean[t], 0.1);
    const z = rootNormal(x[t], mean[t], v);
    beyond += z > TAIL_Z ? 1 : 0;
    if (use[t] === 1) {
      roots[m++] = z;
      off += Math.abs(z) > EVENT_Z ? 1 : 0;
    }
    if (empty) {
      zeros += alpha > 1e-9 ? Math.pow(1 + alpha * mean[t], -1 / alpha) : Math.exp(-mean[t]);
    }
  }
  const shaped = off <= STRAY ? within(roots, m, EVENT_Z) : m;
  const varied = alpha + 1 / typical > LEAST_VARIED;
  return {
    varied,
    large,
    heavy:
      varied &&
      (m < TESTABLE
        ? alpha > ALIKE * ALIKE
        : beyond > tooMany(o.count) || skewness(roots, shaped) > SKEWED * Math.sqrt(6 / m)),
    empty: empty && (o.zeros > MOSTLY * o.count || o.zeros > 2 * zeros + 5)
  };
}

/** The values and the mask of observations before `toLogs`. */
export interface IValues {
  x: Float64Array;
  w: Uint8Array;
}

/**
 * Replaces the values by their logs. Zeros become idle buckets, which say nothing about the sizes; where they are very
 * rare each is a value below all others instead: half a unit for whole numbers, a tenth of the smallest value for others.
 *
 * @returns What `toValues` needs to undo it.
 */
export function toLogs(o: IObserved): IValues {
  const { x, w, n } = o;
  const logs = takeFloats(80, n);
  const active = takeBytes(20, n);
  const idle = takeBytes(21, n);
  const rare = o.zeros <= RARE * o.count;
  let least = o.counts ? 1 : Infinity;
  const below = o.counts ? 2 : FAR_BELOW;
  for (let t = 0; !o.counts && t < n; t++) {
    least = w[t] === 1 && x[t] > 0 && x[t] < least ? x[t] : least;
  }
  let hits = 0;
  for (let t = 0; t < n; t++) {
    const v = x[t] > 0 ? x[t] : rare ? least / below : 0;
    active[t] = w[t] === 1 && v > 0 ? 1 : 0;
    idle[t] = w[t] === 1 && !(v > 0) ? 1 : 0;
    logs[t] = active[t] === 1 ? Math.log(v) : 0;
    hits += active[t];
  }
  o.x = logs;
  o.w = active;
  o.idle = hits < o.count ? idle : null;
  o.log = true;
  return { x, w };
}

/** Undoes `toLogs`. */
export function toValues(o: IObserved, before: IValues): void {
  o.x = before.x;
  o.w = before.w;
  o.idle = null;
  o.log = false;
}

/**
 * Whether the logs of values spread around `mean` as those of a skewed amount do and those of large counts don't: more
 * of them lie high up than a gamma distribution with the same octiles has there.
 *
 * @param empty Whether there are more zeros than counts would have; then it suffices that the sizes vary.
 */
export function spreadsLikeAmounts(o: IObserved, mean: Float64Array, empty: boolean): boolean {
  const r = takeFloats(39, o.n);
  let m = 0;
  for (let t = 0; t < o.n; t++) {
    if (o.w[t] === 1) {
      r[m++] = o.x[t] - mean[t];
    }
  }
  const low = selectKth(r, 0, m - 1, m >> 3);
  const middle = selectKth(r, m >> 3, m - 1, m >> 1);
  const high = selectKth(r, m >> 1, m - 1, m - 1 - (m >> 3));
  const range = high - low;
  if ((empty || m < TESTABLE) && range > 2 * EIGHTH_Z * ALIKE) {
    return true;
  }
  if (m < TESTABLE || !(range > 0)) {
    return false;
  }
  // Wilson & Hilferty, solved for the root of the squared variation from the distance of the octiles.
  const tau = Math.tanh(range / 6);
  const third = EIGHTH_Z / 3;
  const s = (Math.sqrt(third * third + (4 * tau * tau) / 9) - third) / ((2 * tau) / 9);
  const centre = 1 - (s * s) / 9;
  const top = 3 * Math.log((centre + (TAIL_Z / 3) * s) / centre);
  let beyond = 0;
  let kept = 0;
  const far = (SET_ASIDE * range) / (2 * EIGHTH_Z);
  const roots = takeFloats(86, m);
  for (let i = 0; i < m; i++) {
    const d = r[i] - middle;
    beyond += d > top ? 1 : 0;
    if (Math.abs(d) < far) {
      r[kept] = d;
      roots[kept++] = Math.exp(d / 3);
    }
  }
  // Skewness is that of the cube roots of logs that are normal, and of minus the logs of what is normal as a cube root.
  return beyond > tooMany(m) || skewness(roots, kept) + skewness(r, kept) > 0;
}
