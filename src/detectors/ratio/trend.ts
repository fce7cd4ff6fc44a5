import type { IBaseline } from '../count/baseline';
import { blockLevels } from '../count/block-levels';
import type { ILineInNoise } from '../count/line-in-noise';
import { lineInNoise } from '../count/line-in-noise';
import { takeFloats } from '../count/scratch';
import { LEAST_SHARE, LEVEL, NO_TREND } from '../count/trend';
import { normalTail } from '../special/normal-tail';
import type { ITrend } from '../types';
import type { IShareBaseline } from './baseline';
import type { IShares } from './observe';

/** Fewest hits, buckets and blocks with rows. */
const LEAST_HITS = 10;
const LEAST_BUCKETS = 10;

/**
 * Trend of a share between changes: Cochran–Armitage test (Armitage, "Tests for linear trends in proportions and
 * frequencies", Biometrics 1955) on the weighted hits of each stretch, scores and variances added over the stretches
 * (Mantel 1963), so a step is no trend; slope by least squares, which belongs to the same score.
 *
 * As for counts, noise that remembers ends away from where it began too: see `lineInNoise`. The p value is the larger of
 * the two tests'.
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
  const line = lineInBlocks(b, n);
  const reach = (1.959964 * Math.sqrt(variance) * line.widening) / squares;
  const z = Math.abs(score) / Math.sqrt(variance);
  const net = Math.abs(slope) * n;
  const p = Math.min(1, Math.max(2 * normalTail(z), line.p));
  return {
    direction: p < LEVEL && net >= LEAST_SHARE * level ? (slope > 0 ? 'up' : 'down') : 'flat',
    slope,
    relative: slope / level,
    low: slope - reach,
    high: slope + reach,
    p
  };
}

/** The line in the shares of blocks, between changes. */
function lineInBlocks(b: IBaseline, n: number): ILineInNoise {
  const room = Math.ceil(n / b.length) + b.changes.length + 1;
  const shares = takeFloats(32, room);
  const place = takeFloats(33, room);
  const ends: number[] = [];
  let count = 0;
  let from = 0;
  for (const to of [...b.changes, n]) {
    count = blockLevels(b, from, to, shares, place, count);
    ends.push(count);
    from = to;
  }
  return lineInNoise(shares, ends);
}
