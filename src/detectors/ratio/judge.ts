import { normalUpperQuantile } from '../special/normal-quantile';
import type { IDetection } from '../types';
import type { IShareBaseline } from './baseline';
import type { IHitBounds } from './bounds';
import { hitBounds } from './bounds';
import { hitsVariance } from './dispersion';
import type { IShareLaw } from './law';
import { ShareLaws, tailOf } from './law';
import type { IShares } from './observe';

/** A bucket whose hits lie outside of their bounds; of the hits, so the other way round when they are flipped. */
export interface IFlag {
  at: number;
  up: boolean;
  expected: number;
  p: number;
  effect: number;
}

/**
 * Fills expectation, bounds and the number of false flags to expect, and returns the flagged buckets in time order.
 * Without rows a bucket has an expectation but no bounds.
 *
 * @param p Tail probability a side; 0 for no bounds at all.
 */
export function judgeShares(s: IShares, fit: IShareBaseline, into: IDetection, p: number): IFlag[] {
  const { n, hits, rows, w, flipped } = s;
  const laws = new ShareLaws(s, fit);
  const z = p > 0 ? normalUpperQuantile(p) : NaN;
  const known = new Map<number, IHitBounds>();
  let last = NaN;
  const flags: IFlag[] = [];
  for (let t = 0; t < n; t++) {
    if (w[t] === 0) {
      into.expected[t] = flipped ? 1 - fit.share[t] : fit.share[t];
      continue;
    }
    const law = laws.at(t);
    into.expected[t] = flipped ? 1 - law.share : law.share;
    if (!(p > 0)) {
      continue;
    }
    if (law.share !== last) {
      known.clear();
      last = law.share;
    }
    let bounds = known.get(rows[t]);
    if (!bounds) {
      bounds = hitBounds(law, rows[t], p, z);
      known.set(rows[t], bounds);
    }
    const { lower, upper, chance } = bounds;
    into.lower[t] = (flipped ? rows[t] - upper : lower) / rows[t];
    into.upper[t] = (flipped ? rows[t] - lower : upper) / rows[t];
    into.expectedFalse += chance;
    if (hits[t] > upper || hits[t] < lower) {
      flags.push({
        at: t,
        up: hits[t] > upper,
        expected: into.expected[t],
        ...strength(law, s, t)
      });
    }
  }
  return flags;
}

/** Tail probability and effect of what was seen in bucket `t`. */
export function strength(law: IShareLaw, s: IShares, t: number): { p: number; effect: number } {
  const { share, rho } = law;
  const variance = hitsVariance(s.rows[t], share, rho);
  return {
    p: tailOf(law, s.hits[t], s.rows[t]),
    effect: Math.abs(s.hits[t] - s.rows[t] * share) / Math.sqrt(Math.max(variance, 1e-300))
  };
}
