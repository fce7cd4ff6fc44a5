import type { ILocalLevel } from './local-level';
import type { CostLaw, IActivity, IBlockSums } from './partition';
import { runCost } from './partition';
import { takeFloats } from './scratch';

/** What the location and the test of a change need to know of the series. */
export interface IChangeContext {
  x: Float64Array;
  w: Uint8Array;
  n: number;
  /** Season of every bucket. */
  factor: Float64Array;
  law: CostLaw;
  spread: number;
  /** Cumulated sums over the kept buckets. */
  sums: IBlockSums;
  /** Block length of the search. */
  length: number;
  /** Factor on log likelihoods for noise that is correlated from block to block. */
  scale: number;
  /** How the level wanders, where a jump has to stand out from that; null where the season and the calendar say more. */
  local: { model: ILocalLevel | null; use: Uint8Array } | null;
}

/** Most a single bucket may say about where a change lies: a spike beside it mustn't pull it. */
const CAP = 12;

/** Level of the kept buckets [a, b), per unit of exposure (per active bucket for `hurdle`); NaN for none. */
export function levelBetween(s: IBlockSums, a: number, b: number, law: CostLaw): number {
  const e = law === 'hurdle' ? s.positive[b] - s.positive[a] : s.exposure[b] - s.exposure[a];
  return e > 0 ? (s.sum[b] - s.sum[a]) / e : NaN;
}

/** Half the deviance of one bucket under a mean, of `rows` rows for shares; at most `CAP`. */
function misfit(x: number, mean: number, law: CostLaw, spread: number, rows: number): number {
  if (law === 'real') {
    const d = x - mean;
    return Math.min(CAP, (d * d) / (2 * spread));
  }
  if (law === 'hurdle' && x === 0) {
    return 0;
  }
  const m = Math.max(mean, 1e-9);
  if (law === 'share') {
    const rest = Math.max(rows - m, 1e-9);
    const other = rows - x > 0 ? (rows - x) * Math.log((rows - x) / rest) : 0;
    return Math.min(CAP, (x > 0 ? x * Math.log(x / m) : 0) + other);
  }
  const half =
    (x > 0 ? x * Math.log(x / m) : 0) -
    (spread > 0 ? (x + 1 / spread) * Math.log((1 + spread * x) / (1 + spread * m)) : x - m);
  return Math.min(CAP, half);
}

/** Buckets around a stated place within which it is of use; the nearer the better. */
const USE = 4;

/**
 * Moves the change between `before` and `after` to the bucket where one level gives way to the other: the place nearest
 * to which most of the likelihood lies (weights 1 − distance / 4). For a clear step that is the likeliest bucket; where
 * many are equally good (nothing happens between two bursts of an intermittent series) the middle of them.
 */
export function placeChange(c: IChangeContext, before: number, at: number, after: number): number {
  const reach = c.law === 'hurdle' ? c.n : 5 * c.length;
  // The block around a candidate may hold buckets of either level: leave it out where enough remains.
  const from = Math.max(before, at - reach);
  const to = Math.min(after, at + reach);
  const near = c.law === 'hurdle' ? 0 : c.length;
  const left = levelBetween(c.sums, from, at - from >= 2 * near ? at - near : at, c.law);
  const right = levelBetween(c.sums, to - at >= 2 * near ? at + near : at, to, c.law);
  const { activity } = c.sums;
  const sizes = left === left && right === right;
  if (!sizes && activity === null) {
    return at;
  }
  const slack = c.law === 'hurdle' ? 4 * c.length : Math.ceil(1.5 * c.length) + 2;
  const lo = Math.max(before + 1, at - slack);
  const hi = Math.min(after - 1, at + slack);
  const places = hi - lo + 1;
  const weight = takeFloats(40, Math.max(1, places));
  let cost = 0;
  let low = 0;
  weight[0] = 0;
  for (let t = lo; t < hi; t++) {
    if (activity !== null) {
      cost += activityMisfit(activity, t, from, at, to);
    }
    if (sizes && c.w[t] === 1) {
      const f = c.factor[t];
      const m1 = c.law === 'real' ? left + f : c.law === 'hurdle' ? left : left * f;
      const m2 = c.law === 'real' ? right + f : c.law === 'hurdle' ? right : right * f;
      cost += misfit(c.x[t], m1, c.law, c.spread, f) - misfit(c.x[t], m2, c.law, c.spread, f);
    }
    weight[t + 1 - lo] = cost;
    low = Math.min(low, cost);
  }
  for (let i = 0; i < places; i++) {
    weight[i] = Math.exp(low - weight[i]);
  }
  let best = 0;
  let first = 0;
  let last = 0;
  for (let i = 0; i < places; i++) {
    let near = 0;
    for (let j = Math.max(0, i - USE + 1); j < Math.min(places, i + USE); j++) {
      near += weight[j] * (1 - Math.abs(j - i) / USE);
    }
    if (near > best * (1 + 1e-9)) {
      best = near;
      first = last = i;
    } else if (near >= best * (1 - 1e-9) && last === i - 1) {
      last = i;
    }
  }
  return lo + ((first + last) >> 1);
}

/** Log likelihood of what bucket `t` of amounts does under the activity after `at`, less that before; at most `CAP`. */
function activityMisfit(s: IActivity, t: number, from: number, at: number, to: number): number {
  const share = (a: number, b: number): number =>
    (s.active[b] - s.active[a] + 0.5) / (s.watched[b] - s.watched[a] + 1);
  const seen = s.watched[t + 1] - s.watched[t];
  const hit = s.active[t + 1] - s.active[t];
  const before = share(from, at);
  const after = share(at, to);
  const odds = hit > 0 ? after / before : (1 - after) / (1 - before);
  return seen > 0 ? Math.max(-CAP, Math.min(CAP, Math.log(odds))) : 0;
}

/** Twice the log likelihood ratio of two levels against one over [a, at) and [at, b). */
export function splitGain(c: IChangeContext, a: number, at: number, b: number): number {
  const { sums, law, spread } = c;
  return (
    2 *
    c.scale *
    (runCost(sums, a, b, law, spread) -
      runCost(sums, a, at, law, spread) -
      runCost(sums, at, b, law, spread))
  );
}
