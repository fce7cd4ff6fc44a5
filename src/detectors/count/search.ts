import type { IChangeContext } from './changes';
import { fitLocalLevel } from './local-level';
import type { CostLaw, IBlockSums } from './partition';
import { partition, runCost } from './partition';
import { blockSums } from './prefix';
import { takeFloats } from './scratch';
import { medianOf } from './select';
import { activityNoise } from './activity-noise';
import { settleChanges } from './settle';

/**
 * What a change has to bring: two parameters, its place and its level (Schwarz's criterion: 2 log n in log likelihood,
 * and a little more since it is paid for every series of a run).
 */
export function changePenalty(n: number): number {
  return 2 * Math.log(Math.max(10, n)) + 1;
}

/** Changes of level: best partition of the blocks, then each change placed to the bucket and tested from close by. */
export function searchChanges(context: IChangeContext): number[] {
  const { n, length } = context;
  const blocks = blockSums(context.sums, length);
  if (blocks.blocks < 4) {
    return [];
  }
  const noise = blockNoise(blocks, context.law, context.spread);
  context.scale = 1 / noise;
  const penalty = changePenalty(n);
  const { activity } = context.sums;
  if (activity !== null && blocks.activity !== null) {
    // The noise of the sizes, by which gains are scaled as well, says nothing about that of the activity.
    activity.scale = noise / activityNoise(blocks.activity, blocks.blocks);
    blocks.activity.scale = activity.scale;
  }
  if (!mayChange(blocks, context.law, context.spread, penalty / context.scale)) {
    return [];
  }
  const starts = partition(blocks, context.law, context.spread, penalty, context.scale);
  if (context.local) {
    const places = starts.map(s => s * length);
    context.local.model = fitLocalLevel(
      context.x,
      context.factor,
      context.local.use,
      n,
      places,
      length
    );
  }
  return settleChanges(
    context,
    starts.map(s => s * length),
    penalty
  );
}

/** Variance of a value of exposure 1 at a level. */
function unitVariance(level: number, law: CostLaw, spread: number): number {
  return law === 'real'
    ? spread
    : law === 'share'
      ? level * (1 - level)
      : level + spread * level * level;
}

/** How much more neighbouring blocks differ than their buckets' noise explains; at least 1. Median, so steps don't count. */
function blockNoise(s: IBlockSums, law: CostLaw, spread: number): number {
  if (law === 'hurdle') {
    return 1;
  }
  const ratios = takeFloats(7, s.blocks);
  let m = 0;
  for (let b = 1; b < s.blocks; b++) {
    const e1 = s.exposure[b] - s.exposure[b - 1];
    const e2 = s.exposure[b + 1] - s.exposure[b];
    if (e1 > 0 && e2 > 0) {
      const l1 = (s.sum[b] - s.sum[b - 1]) / e1;
      const l2 = (s.sum[b + 1] - s.sum[b]) / e2;
      const l = (l1 + l2) / 2;
      const v = unitVariance(l, law, spread);
      // Blocks of few events differ by whole events: their squares say nothing about correlation.
      if (v > 0 && (law === 'real' || l * Math.min(e1, e2) >= 5)) {
        ratios[m++] = ((l2 - l1) * (l2 - l1)) / (v / e1 + v / e2);
      }
    }
  }
  return m >= 8 && m >= s.blocks / 2 ? Math.max(1, medianOf(ratios, m) / 0.455) : 1;
}

/**
 * False when no partition can pay, which is quick to see and true of most series.
 *
 * A partition gains the sum over its runs of what each gains at its own level over the common one. With k changes there
 * are k + 1 ≤ 2 k runs, so when no run gains half a penalty nothing does. The normal approximation picks the runs for
 * which the likelihood is worth computing.
 */
function mayChange(s: IBlockSums, law: CostLaw, spread: number, penalty: number): boolean {
  const { blocks, sum, exposure } = s;
  if (law === 'hurdle' || s.activity !== null || !(exposure[blocks] > 0)) {
    return true;
  }
  const level = sum[blocks] / exposure[blocks];
  const variance = unitVariance(level, law, spread);
  if (!(variance > 0)) {
    return true;
  }
  const suspect = (penalty * variance) / 2;
  const root = Math.log(level);
  const inflated = Math.log(1 + spread * level);
  for (let a = 0; a < blocks; a++) {
    for (let b = a + 1; b <= blocks; b++) {
      const e = exposure[b] - exposure[a];
      const d = sum[b] - sum[a] - level * e;
      // Twice the normal gain is d² / (variance e); a likelihood can be twice as large where counts fall away.
      if (d * d <= suspect * e) {
        continue;
      }
      if (law === 'real') {
        if (d * d > 2 * suspect * e) {
          return true;
        }
        continue;
      }
      const here = sum[b] - sum[a];
      if (law === 'share') {
        const whole = -here * root - (e - here) * Math.log1p(-level);
        if (whole - runCost(s, a, b, law, spread) >= penalty / 2) {
          return true;
        }
        continue;
      }
      const common =
        spread > 0 ? (here + e / spread) * inflated - here * root : level * e - here * root;
      const own = runCost(s, a, b, law, spread) + (spread > 0 ? 0 : here);
      if (common - own >= penalty / 2) {
        return true;
      }
    }
  }
  return false;
}
