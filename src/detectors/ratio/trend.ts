import type { IBaseline } from '../count/baseline';
import { NO_TREND } from '../count/trend';
import { normalTail } from '../special/normal-tail';
import type { ITrend } from '../types';
import type { IShareBaseline } from './baseline';
import type { IShares } from './observe';

/** P value below which a trend is called one. */
const LEVEL = 1e-3;
/** Least change over the whole range, as a share of the level. */
const LEAST_SHARE = 0.2;
/** Fewest hits, buckets and blocks with rows. */
const LEAST_HITS = 10;
const LEAST_BUCKETS = 10;
/** Lags, in blocks, whose differences tell a wandering level from noise. */
const SHORT_LAG = 1;
const LONG_LAG = 8;

/**
 * Trend of a share between changes: Cochran–Armitage test (Armitage, "Tests for linear trends in proportions and
 * frequencies", Biometrics 1955) on the weighted hits of each stretch, scores and variances added over the stretches
 * (Mantel 1963), so a step is no trend; slope by least squares, which belongs to the same score.
 *
 * As for counts, a level that merely wanders ends away from where it began too: differences over eight blocks that
 * exceed those over one show the steps of such a walk, and the net move must be larger than they would make it.
 */
export function findShareTrend(s: IShares, { b, scale }: IShareBaseline): ITrend {
  const { n } = s;
  const { sum, exposure, used } = b.sums;
  if (!(sum[n] >= LEAST_HITS) || !(used[n] >= LEAST_BUCKETS)) {
    return NO_TREND;
  }
  let score = 0;
  let variance = 0;
  let squares = 0;
  let from = 0;
  for (const to of [...b.changes, n]) {
    const rows = exposure[to] - exposure[from];
    const level = rows > 0 ? Math.min(1, (sum[to] - sum[from]) / rows) : 0;
    let first = 0;
    let second = 0;
    let moment = 0;
    for (let t = from; t < to; t++) {
      const e = exposure[t + 1] - exposure[t];
      const d = t - from;
      first += e * d;
      second += e * d * d;
      moment += (sum[t + 1] - sum[t] - level * e) * d;
    }
    const spread = rows > 0 ? second - (first * first) / rows : 0;
    score += moment;
    squares += spread;
    variance += (spread * level * (1 - level)) / scale;
    from = to;
  }
  if (!(squares > 0) || !(variance > 0)) {
    return NO_TREND;
  }
  const level = sum[n] / exposure[n];
  const slope = score / squares;
  const reach = (1.959964 * Math.sqrt(variance)) / squares;
  const z = Math.abs(score) / Math.sqrt(variance);
  const net = Math.abs(slope) * n;
  const walk = walkVariance(b, n, slope);
  const wander = walk > 0 ? net / Math.sqrt((walk * n) / b.length) : Infinity;
  const p = Math.min(1, 2 * normalTail(Math.min(z, wander)));
  return {
    direction: p < LEVEL && net >= LEAST_SHARE * level ? (slope > 0 ? 'up' : 'down') : 'flat',
    slope,
    relative: slope / level,
    low: slope - reach,
    high: slope + reach,
    p
  };
}

/**
 * Variance of the step of a random walk from block to block under the noise around the line, in units that make blocks
 * of many and of few rows comparable; 0 when there is no sign of a walk. Half a standard error is left to chance.
 */
function walkVariance(b: IBaseline, n: number, slope: number): number {
  const short = differences(b, n, slope, SHORT_LAG);
  const long = differences(b, n, slope, LONG_LAG);
  const excess = long.square - (1 + 1 / Math.sqrt(Math.max(1, short.pairs))) * short.square;
  return excess > 0 ? excess / ((LONG_LAG - SHORT_LAG) * long.weight) : 0;
}

/** Mean square of the differences around the line of blocks `lag` apart, each by its chance, and their mean weight. */
function differences(
  { sums, changes, level, length }: IBaseline,
  n: number,
  slope: number,
  lag: number
): { square: number; weight: number; pairs: number } {
  const { sum, exposure } = sums;
  const ends = [...changes, n];
  let square = 0;
  let weight = 0;
  let pairs = 0;
  let stretch = 0;
  for (let a = 0; a + (lag + 1) * length <= n; a += length) {
    const z = a + lag * length;
    while (ends[stretch] <= a) {
      stretch++;
    }
    const first = exposure[a + length] - exposure[a];
    const last = exposure[z + length] - exposure[z];
    if (z + length > ends[stretch] || !(first > 0 && last > 0)) {
      continue;
    }
    const d =
      (sum[z + length] - sum[z]) / last - (sum[a + length] - sum[a]) / first - slope * (z - a);
    const usual = Math.min(0.5, Math.max(1e-9, level[a]));
    const v = usual * (1 - usual) * (1 / first + 1 / last);
    square += (d * d) / v;
    weight += 1 / v;
    pairs++;
  }
  return pairs > 0
    ? { square: square / pairs, weight: weight / pairs, pairs }
    : { square: 0, weight: 1, pairs };
}
