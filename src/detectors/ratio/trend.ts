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
/** Blocks apart at which a wandering level shows. */
const LAG = 8;

/**
 * Trend of a share between changes: Cochran–Armitage test (Armitage, "Tests for linear trends in proportions and
 * frequencies", Biometrics 1955) on the weighted hits of each stretch, scores and variances added over the stretches
 * (Mantel 1963), so a step is no trend; slope by least squares, which belongs to the same score.
 *
 * As for counts, a level that merely wanders ends away from where it began too: differences over eight blocks beyond
 * what chance makes show the steps of such a walk, and the net move must be larger than they would make it.
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
  const walk = walkVariance(s, { b, scale }, slope);
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

/** Variance of the step of a random walk from block to block under the noise around the line; 0 without sign of one. */
function walkVariance(
  s: IShares,
  { b }: Pick<IShareBaseline, 'b' | 'scale'>,
  slope: number
): number {
  const { sum, exposure } = b.sums;
  const { length } = b;
  const blocks = Math.floor(s.n / length);
  let excess = 0;
  let weights = 0;
  let uncertain = 0;
  const change = [...b.changes, s.n];
  let stretch = 0;
  for (let i = 0; i + LAG < blocks; i++) {
    const a = i * length;
    const z = (i + LAG) * length;
    while (change[stretch] <= a) {
      stretch++;
    }
    const e1 = exposure[a + length] - exposure[a];
    const e2 = exposure[z + length] - exposure[z];
    if (z + length > change[stretch] || !(e1 > 0 && e2 > 0)) {
      continue;
    }
    const d = (sum[z + length] - sum[z]) / e2 - (sum[a + length] - sum[a]) / e1 - slope * (z - a);
    const level = Math.min(0.5, Math.max(1e-9, b.level[a]));
    const v = level * (1 - level) * (1 / e1 + 1 / e2);
    excess += (d * d - v) / v;
    weights += LAG / v;
    uncertain += 2;
  }
  // One standard error of the excess is left to chance; neighbouring differences share their blocks.
  return weights > 0 ? Math.max(0, (excess - Math.sqrt(uncertain * LAG)) / weights) : 0;
}
