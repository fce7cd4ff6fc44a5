import { studentUpperQuantile } from '../special/student-quantile';
import { studentTail } from '../special/student-tail';
import type { IObserved } from './observe';
import { LONGEST_EVENT } from './screen';
import type { ISizes } from './sessions-chance';
import { CENTRE, HALF, sessionsChance, singlyAt, SPREAD } from './sessions-chance';
import { VARIED } from './size-law';

/**
 * What is known of the size of an active bucket where there are hardly any: events may come in sessions of unknown length,
 * so that the many events that come alone say nothing about the next session.
 */
export interface IFew extends ISizes {
  /** Share of active buckets. */
  share: number;
  /** Sum of the logs of the sizes of several events, and of the squares of those. */
  sum: number;
  squares: number;
  /** The series they are of, to see which of them are one event. */
  of: IObserved;
}

/** Active buckets up to which nothing is known of the sizes; of an intermittent series, up to the second. */
const FEW = 8;
const FEW_SIZES = 60;
/** Sessions less likely than this aren't looked at. */
const UNLIKELY = 2e-5;
/** Share of empty buckets from which on a series is one of rare events. */
const MOSTLY = 0.6;
/** Upper twentieth of a normal: the dispersion of the sizes is at most that many standard errors larger. */
const ONE_SIDED = 1.645;
/** What the sizes to begin with are worth: that many observations for the spread, and one for the centre. */
const WORTH = 20;

/**
 * The active buckets of a series of counts that has few of them, or may have them in sessions, and is mostly zero; null for
 * any other, and for a single event: a burst out of nothing is no session among others, since there are none that it could
 * be compared with.
 */
export function fewHits(o: IObserved): IFew | null {
  const few = activeOf(o);
  return few !== null && (few.certain || sessionsChance(few) > UNLIKELY) ? few : null;
}

function activeOf(o: IObserved): IFew | null {
  const { x, w, n, count, zeros } = o;
  const hits = count - zeros;
  if (!o.counts || hits === 0 || zeros < MOSTLY * count) {
    return null;
  }
  const few: IFew = {
    share: (hits + 1) / (count + 1),
    hits: 0,
    several: 0,
    sum: 0,
    squares: 0,
    singly: 0,
    certain: hits <= FEW,
    of: o
  };
  let first = -1;
  let last = -1;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      first = first < 0 ? t : first;
      last = t;
      addSize(few, x[t], 1);
    }
  }
  return last - first < LONGEST_EVENT ? null : few;
}

/** Adds an active bucket (`times` 1) or takes it away (−1). */
function addSize(few: IFew, y: number, times: number): void {
  few.hits += times;
  few.singly += times * singlyAt(few.of, y);
  if (y > 1) {
    const l = Math.log(y);
    few.several += times;
    few.sum += times * l;
    few.squares += times * l * l;
  }
}

/**
 * The same for an intermittent series, unless its sizes vary clearly less than those of sessions of unknown length: a few
 * that look alike needn't be.
 *
 * @param alpha Dispersion of the sizes, estimated with `freedom` degrees of freedom.
 */
export function fewSizes(o: IObserved, alpha: number, freedom: number): IFew | null {
  const few = o.count - o.zeros > FEW_SIZES ? null : activeOf(o);
  if (few !== null) {
    few.certain = true;
  }
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
      addSize(rest, x[i], -1);
    }
  }
  return rest;
}

/**
 * Predictive distribution of the next size: the chance of an active bucket of several events, and Student's t for the log
 * of their number, of the normal model with a conjugate prior (Gelman et al., Bayesian Data Analysis, 3rd edition, 3.3).
 */
interface IPredictive {
  chance: number;
  centre: number;
  scale: number;
  nu: number;
}

function predictive(few: IFew): IPredictive {
  const { hits, several, sum, squares } = few;
  const all = several + 1;
  const nu = WORTH + several;
  const mean = several > 0 ? sum / several : CENTRE;
  const within = several > 0 ? Math.max(0, squares - sum * mean) : 0;
  const apart = (several / all) * (mean - CENTRE) * (mean - CENTRE);
  const variance = (WORTH * SPREAD * SPREAD + within + apart) / nu;
  return {
    chance: (sessionsChance(few) * few.share * (several + HALF)) / (hits + 1),
    centre: (CENTRE + sum) / all,
    scale: Math.sqrt(variance * (1 + 1 / all)),
    nu
  };
}

/** Chance of an active bucket of at least `y`, by sessions alone. */
export function fewTail(few: IFew, y: number): number {
  if (!(y > 1)) {
    return y > 0 ? sessionsChance(few) * few.share : 1;
  }
  const { chance, centre, scale, nu } = predictive(few);
  return chance * studentTail((Math.log(y) - centre) / scale, nu);
}

/** The `y` with `fewTail` = p; 0 where nearly any size is less likely. */
export function fewQuantile(few: IFew, p: number): number {
  const { chance, centre, scale, nu } = predictive(few);
  const q = p / chance;
  return q < 0.5 ? Math.exp(centre + scale * studentUpperQuantile(q, nu)) : 0;
}
