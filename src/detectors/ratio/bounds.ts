import { LEAST_EVENTS } from '../count/bounds';
import {
  betaBinomialLowerTail,
  betaBinomialUpperQuantile,
  betaBinomialUpperTail
} from '../special/beta-binomial-tail';
import type { IShareLaw } from './law';

/** Least part of the expected hits, and of the rows, that can matter. */
const LEAST_PART = 0.1;
const LEAST_SHARE = 0.002;

/** Hits that a bucket may hold without being flagged. */
export interface IHitBounds {
  /** Fewest and most hits that are not flagged. */
  lower: number;
  upper: number;
  /** Chance of a false flag of this bucket. */
  chance: number;
}

/** Effect below which a bucket is never flagged, in hits. */
export function leastHits(rows: number, share: number): number {
  return Math.max(LEAST_EVENTS, LEAST_PART * rows * share, LEAST_SHARE * rows);
}

/**
 * Bounds of a bucket of `rows` rows at tail probability `p` a side.
 *
 * @param z Upper normal quantile of `p`.
 */
export function hitBounds(law: IShareLaw, rows: number, p: number, z: number): IHitBounds {
  const { share, rho } = law;
  const mean = rows * share;
  const least = leastHits(rows, share);
  const bounds: IHitBounds = { lower: 0, upper: rows, chance: 0 };
  const most = Math.ceil(mean + least - 1e-9);
  if (most <= rows) {
    const first = Math.max(most, betaBinomialUpperQuantile(p, z, rows, share, rho));
    bounds.upper = first - 1;
    bounds.chance += betaBinomialUpperTail(first, rows, share, rho);
  }
  const fewest = Math.floor(mean - least + 1e-9);
  if (fewest >= 0 && betaBinomialLowerTail(0, rows, share, rho) <= p) {
    const last = Math.min(fewest, rows - betaBinomialUpperQuantile(p, z, rows, 1 - share, rho));
    if (last >= 0) {
      bounds.lower = last + 1;
      bounds.chance += betaBinomialLowerTail(last, rows, share, rho);
    }
  }
  return bounds;
}
