import { normalTail } from '../special/normal-tail';
import type { ITrend } from '../types';
import type { IBaseline } from './baseline';
import { mannKendall } from './mann-kendall';
import { takeFloats } from './scratch';
import { selectKth } from './select';

/** P value below which a trend is called one. */
const LEVEL = 1e-3;
/** Least change over the whole range: a share of the level of counts, standard deviations of a bucket otherwise. */
const LEAST_SHARE = 0.2;
const LEAST_DEVIATIONS = 1;
/** Lags, in blocks, whose differences tell a wandering level from noise. */
const SHORT_LAG = 1;
const LONG_LAG = 8;
const CHANCE = 1;
/** Points of a stretch beyond which pairs of neighbours are enough for the slope. */
const MANY = 30;

/** The trend of a series that has none, or too little to tell. */
export const NO_TREND: ITrend = {
  direction: 'flat',
  slope: 0,
  relative: 0,
  low: NaN,
  high: NaN,
  p: NaN
};

/**
 * Monotone trend of the level between changes: Mann–Kendall on the block levels of each stretch, scores and variances
 * added over the stretches (the seasonal Kendall test of Hirsch, Slack & Smith 1982, with stretches as seasons), so a
 * step is no trend. Slope: median of the slopes of all pairs (Theil 1950, Sen 1968), its interval by Sen's rank limits.
 *
 * A level that merely wanders also ends away from where it began. Around the line, differences over eight blocks that
 * exceed those over one show the steps of such a random walk; the net move must be larger than they would make it. The
 * p value is the larger of the two tests'.
 *
 * @param stretch The buckets that count: not what lies before the series began or after it stopped.
 */
export function findTrend(
  b: IBaseline,
  stretch: { from: number; to: number },
  additive: boolean
): ITrend {
  const { sums, length } = b;
  const inside = b.changes.filter(at => at > stretch.from && at < stretch.to);
  const bounds = [...inside, stretch.to];
  const capacity = Math.ceil((stretch.to - stretch.from) / length) + bounds.length;
  const sorted = takeFloats(30, capacity);
  const spare = takeFloats(31, capacity);
  const levels = takeFloats(32, capacity);
  const place = takeFloats(33, capacity);
  const slopes = takeFloats(34, (capacity * capacity) / 2 + 1);
  let pairs = 0;
  let allPairs = 0;
  let score = 0;
  let variance = 0;
  let count = 0;
  let total = 0;
  let { from } = stretch;
  for (const to of bounds) {
    const start = count;
    for (let a = from; a + length <= to; a += length) {
      const e = sums.exposure[a + length] - sums.exposure[a];
      if (e > 0) {
        levels[count] = (sums.sum[a + length] - sums.sum[a]) / e;
        place[count] = a / length;
        total += levels[count];
        count++;
      }
    }
    for (let i = start; i < count; i++) {
      sorted[i - start] = levels[i];
    }
    pairs = pairSlopes(levels, place, start, count, slopes, pairs);
    const k = mannKendall(sorted.subarray(0, count - start), spare);
    allPairs += ((count - start) * (count - start - 1)) / 2;
    score += k.score;
    variance += k.variance;
    from = to;
  }
  if (pairs < 10 || !(variance > 0)) {
    return NO_TREND;
  }
  const level = total / count;
  const middle = pairs >> 1;
  const slope = selectKth(slopes, 0, pairs - 1, middle);
  // Pairs of merged points stand for four each, less the ties within.
  const reach = 1.959964 * Math.sqrt(variance) * (pairs / allPairs);
  const rank = (r: number): number => Math.max(0, Math.min(pairs - 1, Math.round(r)));
  const low = selectKth(slopes, 0, middle, Math.min(middle, rank((pairs - reach) / 2))) / length;
  const high =
    selectKth(slopes, middle, pairs - 1, Math.max(middle, rank((pairs + reach) / 2))) / length;
  const z = Math.max(0, Math.abs(score) - 1) / Math.sqrt(variance);
  const walk = walkVariance(levels, place, count, slope, bounds, length);
  const net = Math.abs(slope) * count;
  const p = Math.min(1, 2 * normalTail(Math.min(z, net / Math.sqrt(walk * count))));
  const relative = level !== 0 ? slope / length / Math.abs(level) : 0;
  const enough =
    additive && b.law.kind === 'real'
      ? net >= LEAST_DEVIATIONS * b.law.sigma
      : net >= LEAST_SHARE * Math.abs(level);
  return {
    direction: p < LEVEL && enough ? (slope > 0 ? 'up' : 'down') : 'flat',
    slope: slope / length,
    relative,
    low,
    high,
    p
  };
}

/** Slopes of all pairs of points [from, to), two neighbouring points at a time as one where there are many. */
function pairSlopes(
  levels: Float64Array,
  place: Float64Array,
  from: number,
  to: number,
  slopes: Float64Array,
  pairs: number
): number {
  const step = to - from > MANY ? 2 : 1;
  const at = (i: number, a: Float64Array): number => (step === 1 ? a[i] : (a[i] + a[i + 1]) / 2);
  for (let i = from; i + step <= to; i += step) {
    const y = at(i, levels);
    const x = at(i, place);
    for (let j = i + step; j + step <= to; j += step) {
      slopes[pairs++] = (at(j, levels) - y) / (at(j, place) - x);
    }
  }
  return pairs;
}

/** Variance of one step of a random walk under the noise around the line; 0 when there is no sign of a walk. */
function walkVariance(
  levels: Float64Array,
  place: Float64Array,
  count: number,
  slope: number,
  bounds: number[],
  length: number
): number {
  const mean = (lag: number): number => {
    let sum = 0;
    let m = 0;
    let stretch = 0;
    for (let i = 0; i + lag < count; i++) {
      while (place[i] * length >= bounds[stretch]) {
        stretch++;
      }
      const j = i + lag;
      if (place[j] * length < bounds[stretch]) {
        const d = levels[j] - levels[i] - slope * (place[j] - place[i]);
        sum += d * d;
        m++;
      }
    }
    return m > 0 ? sum / m : NaN;
  };
  // Half a standard error of the difference is left to chance.
  const v =
    (mean(LONG_LAG) - (1 + CHANCE / Math.sqrt(count)) * mean(SHORT_LAG)) / (LONG_LAG - SHORT_LAG);
  return v > 0 ? v : 0;
}
