import { studentUpperQuantile } from '../special/student-quantile';
import { studentTail } from '../special/student-tail';
import type { IObserved } from './observe';
import { LONGEST_EVENT } from './screen';

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
}

/** Active buckets up to which nothing is known of the sizes; where most are above 1 it takes more. */
const FEW = 8;
const FEW_SESSIONS = 60;
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
  const few = { share: (hits + 1) / (count + 1), hits, sum: 0, squares: 0 };
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
  return !isOneEvent && (hits <= FEW || 2 * single < hits) ? few : null;
}

/** The same without an active bucket of size `x`: a bucket must not vouch for itself. */
export function fewWithout(few: IFew, x: number): IFew {
  const l = Math.log(x);
  return {
    share: few.share,
    hits: few.hits - 1,
    sum: few.sum - l,
    squares: few.squares - l * l
  };
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
