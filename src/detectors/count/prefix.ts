import type { IObserved } from './observe';
import type { CostLaw, IActivity, IBlockSums } from './partition';
import { takeFloats } from './scratch';

/**
 * Cumulated sums over the kept buckets, one entry a bucket (length n + 1): the same form as block sums, block length 1.
 */
export function prefixSums(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  factor: Float64Array,
  law: CostLaw,
  activity: IActivity | null = null
): IBlockSums {
  const sum = takeFloats(12, n + 1);
  const exposure = takeFloats(13, n + 1);
  const used = takeFloats(14, n + 1);
  const positive = takeFloats(15, n + 1);
  sum[0] = exposure[0] = used[0] = positive[0] = 0;
  const real = law === 'real';
  for (let t = 0; t < n; t++) {
    if (use[t] === 1) {
      const f = factor[t];
      sum[t + 1] = sum[t] + (real ? x[t] - f : x[t]);
      exposure[t + 1] = exposure[t] + (real ? 1 : f);
      used[t + 1] = used[t] + 1;
      positive[t + 1] = positive[t] + (x[t] > 0 ? 1 : 0);
    } else {
      sum[t + 1] = sum[t];
      exposure[t + 1] = exposure[t];
      used[t + 1] = used[t];
      positive[t + 1] = positive[t];
    }
  }
  return { blocks: n, sum, exposure, used, positive, activity };
}

/** Cumulated activity of a series of amounts, buckets set aside included; null where all buckets are modelled. */
export function activityOf(o: IObserved): IActivity | null {
  const { w, n, idle } = o;
  if (idle === null) {
    return null;
  }
  const active = takeFloats(81, n + 1);
  const watched = takeFloats(82, n + 1);
  active[0] = watched[0] = 0;
  for (let t = 0; t < n; t++) {
    active[t + 1] = active[t] + w[t];
    watched[t + 1] = watched[t] + w[t] + idle[t];
  }
  return { active, watched, scale: 1 };
}

/** Every `length`th entry of the cumulated sums. */
export function blockSums(p: IBlockSums, length: number): IBlockSums {
  const n = p.blocks;
  const blocks = Math.max(1, Math.ceil(n / length));
  const sum = takeFloats(16, blocks + 1);
  const exposure = takeFloats(17, blocks + 1);
  const used = takeFloats(18, blocks + 1);
  const positive = takeFloats(19, blocks + 1);
  for (let b = 0; b <= blocks; b++) {
    const t = Math.min(n, b * length);
    sum[b] = p.sum[t];
    exposure[b] = p.exposure[t];
    used[b] = p.used[t];
    positive[b] = p.positive[t];
  }
  return { blocks, sum, exposure, used, positive, activity: blockActivity(p, length, blocks) };
}

function blockActivity(p: IBlockSums, length: number, blocks: number): IActivity | null {
  if (p.activity === null) {
    return null;
  }
  const active = takeFloats(83, blocks + 1);
  const watched = takeFloats(84, blocks + 1);
  for (let b = 0; b <= blocks; b++) {
    const t = Math.min(p.blocks, b * length);
    active[b] = p.activity.active[t];
    watched[b] = p.activity.watched[t];
  }
  return { active, watched, scale: p.activity.scale };
}
