import { takeFloats } from './scratch';

/** How a run of buckets with one level is priced. */
export type CostLaw = 'count' | 'hurdle' | 'real' | 'share';

/** Sums over the blocks of a series, cumulated: entry b is the sum over blocks before b. */
export interface IBlockSums {
  /** Number of blocks. */
  blocks: number;
  /** Sum of the values (less the profile where it is additive). */
  sum: Float64Array;
  /** Exposure: sum of the profile, or number of buckets where it is additive. */
  exposure: Float64Array;
  /** Buckets used. */
  used: Float64Array;
  /** Buckets above zero. */
  positive: Float64Array;
  /** What a series of amounts does beside its sizes: when it is active at all; null where all buckets are modelled. */
  activity: IActivity | null;
}

/** Active buckets and all buckets, cumulated like the sums. */
export interface IActivity {
  active: Float64Array;
  watched: Float64Array;
  /** Factor on its log likelihood: activity comes in sessions, so that neighbouring buckets say the same. */
  scale: number;
}

/** Minus the log likelihood of the activity of blocks [a, b) at its own best share. */
export function activityCost(s: IActivity, a: number, b: number): number {
  const hits = s.active[b] - s.active[a];
  const misses = s.watched[b] - s.watched[a] - hits;
  if (!(hits > 0 && misses > 0)) {
    return 0;
  }
  const all = hits + misses;
  return -s.scale * (hits * Math.log(hits / all) + misses * Math.log(misses / all));
}

/**
 * Minus the log likelihood of blocks [a, b) at their own best level, up to a constant that no partition changes.
 *
 * `spread` is the dispersion alpha of a negative binomial (0: Poisson) or, for `real`, the variance of a bucket.
 */
export function runCost(s: IBlockSums, a: number, b: number, law: CostLaw, spread: number): number {
  const sum = s.sum[b] - s.sum[a];
  if (law === 'real') {
    const used = s.exposure[b] - s.exposure[a];
    const sizes = used > 0 ? (-sum * sum) / (2 * used * spread) : 0;
    return s.activity === null ? sizes : sizes + activityCost(s.activity, a, b);
  }
  if (law === 'count') {
    return countCost(sum, s.exposure[b] - s.exposure[a], spread);
  }
  if (law === 'share') {
    return shareCost(sum, s.exposure[b] - s.exposure[a]);
  }
  const used = s.used[b] - s.used[a];
  const hits = s.positive[b] - s.positive[a];
  if (!(hits > 0)) {
    return 0;
  }
  const misses = used - hits;
  const rate = hits * Math.log(hits / used) + (misses > 0 ? misses * Math.log(misses / used) : 0);
  return countCost(sum, hits, spread) - rate;
}

function countCost(sum: number, exposure: number, alpha: number): number {
  if (!(sum > 0) || !(exposure > 0)) {
    return 0;
  }
  const level = sum / exposure;
  return alpha > 0
    ? (sum + exposure / alpha) * Math.log(1 + alpha * level) - sum * Math.log(level)
    : -sum * Math.log(level);
}

/** Minus the log likelihood of `hits` among `rows` at their own share. */
export function shareCost(hits: number, rows: number): number {
  const rest = rows - hits;
  return (
    -(hits > 0 ? hits * Math.log(hits / rows) : 0) - (rest > 0 ? rest * Math.log(rest / rows) : 0)
  );
}

/**
 * Best partition of the blocks into runs of one level each, at `penalty` per change.
 *
 * Optimal partitioning with the pruning of Killick, Fearnhead & Eckley, "Optimal detection of changepoints with a
 * linear computational cost" (PELT), JASA 2012.
 *
 * @returns Blocks that begin a new run, ascending, without 0.
 */
export function partition(
  s: IBlockSums,
  law: CostLaw,
  spread: number,
  penalty: number,
  scale: number
): number[] {
  const { blocks } = s;
  const best = takeFloats(3, blocks + 1);
  const from = takeFloats(4, blocks + 1);
  const alive = takeFloats(5, blocks + 1);
  const price = takeFloats(6, blocks + 1);
  let living = 1;
  alive[0] = 0;
  best[0] = -penalty;
  for (let b = 1; b <= blocks; b++) {
    let low = Infinity;
    let arg = 0;
    for (let i = 0; i < living; i++) {
      const a = alive[i];
      const c = best[a] + runCost(s, a, b, law, spread) * scale;
      price[i] = c;
      if (c < low) {
        low = c;
        arg = a;
      }
    }
    best[b] = low + penalty;
    from[b] = arg;
    let kept = 0;
    for (let i = 0; i < living; i++) {
      if (price[i] <= best[b]) {
        alive[kept++] = alive[i];
      }
    }
    alive[kept++] = b;
    living = kept;
  }
  const starts: number[] = [];
  for (let b = from[blocks]; b > 0; b = from[b]) {
    starts.push(b);
  }
  return starts.reverse();
}
