import { gammaUpper } from '../special/gamma-tail';
import type { IObserved } from './observe';

/** Chance of that many zeros in a row below which they are a silence. */
export const SILENT_CHANCE = 1e-6;
/** Gaps between active buckets that show how regular they come. */
const LEAST_GAPS = 6;
/** Gaps for each unit of regularity that may be believed: three alike are no clock yet. */
const GAPS_PER_SHAPE = 4;

/** The active buckets of an intermittent series as arrivals. */
export interface IArrivals {
  /** First and last active bucket. */
  first: number;
  last: number;
  gaps: number;
  /** Mean gap in observed buckets. */
  mean: number;
  /** Shape of the gamma distribution of the gaps: 1 for chance arrivals, large for a clock, below 1 for bursts. */
  shape: number;
}

/** How the active buckets follow each other; null with too few of them. */
export function arrivalsOf({ x, w, n }: IObserved): IArrivals | null {
  let first = -1;
  let last = -1;
  let gaps = 0;
  let sum = 0;
  let squares = 0;
  let gap = 0;
  for (let t = 0; t < n; t++) {
    gap += w[t];
    if (w[t] === 1 && x[t] > 0) {
      if (first < 0) {
        first = t;
      } else {
        gaps++;
        sum += gap;
        squares += gap * gap;
      }
      last = t;
      gap = 0;
    }
  }
  if (gaps < LEAST_GAPS) {
    return null;
  }
  const mean = sum / gaps;
  const variance = Math.max(0, squares / gaps - mean * mean);
  const most = gaps / GAPS_PER_SHAPE;
  return {
    first,
    last,
    gaps,
    mean,
    shape: Math.min(most, (mean * mean) / Math.max(variance, 1e-9))
  };
}

/**
 * Chance to wait this long for the next active bucket when gaps are gamma distributed: a renewal process, of which the
 * Poisson process is the case of shape 1 (Cox, "Renewal theory", 1962). A nightly job that is late by days is gone, an
 * alarm that comes twice a month by chance isn't.
 *
 * @param wait Observed buckets without activity.
 */
export function waitingChance({ mean, shape }: IArrivals, wait: number): number {
  return gammaUpper(shape, (shape * wait) / mean);
}

/** Where an intermittent series is at work. */
export interface IActiveStretch {
  /** First bucket: the one with which the series began, or 0. */
  from: number;
  /** End: the bucket after the last active one when the series stopped, or the length. */
  to: number;
  /** Chance of so long a silence before and after it; 1 where there is none to speak of. */
  pBefore: number;
  pAfter: number;
}

/**
 * The buckets [from, to) outside of which an intermittent series is silent for longer than its habit allows: before it
 * began, after it stopped. All of them where it isn't, or where too little is known.
 */
export function activeStretch(o: IObserved): IActiveStretch {
  const all = { from: 0, to: o.n, pBefore: 1, pAfter: 1 };
  const arrivals = arrivalsOf(o);
  if (arrivals === null) {
    return all;
  }
  const chance = (from: number, to: number): number => {
    let wait = 0;
    for (let t = from; t < to; t++) {
      wait += o.w[t];
    }
    return waitingChance(arrivals, wait);
  };
  const pBefore = chance(0, arrivals.first);
  const pAfter = chance(arrivals.last + 1, o.n);
  return {
    ...all,
    ...(pBefore <= SILENT_CHANCE ? { from: arrivals.first, pBefore } : {}),
    ...(pAfter <= SILENT_CHANCE ? { to: arrivals.last + 1, pAfter } : {})
  };
}
