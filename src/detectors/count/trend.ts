import { normalTail } from '../special/normal-tail';
import type { ITrend } from '../types';
import type { IBaseline } from './baseline';
import { blockLevels } from './block-levels';
import { lineInNoise } from './line-in-noise';
import { mannKendall } from './mann-kendall';
import { takeFloats } from './scratch';
import { selectKth } from './select';

/** P value below which a trend is called one, of shares too. */
export const LEVEL = 5e-3;
/** Least change over the whole range: a share of the level of counts, standard deviations of a bucket otherwise. */
export const LEAST_SHARE = 0.2;
const LEAST_DEVIATIONS = 1;
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
 * Both take blocks for independent. Noise that remembers also ends away from where it began, so the line is tested among
 * such noise too (`lineInNoise`): the p value is the larger of the two tests', and the interval is wider by as much as
 * the slope is then less certain, as Kendall's variance is by an effective sample size in Yue & Wang, "The Mann–Kendall
 * test modified by effective sample size" (Water Resources Management, 2004).
 *
 * @param stretch The buckets that count: not what lies before the series began or after it stopped.
 */
export function findTrend(
  b: IBaseline,
  stretch: { from: number; to: number },
  additive: boolean
): ITrend {
  const { length } = b;
  const inside = b.changes.filter(at => at > stretch.from && at < stretch.to);
  const bounds = [...inside, stretch.to];
  const capacity = Math.ceil((stretch.to - stretch.from) / length) + bounds.length;
  const sorted = takeFloats(30, capacity);
  const spare = takeFloats(31, capacity);
  const levels = takeFloats(32, capacity);
  const place = takeFloats(33, capacity);
  const slopes = takeFloats(34, (capacity * capacity) / 2 + 1);
  let pairs = 0;
  let spread = 0;
  let score = 0;
  let variance = 0;
  let count = 0;
  let total = 0;
  let { from } = stretch;
  const ends: number[] = [];
  for (const to of bounds) {
    const start = count;
    count = blockLevels(b, from, to, levels, place, count);
    for (let i = start; i < count; i++) {
      sorted[i - start] = levels[i];
      total += levels[i];
    }
    pairs = pairSlopes(levels, place, start, count, slopes, pairs);
    const k = mannKendall(sorted.subarray(0, count - start), spare);
    const points = pointsOf(count - start);
    spread += (points * (points - 1) * (2 * points + 5)) / 18;
    ends.push(count);
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
  const reach = 1.959964 * Math.sqrt(spread);
  const rank = (r: number): number => Math.max(0, Math.min(pairs - 1, Math.round(r)));
  const low = selectKth(slopes, 0, middle, Math.min(middle, rank((pairs - reach) / 2)));
  const high = selectKth(slopes, middle, pairs - 1, Math.max(middle, rank((pairs + reach) / 2)));
  const z = Math.max(0, Math.abs(score) - 1) / Math.sqrt(variance);
  const line = lineInNoise(levels, ends);
  const net = Math.abs(slope) * count;
  const p = Math.min(1, Math.max(2 * normalTail(z), line.p));
  const relative = level !== 0 ? slope / length / Math.abs(level) : 0;
  const enough =
    additive && b.law.kind === 'real'
      ? net >= LEAST_DEVIATIONS * b.law.sigma
      : net >= LEAST_SHARE * Math.abs(level);
  const wide = (end: number): number => (slope + line.widening * (end - slope)) / length;
  return {
    direction: p < LEVEL && enough ? (slope > 0 ? 'up' : 'down') : 'flat',
    slope: slope / length,
    relative,
    low: wide(low),
    high: wide(high),
    p
  };
}

/** Points that the slopes are taken between: every level, or every two where there are many. */
function pointsOf(levels: number): number {
  return levels > MANY ? levels >> 1 : levels;
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
