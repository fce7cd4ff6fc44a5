import { takeFloats } from '../count/scratch';
import { medianOf } from '../count/select';
import type { IShares } from './observe';

/** Added to the variance in hits: keeps one hit where hardly any is expected from deciding everything. */
const SOFT = 0.5;
/** Standard deviations of the balance that are left to chance. */
const CHANCE = 1.5;
/** Standard deviations beyond which a residual counts no more. */
const REACH = 4;
/** The correlation is never taken for more. */
export const MOST_RHO = 0.9;

/** Variance of the hits of a bucket: n π (1 − π) (1 + (n − 1) ρ). */
export function hitsVariance(rows: number, share: number, rho: number): number {
  return rows * share * (1 - share) * (1 + (rows - 1) * rho);
}

/** How much the buckets vary beside what a correlation says, and how it moves. */
export interface IBalance {
  /** Sum of (squared residual × correction − variance) / (variance + ½); 0 at the moment estimate. */
  value: number;
  /** Standard deviation of `value` when the correlation is right. */
  deviation: number;
}

/** Squared residual of bucket `t`; an event counts as `REACH` standard deviations and two hits. */
function square(s: IShares, t: number, share: number, variance: number): number {
  const d = Math.min(Math.abs(s.hits[t] - s.rows[t] * share), REACH * Math.sqrt(variance) + 2);
  return d * d;
}

/**
 * Balance of all observed buckets at correlation `rho`; `correction` makes up for the estimated parameters. Events are
 * cut rather than left out: where they are frequent they are how the share behaves, and say so.
 */
export function balance(
  s: IShares,
  share: Float64Array,
  rho: number,
  correction: number
): IBalance {
  let value = 0;
  let squares = 0;
  for (let t = 0; t < s.n; t++) {
    if (s.w[t] === 1) {
      const v = hitsVariance(s.rows[t], share[t], rho);
      value += (square(s, t, share[t], v) * correction - v) / (v + SOFT);
      squares += (v + 2 * v * v) / ((v + SOFT) * (v + SOFT));
    }
  }
  return { value, deviation: Math.sqrt(squares) };
}

/** Whether the buckets vary more than a balance at correlation 0 leaves to chance. */
export function isUneven({ value, deviation }: IBalance): boolean {
  return value > CHANCE * deviation;
}

/** What bucket `t` adds to the balance. */
export function balanceOf(s: IShares, t: number, share: number, rho: number): number {
  const v = hitsVariance(s.rows[t], share, rho);
  return (square(s, t, share, v) - v) / (v + SOFT);
}

/**
 * Moment estimate of the correlation of the rows of a bucket (Williams, "Extra-binomial variation in logistic linear
 * models", Applied Statistics 1982, with a softened variance): where the balance is 0. 0 when the buckets vary no more
 * than chance may make them.
 */
export function momentRho(s: IShares, share: Float64Array, correction: number): number {
  if (!isUneven(balance(s, share, 0, correction))) {
    return 0;
  }
  let low = 0;
  let high = MOST_RHO;
  // The balance falls with the correlation; halved on a log scale, since it may be 1e-6 as well as 0.1.
  for (let k = 0; k < 24; k++) {
    const middle = low === 0 ? high / 8 : Math.sqrt(low * high);
    if (balance(s, share, middle, correction).value > 0) {
      low = middle;
    } else {
      high = middle;
    }
    if (high < 1.001 * low || high < 1e-9) {
      break;
    }
  }
  return (low + high) / 2;
}

/** Median over blocks of the correlation within each: neither a few spikes nor a few steps move it. */
export function roughRho(s: IShares, use: Uint8Array, share: Float64Array, length: number): number {
  const block = Math.max(length, 5);
  const found = takeFloats(7, Math.ceil(s.n / block));
  let m = 0;
  for (let from = 0; from < s.n; from += block) {
    let squares = 0;
    let chance = 0;
    let pairs = 0;
    for (let t = from; t < Math.min(s.n, from + block); t++) {
      if (use[t] === 1) {
        const d = s.hits[t] - s.rows[t] * share[t];
        const v = hitsVariance(s.rows[t], share[t], 0);
        squares += d * d;
        chance += v;
        pairs += v * (s.rows[t] - 1);
      }
    }
    if (pairs > 0) {
      found[m++] = (squares - chance) / pairs;
    }
  }
  return m > 0 ? Math.min(MOST_RHO, Math.max(0, medianOf(found, m))) : 0;
}
