import type { IChangeContext } from './changes';
import type { CostLaw, IBlockSums } from './partition';
import { partition } from './partition';
import { blockSums } from './prefix';
import { takeFloats } from './scratch';
import { medianOf } from './select';
import { settleChanges } from './verify';

/**
 * Changes of level: best partition of the blocks, then each change placed to the bucket and tested from close by.
 *
 * The penalty is that of two parameters a change, its place and its level (Schwarz's criterion: 2 log n in log
 * likelihood, and a little more since it is paid for every series of a run).
 */
export function searchChanges(context: IChangeContext): number[] {
  const { n, length } = context;
  const blocks = blockSums(context.sums, length);
  if (blocks.blocks < 4) {
    return [];
  }
  const noise = blockNoise(blocks, context.law, context.spread);
  context.scale = 1 / noise;
  const penalty = 2 * Math.log(Math.max(10, n)) + 1;
  const starts = partition(blocks, context.law, context.spread, penalty, context.scale);
  return settleChanges(
    context,
    starts.map(s => s * length),
    penalty
  );
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
      const v = law === 'real' ? spread : l + spread * l * l;
      // Blocks of few events differ by whole events: their squares say nothing about correlation.
      if (v > 0 && (law === 'real' || l * Math.min(e1, e2) >= 5)) {
        ratios[m++] = ((l2 - l1) * (l2 - l1)) / (v / e1 + v / e2);
      }
    }
  }
  return m >= 8 && m >= s.blocks / 2 ? Math.max(1, medianOf(ratios, m) / 0.455) : 1;
}
