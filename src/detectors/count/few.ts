import { studentUpperQuantile } from '../special/student-quantile';
import { studentTail } from '../special/student-tail';
import type { IObserved } from './observe';
import { LONGEST_EVENT } from './screen';
import { VARIED } from './size-law';

/**
 * What is known of the size of an active bucket where there are hardly any: events come in sessions of unknown length,
 * so that the few events of a Poisson law say nothing about the next session.
 */
export interface IFew {
  /** Share of active buckets. */
  share: number;
  /** Active buckets, the sum of the logs of their sizes and of the squares of those. */
  hits: number;
  sum: number;
  squares: number;
  /** The series they are of, to see which of them are one event. */
  of: IObserved;
}

/** Active buckets up to which nothing is known of the sizes; up to the second where they come in sessions. */
const FEW = 8;
const FEW_SESSIONS = 60;
/** Standard errors, and buckets, by which more than one event at a time must be more frequent than chance makes them. */
const CLEARLY = 2;
const EVENTS = 2;
/** Upper twentieth of a normal: the dispersion of the sizes is at most that many standard errors larger. */
const ONE_SIDED = 1.645;
/** The sizes to begin with: log-normal around 2 with a spread of 0.8, worth one and twenty observations. */
const CENTRE = Math.log(2);
const SPREAD = 0.8;
const WORTH = 20;

/**
 * The active buckets of a series of counts that has few of them and is mostly zero; null for any other, and for a single
 * event: a burst out of nothing is no session among others, since there are none that it could be compared with.
 */
export function fewHits(o: IObserved): IFew | null {
  const { x, w, n, count, zeros } = o;
  const hits = count - zeros;
  if (!o.counts || hits > FEW_SESSIONS || zeros < 0.8 * count) {
    return null;
  }
  const few = { share: (hits + 1) / (count + 1), hits, sum: 0, squares: 0, of: o };
  let single = 0;
  let first = -1;
  let last = -1;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      first = first < 0 ? t : first;
      last = t;
      const l = Math.log(x[t]);
      few.sum += l;
      few.squares += l * l;
      single += x[t] === 1 ? 1 : 0;
    }
  }
  const isOneEvent = last - first < LONGEST_EVENT;
  return !isOneEvent && (hits <= FEW || areSessions(hits - single, hits, hits / count))
    ? few
    : null;
}

/**
 * The same for an intermittent series, unless its sizes vary clearly less than those of sessions of unknown length: a few
 * that look alike needn't be.
 *
 * @param alpha Dispersion of the sizes, estimated with `freedom` degrees of freedom.
 */
export function fewSizes(o: IObserved, alpha: number, freedom: number): IFew | null {
  const few = fewHits(o);
  if (few === null || alpha > VARIED) {
    return few;
  }
  let sum = 0;
  for (let t = 0; t < o.n; t++) {
    sum += o.w[t] === 1 ? o.x[t] : 0;
  }
  // Standard error of the dispersion where the sizes are Poisson counts.
  const error = (Math.sqrt(2 / freedom) * few.hits) / sum;
  return alpha + ONE_SIDED * error > VARIED ? few : null;
}

/** Whether active buckets hold more than one event clearly more often than events make them that come one by one. */
function areSessions(multiple: number, hits: number, share: number): boolean {
  const rate = -Math.log(1 - share);
  // Zero-truncated Poisson: a bucket with at least one event has just one with chance rate e^−rate / share.
  const usual = hits * (1 - (rate * (1 - share)) / share);
  return multiple > usual + CLEARLY * Math.sqrt(usual) + EVENTS;
}

/**
 * The same without the event that bucket `t` may belong to, the active buckets near it: neither a bucket nor its neighbours
 * in the same event may vouch for it.
 */
export function fewWithout(few: IFew, t: number): IFew {
  const { x, w, n } = few.of;
  const rest = { ...few };
  const to = Math.min(n, t + LONGEST_EVENT);
  for (let i = Math.max(0, t - LONGEST_EVENT + 1); i < to; i++) {
    if (w[i] === 1 && x[i] > 0) {
      const l = Math.log(x[i]);
      rest.hits--;
      rest.sum -= l;
      rest.squares -= l * l;
    }
  }
  return rest;
}

/**
 * Predictive distribution of the log of the next size: Student's t of the normal model with a conjugate prior (Gelman
 * et al., Bayesian Data Analysis, 3rd edition, 3.3).
 */
function predictive(few: IFew): { centre: number; scale: number; nu: number } {
  const { hits, sum, squares } = few;
  const all = hits + 1;
  const nu = WORTH + hits;
  const within = hits > 0 ? Math.max(0, squares - (sum * sum) / hits) : 0;
  const apart = hits > 0 ? (hits / all) * (sum / hits - CENTRE) * (sum / hits - CENTRE) : 0;
  const variance = (WORTH * SPREAD * SPREAD + within + apart) / nu;
  return { centre: (CENTRE + sum) / all, scale: Math.sqrt(variance * (1 + 1 / all)), nu };
}

/** Chance of an active bucket of at least `y`. */
export function fewTail(few: IFew, y: number): number {
  if (!(y > 0)) {
    return 1;
  }
  const { centre, scale, nu } = predictive(few);
  return few.share * studentTail((Math.log(y) - centre) / scale, nu);
}

/** The `y` with `fewTail` = p; 0 where any size is less likely. */
export function fewQuantile(few: IFew, p: number): number {
  const q = p / few.share;
  const { centre, scale, nu } = predictive(few);
  return q < 0.5 ? Math.exp(centre + scale * studentUpperQuantile(q, nu)) : 0;
}
