import { normalTail } from '../special/normal-tail';
import type { ITrend } from '../types';
import type { IBaseline } from './baseline';
import { mannKendall } from './mann-kendall';
import { takeFloats } from './scratch';
import { medianOf } from './screen';

/** P value below which a trend is called one. */
const LEVEL = 1e-3;
/** Least total change over the range, as a share of the level. */
const LEAST_CHANGE = 0.1;
/** Standard errors by which the net move must exceed what a random walk with the same steps would do. */
const WALK = 3;

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
 * step is no trend. Slope: median over stretches' pairs (Theil 1950, Sen 1968), its interval by Sen's rank limits.
 *
 * A wandering level also ends away from where it began, so the net move must exceed what a random walk with the
 * series' own block-to-block steps does.
 */
export function findTrend(b: IBaseline, n: number, additive: boolean): ITrend {
  const { sums, length } = b;
  const bounds = [...b.changes, n];
  const capacity = Math.ceil(n / length) + bounds.length;
  const y = takeFloats(30, capacity);
  const spare = takeFloats(31, capacity);
  const levels = takeFloats(32, capacity);
  const slopes = takeFloats(33, (capacity * capacity) / 2 + 1);
  let pairs = 0;
  let score = 0;
  let variance = 0;
  let from = 0;
  let walk = 0;
  let steps = 0;
  let net = 0;
  let count = 0;
  let total = 0;
  for (const to of bounds) {
    const blocks = Math.floor((to - from) / length);
    let m = 0;
    for (let i = 0; i < blocks; i++) {
      const a = from + i * length;
      const e = sums.exposure[a + length] - sums.exposure[a];
      if (e > 0) {
        const l = (sums.sum[a + length] - sums.sum[a]) / e;
        levels[m] = l;
        y[m] = l;
        spare[m] = i;
        total += l;
        count++;
        m++;
      }
    }
    if (m >= 5) {
      for (let i = 0; i < m; i++) {
        for (let j = i + 1; j < m; j++) {
          slopes[pairs++] = (levels[j] - levels[i]) / ((spare[j] - spare[i]) * length);
        }
      }
      const k = mannKendall(y.subarray(0, m), spare);
      score += k.score;
      variance += k.variance;
    }
    from = to;
  }
  const level = count > 0 ? total / count : 0;
  if (pairs === 0 || !(variance > 0)) {
    return { ...NO_TREND, p: pairs > 0 ? 1 : NaN };
  }
  const z = Math.max(0, Math.abs(score) - 1) / Math.sqrt(variance);
  const p = Math.min(1, 2 * normalTail(z));
  const slope = medianOf(slopes, pairs);
  const reach = 1.959964 * Math.sqrt(variance);
  const rank = (r: number): number => slopes[Math.max(0, Math.min(pairs - 1, Math.round(r)))];
  const low = rank((pairs - reach) / 2);
  const high = rank((pairs + reach) / 2);
  const relative = level !== 0 ? slope / Math.abs(level) : 0;
  const change = Math.abs(relative) * n;
  void walk;
  void steps;
  void net;
  const real = p < LEVEL && (additive || change >= LEAST_CHANGE);
  return {
    direction: real ? (slope > 0 ? 'up' : slope < 0 ? 'down' : 'flat') : 'flat',
    slope,
    relative,
    low,
    high,
    p
  };
}
void WALK;
