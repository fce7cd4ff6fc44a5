import { takeFloats } from './scratch';
import { medianOf, selectKth } from './select';

/** A level that takes a random step each bucket, seen through noise: the local level model (Harvey 1989, 2.3). */
export interface ILocalLevel {
  /** Variance of a bucket around its level. */
  noise: number;
  /** Variance of a step of the level. */
  step: number;
}

/** Distances, in buckets, at which differences are compared with those of neighbours. */
const LAGS = [2, 4, 8];
/** The same in blocks, where a block is longer than those: a level that creeps shows only over days. */
const BLOCK_LAGS = [1, 2];
/** Standard errors by which they have to be larger before the level is said to wander. */
const CLEARLY = 1;
/** Fewer pairs than this say nothing. */
const LEAST_PAIRS = 12;
/** Part of the squares that is kept, the smallest, and the mean of those of a standard normal number. */
const KEPT = 0.9;
const KEPT_MEAN = 0.623;
/** Standard error of such a mean, times the root of their number. */
const KEPT_ERROR = 1.6;
/** Buckets on either side by which the slope at a place is told. */
const NEAR = 20;

/**
 * How much the level wanders between the places of `starts`, by the squared differences over one to eight buckets, each
 * around their own median so that a slope doesn't count: variance 2 noise + lag × step (Romano, Rigaill, Runge &
 * Fearnhead, "Detecting abrupt changes in the presence of local fluctuations and autocorrelated noise", JASA 2022).
 *
 * Correlated noise (AR(1)) is a level that wanders, too, over the distances looked at: a jump stands out from either by
 * how sudden it is.
 *
 * @param starts First buckets of stretches, ascending, without 0.
 * @param length Buckets of a block.
 */
export function fitLocalLevel(
  x: Float64Array,
  season: Float64Array,
  use: Uint8Array,
  n: number,
  starts: number[],
  length: number
): ILocalLevel {
  const bounds = [...starts, n];
  const [neighbours, pairs] = differenceVariance(x, season, use, bounds, 1);
  if (pairs < LEAST_PAIRS) {
    return { step: 0, noise: neighbours / 2 };
  }
  let step = 0;
  const far = BLOCK_LAGS.map(blocks => blocks * length).filter(lag => lag > LAGS[LAGS.length - 1]);
  for (const lag of [...LAGS, ...far]) {
    // A search explains a walk by many steps: over days, a few true ones fall away with the outer squares.
    const within = lag > LAGS[LAGS.length - 1] ? [n] : bounds;
    const [variance, m] = differenceVariance(x, season, use, within, lag);
    if (m >= LEAST_PAIRS) {
      // Differences over several buckets overlap, and count as fewer.
      const error = CLEARLY * KEPT_ERROR * Math.sqrt((lag + 1) / (2 * m));
      step = Math.max(step, (variance - neighbours * (1 + error)) / (lag - 1));
    }
  }
  step = Math.min(step, neighbours);
  return { step, noise: (neighbours - step) / 2 };
}

/** Trimmed variance of the differences over `lag` buckets within stretches around their median, and their number. */
function differenceVariance(
  x: Float64Array,
  season: Float64Array,
  use: Uint8Array,
  bounds: number[],
  lag: number
): [variance: number, pairs: number] {
  const d = takeFloats(88, bounds[bounds.length - 1]);
  let m = 0;
  let from = 0;
  for (const to of bounds) {
    for (let t = from + lag; t < to; t++) {
      if (use[t] === 1 && use[t - lag] === 1) {
        d[m++] = x[t] - season[t] - x[t - lag] + season[t - lag];
      }
    }
    from = to;
  }
  const middle = medianOf(d, m);
  for (let i = 0; i < m; i++) {
    d[i] = (d[i] - middle) * (d[i] - middle);
  }
  const kept = Math.ceil(KEPT * m);
  if (kept > 0 && kept < m) {
    selectKth(d, 0, m - 1, kept);
  }
  let sum = 0;
  for (let i = 0; i < kept; i++) {
    sum += d[i];
  }
  return [kept > 0 ? sum / kept / KEPT_MEAN : 0, m];
}

/**
 * Strength of a jump at `at` that comes on top of a wandering level: twice the log likelihood ratio, by the level just
 * before it filtered forwards from `before` and the level just after it filtered backwards from `after` (Kalman 1960; two
 * filters as in Fraser & Potter 1969), less the slope that the series has around there.
 */
export function suddenness(
  x: Float64Array,
  season: Float64Array,
  use: Uint8Array,
  model: ILocalLevel,
  before: number,
  at: number,
  after: number
): number {
  const left = filter(x, season, use, model, before, at, 1);
  const right = filter(x, season, use, model, after - 1, at - 1, -1);
  const variance = left[1] + right[1] + model.step;
  const jump = right[0] - left[0];
  const slope = slopeAround(
    x,
    season,
    use,
    Math.max(before, at - NEAR),
    Math.min(after, at + NEAR)
  );
  const off = Math.max(0, Math.abs(jump) - Math.abs(slope));
  return variance > 0 ? (off * off) / variance : off > 0 ? Infinity : 0;
}

/** Level at the last bucket of [from, to), walked in direction `way`, and its variance. */
function filter(
  x: Float64Array,
  season: Float64Array,
  use: Uint8Array,
  { noise, step }: ILocalLevel,
  from: number,
  to: number,
  way: number
): [level: number, variance: number] {
  let level = 0;
  let variance = Infinity;
  for (let t = from; t !== to; t += way) {
    variance += step;
    if (use[t] === 1) {
      const gain =
        variance === Infinity ? 1 : variance + noise > 0 ? variance / (variance + noise) : 1;
      level += gain * (x[t] - season[t] - level);
      variance = variance === Infinity ? noise : (1 - gain) * variance;
    }
  }
  return [level, variance];
}

/** Median difference of neighbours in [from, to). */
function slopeAround(
  x: Float64Array,
  season: Float64Array,
  use: Uint8Array,
  from: number,
  to: number
): number {
  const d = takeFloats(88, to - from);
  let m = 0;
  for (let t = from + 1; t < to; t++) {
    if (use[t] === 1 && use[t - 1] === 1) {
      d[m++] = x[t] - season[t] - x[t - 1] + season[t - 1];
    }
  }
  return m > 0 ? medianOf(d, m) : 0;
}
