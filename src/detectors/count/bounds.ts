import type { DetectorGrain } from '../types';
import { asChosen } from './doubt';
import type { ILaw } from './law';
import { lowerTail, tailQuantile, upperTail } from './law';

/** Buckets in a year of 365.25 days. A series without a calendar is treated as daily. */
export function bucketsPerYear(grain: DetectorGrain): number {
  return grain === 'hour' ? 8766 : grain === 'minute' ? 525960 : 365.25;
}

/** Tail probability, on one side of one bucket, at which `rate` false flags a year are expected on both together. */
export function tailThreshold(rate: number, grain: DetectorGrain): number {
  return Math.min(0.25, Math.max(0, rate) / (2 * bucketsPerYear(grain)));
}

/** Least rate at which a flag with tail probability `p` would still be raised: the inverse of `tailThreshold`. */
export function rateOf(p: number, grain: DetectorGrain): number {
  return p * 2 * bucketsPerYear(grain);
}

/** What a bucket may hold without being flagged, and how likely an ordinary one is to be flagged all the same. */
export interface IBounds {
  lower: number;
  upper: number;
  /** Chance of a false flag of this bucket. */
  chance: number;
}

/** Fewest events more or less than expected that can matter; other measures have no such unit. */
export const LEAST_EVENTS = 5;
/** Least part of the expected number. */
const LEAST_PART = 0.02;

/** Effect below which a bucket is never flagged, in value units: events and a trifle of the level; 0 for other measures. */
export function effectFloor(law: ILaw, mean: number): number {
  return law.kind === 'real' ? 0 : Math.max(LEAST_EVENTS, LEAST_PART * mean);
}

/** Bounds of a bucket at tail probability `p` a side. */
export function boundsAt(law: ILaw, mean: number, p: number): IBounds {
  const floor = effectFloor(law, mean);
  let upper = Math.max(tailQuantile(law, p, mean, true), mean + floor);
  let lower = Math.min(tailQuantile(law, p, mean, false), mean - floor);
  if (law.kind !== 'real') {
    // Flagged from the next whole number on; a value exactly at the quantile is still as likely as the threshold.
    const first = Math.ceil(upper - 1e-6);
    const last = Math.floor(lower + 1e-6);
    upper = first - 1;
    const least = law.kind === 'hurdle' ? 1 : 0;
    lower = last >= least ? last + 1 : least;
    const chosen = asChosen(law);
    return {
      lower,
      upper,
      chance: upperTail(chosen, first, mean) + (last >= least ? lowerTail(chosen, last, mean) : 0)
    };
  }
  lower = belowEmpty(law, p, lower);
  // Nothing lies below an empty bucket.
  const low = law.empty !== null && lower <= law.empty.at ? 0 : lowerTail(law, lower, mean);
  return { lower, upper, chance: upperTail(law, upper, mean) + low };
}

/** A lower bound that no empty bucket lies below, where such are usual enough at tail probability `p`. */
export function belowEmpty(law: ILaw, p: number, lower: number): number {
  return law.empty !== null && law.empty.chance > p ? Math.min(lower, law.empty.at) : lower;
}
