import { logGamma } from '../special/log-gamma';

/** How often a series is active: observations, and those of them that are zero. */
interface IActive {
  count: number;
  zeros: number;
}

/** Sizes of the active buckets of a series, as far as they tell sessions from events that come one by one. */
export interface ISizes {
  /** Active buckets, and those of several events. */
  hits: number;
  several: number;
  /** Sum of `singlyAt`. */
  singly: number;
  /** Whether it is certain that events come in sessions. */
  certain: boolean;
}

/** Chance that events come in sessions, before the sizes are seen: a larger one misses bursts, a smaller one flags sessions. */
const PRIOR = 0.001;
/** Events to be expected in a series that don't belong to it, and the largest part of its active buckets that they are. */
const FOREIGN = 0.5;
const MOST_FOREIGN = 0.01;
/** Jeffreys' prior of the share of sessions that are of several events. */
export const HALF = 0.5;
/** Sizes of several events to begin with: log-normal around 3 with a spread of 0.7. */
export const CENTRE = Math.log(3);
export const SPREAD = 0.7;

/**
 * Log likelihood ratio of one active bucket: events that come one by one make a zero-truncated Poisson number, of which
 * one in so many active buckets is replaced by something foreign, of a size like that of `several` events.
 */
export function singlyAt({ count, zeros }: IActive, y: number): number {
  const hits = count - zeros;
  const rate = -Math.log1p(-hits / count);
  const foreign = Math.min(MOST_FOREIGN, FOREIGN / hits);
  const chance = (Math.exp(y * Math.log(rate) - rate - logGamma(y + 1)) * count) / hits;
  if (y === 1) {
    return Math.log((1 - foreign) * chance);
  }
  const z = (Math.log(y) - CENTRE) / SPREAD;
  const several = Math.exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * SPREAD * y);
  return Math.log(((1 - foreign) * chance) / Math.max(several, 1e-300) + foreign);
}

/**
 * Chance that events come in sessions, of which an unknown share is of several events (beta-binomial), and not one by one,
 * by how likely either makes the sizes (Hoeting, Madigan, Raftery & Volinsky, "Bayesian model averaging", 1999).
 */
export function sessionsChance({ hits, several, singly, certain }: ISizes): number {
  if (certain) {
    return 1;
  }
  const sessions =
    logGamma(several + HALF) +
    logGamma(hits - several + HALF) -
    logGamma(hits + 1) -
    Math.log(Math.PI);
  return 1 / (1 + ((1 - PRIOR) / PRIOR) * Math.exp(singly - sessions));
}
