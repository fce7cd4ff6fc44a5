import { studentUpperQuantile } from '../special/student-quantile';
import { studentTail } from '../special/student-tail';
import { selectKth } from './select';

/** One tail of logs beyond a place far out, where a normal or Student law may end too soon: that of a Student law. */
export interface IFarTail {
  /** Deviation from the mean where it begins. */
  from: number;
  middle: number;
  sigma: number;
  nu: number;
}

/** Degrees of freedom from which on Student's quantile at `TOP` is the normal's. */
const MOST_FREEDOM = 500;
/** Share of the values whose excess is looked at. */
const TOP = 0.05;
/** Largest values of which only the number is used, or not even that where they are events. */
const EVENTS = 4;
/** Mean of the others, of 18 exponential values, as a share of that of all; it hardly depends on how many. */
const REST = 0.6;
/** A value is an event from the log of the number of values and this many mean excesses on: one series in eight has such. */
const BEYOND = 2;
/** Fewer values to tell a tail by say nothing. */
const LEAST = 8;
/** Standard errors that are taken off the excess. */
const CLEARLY = 1;
/** Upper quantile of a normal at `TOP`, and mean excess over it as a share of it. */
const NORMAL_PLACE = 1.6449;
const NORMAL_EXCESS = 0.254;

/**
 * The tail of the largest twentieth of `r`, where its mean excess is clearly larger than a normal's; null otherwise. Sums of
 * some wild parts look log-normal in the middle, while far out a single part makes the sum.
 *
 * Mean excess by Hill's estimator ("A simple general approach to inference about the tail of a distribution", 1975) with the
 * largest few censored (Epstein & Sobel 1953), and left out where they don't belong to the others, so that events don't make
 * the tail by which they are judged. Degrees of
 * freedom by that excess: 1 / nu = 1.5 d / (1 + 1.7 d), d what it is beyond the normal's as a share of the place (within
 * 0.02 for 3 and more, from the closed form of Student's mean excess).
 *
 * @param r Deviations of the logs from their means, `m` of them; reordered.
 * @param middle Where the half of the law begins.
 */
export function farTail(r: Float64Array, m: number, middle: number): IFarTail | null {
  const k = Math.floor(TOP * m);
  if (k - EVENTS < LEAST) {
    return null;
  }
  const from = selectKth(r, 0, m - 1, m - 1 - k);
  const cap = selectKth(r, m - k, m - 1, m - 1 - EVENTS);
  const kept = k - EVENTS;
  let excess = 0;
  for (let i = m - k; i < m - EVENTS; i++) {
    excess += r[i] - from;
  }
  // Of an exponential tail the largest four hold so much that the mean of the others is less.
  const usual = excess / kept / REST;
  let events = 0;
  for (let i = m - EVENTS; i < m; i++) {
    events += r[i] - from > usual * (Math.log(k) + BEYOND) ? 1 : 0;
  }
  const mean = (excess + (EVENTS - events) * (cap - from)) / kept;
  const scale = mean / (1 + CLEARLY / Math.sqrt(kept));
  const more = scale / (from - middle) - NORMAL_EXCESS;
  if (!(more > 0 && from > middle)) {
    return null;
  }
  const nu = Math.max(2, (1 + 1.7 * more) / (1.5 * more));
  const place = nu < MOST_FREEDOM ? studentUpperQuantile(TOP, nu) : NORMAL_PLACE;
  return { from, middle, sigma: (from - middle) / place, nu };
}

/** Chance of a deviation of at least `d`; 0 before the tail begins. */
export function farChance(tail: IFarTail, d: number): number {
  return d >= tail.from ? studentTail((d - tail.middle) / tail.sigma, tail.nu) : 0;
}

/** Deviation beyond which that chance is `q`; −Infinity for chances that lie before the tail. */
export function farQuantile(tail: IFarTail, q: number): number {
  return q < TOP ? tail.middle + tail.sigma * studentUpperQuantile(q, tail.nu) : -Infinity;
}
