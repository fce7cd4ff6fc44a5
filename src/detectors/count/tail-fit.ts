import { normalUpperQuantile } from '../special/normal-quantile';
import type { IExcess, IFarTail } from './far-tail';
import { takeFloats } from './scratch';
import { LONGEST_EVENT } from './screen';
import { selectKth } from './select';

/** Share of the values whose excess is looked at, and the most of few of them, to have enough. */
const TOP = 0.1;
const MOST = 0.2;
const ENOUGH = 20;
/** Fewer values to tell a tail by say nothing: a series of 40 has as many. With fewer than the second it may be longer yet. */
const LEAST = 4;
const SURE = 12;
/** Largest values of which only the number is used, or not even that where they are events. */
const EVENTS = 4;
/** Mean of the others, of 18 exponential values, as a share of that of all; it hardly depends on how many. */
const REST = 0.6;
/** A value is an event from the log of the number of values and this many mean excesses on: one series in eight has such. */
const BEYOND = 2;
/** Times that something may happen and be an event still; from then on it is how the series is. */
const STRAY = 2;
/** By how much each further one is likelier where single parts make the sum. */
const TELLING = 10;

/** What is known of a kind of tail before it is seen. */
interface IKind {
  /** Log of the mean excess, as a share of a normal's with the same spread: mean and standard deviation. */
  excess: number;
  varied: number;
  /** Shape of the generalised Pareto law beyond the outermost tenth. */
  shape: number;
}

/**
 * Two kinds. Of one piece: a normal's mean excess and up to a third more (sums of log-normal parts; a normal's shape is −0.11
 * there). Made by single parts: sums of parts that follow a power law. From the quantiles of such sums (5 to 100 parts,
 * log-normal with spreads of 1 to 2, Pareto with exponents of 1.2 to 2).
 */
const PLAIN: IKind = { excess: 0.1, varied: 0.1, shape: -0.03 };
const WILD: IKind = { excess: 0.5, varied: 0.25, shape: 0.2 };
/** Chance that a sum is of the second kind: a larger one misses large transfers, a smaller one flags single parts. */
const PRIOR = 0.01;
/** The same for measures that are no sums (rates, latencies), whose logs are normal unless shown not to be. */
const NORMAL: IKind = { excess: 0, varied: 0.07, shape: -0.1 };
const RARELY = 0.002;
/** What looking from farther in takes off the shape, by share. */
const FARTHER_IN = 0.4;
/** What an estimated scale adds to the shape, by the number of values: half of an exponential law's, whose scale alone is unknown. */
const UNSURE = 0.5;

/** The outermost values of one side. */
interface IOutermost {
  from: number;
  /** Mean excess, of an exponential law, from so many values. */
  mean: number;
  kept: number;
  /** Share of the values beyond `from` that are known to be larger than the others, but not by how much. */
  censored: number;
  /** How often something happened that doesn't belong to the others. */
  events: number;
}

/**
 * The tail of the largest tenth of `r`; null for too few values.
 *
 * Sums of parts of very different size look log-normal in the middle, while far out a single part makes the sum (Embrechts,
 * Klüppelberg & Mikosch, "Modelling Extremal Events", 1997, 1.3.2), and a few dozen values don't show which parts they
 * are. So both kinds are fitted, each with what is known of it, and averaged by how likely they are (Hoeting, Madigan,
 * Raftery & Volinsky, "Bayesian model averaging", 1999). Beyond a place far out a law is a generalised Pareto one (Pickands, "Statistical
 * inference using extreme order statistics", 1975).
 *
 * @param r Deviations of the logs from their means, `m` of them, in the order of time; reordered.
 * @param middle Where the half of the law begins.
 * @param sums Whether the values are sums of parts, as whole numbers are.
 */
export function farTail(
  r: Float64Array,
  m: number,
  middle: number,
  sums: boolean
): IFarTail | null {
  const k = Math.floor(Math.max(TOP * m, Math.min(MOST * m, ENOUGH)));
  if (k - EVENTS < LEAST) {
    return null;
  }
  const top = outermost(r, m, k);
  const { from, mean, kept, censored } = top;
  if (!(mean > 0 && from > middle)) {
    return null;
  }
  const share = k / m;
  const z = normalUpperQuantile(share);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const normal = (density / share - z) * spreadUpTo(r, m - k, k, middle, from, z, density);
  const seen = Math.log(mean / normal);
  const fit = (kind: IKind): { excess: IExcess; likelihood: number } => {
    const known = 1 / (kind.varied * kind.varied);
    const likely = (kept * seen + known * kind.excess) / (kept + known);
    const variance = 1 / known + 1 / kept;
    const off = seen - kind.excess;
    const shape = kind.shape - FARTHER_IN * (share - TOP);
    // Mean of the uncensored part of a generalised Pareto law, by that of an exponential one.
    const scale =
      (Math.exp(likely) * normal * (1 - shape) * (1 - censored)) /
      (1 - Math.pow(censored, 1 - shape));
    return {
      excess: { scale, shape: shape + UNSURE / (kept + known) },
      likelihood: Math.exp((-off * off) / variance / 2) / Math.sqrt(variance)
    };
  };
  const plain = fit(sums ? PLAIN : NORMAL);
  const wild = fit(WILD);
  const prior = (sums ? PRIOR : RARELY) * Math.pow(TELLING, Math.max(0, top.events - STRAY));
  const odds = prior * wild.likelihood;
  return {
    from,
    share,
    plain: plain.excess,
    wild: wild.excess,
    odds: odds / (odds + plain.likelihood),
    unsure: k - EVENTS < SURE
  };
}

/**
 * Mean excess of the `k` largest by Hill's estimator ("A simple general approach to inference about the tail of a
 * distribution", 1975) with the largest few censored (Epstein & Sobel 1953), and left out where they don't belong to the
 * others, so that events don't make the tail by which they are judged; unless it happened so often that it is usual.
 */
function outermost(r: Float64Array, m: number, k: number): IOutermost {
  const inTime = takeFloats(86, m);
  inTime.set(r.subarray(0, m));
  const from = selectKth(r, 0, m - 1, m - 1 - k);
  const cap = selectKth(r, m - k, m - 1, m - 1 - EVENTS);
  const kept = k - EVENTS;
  let excess = 0;
  for (let i = m - k; i < m - EVENTS; i++) {
    excess += r[i] - from;
  }
  // Of an exponential tail the largest four hold so much that the mean of the others is less.
  const news = from + (excess / kept / REST) * (Math.log(k) + BEYOND);
  const events = eventsBeyond(inTime, m, news);
  if (events > STRAY) {
    const largest = r.subarray(m - EVENTS, m).sort();
    for (let i = 0; i < EVENTS - 1; i++) {
      excess += largest[i] - from;
    }
    const mean = (excess + largest[EVENTS - 2] - from) / (k - 1);
    return { from, mean, kept: k - 1, censored: 1 / k, events };
  }
  let off = 0;
  for (let i = m - EVENTS; i < m; i++) {
    off += r[i] > news ? 1 : 0;
  }
  const mean = (excess + (EVENTS - off) * (cap - from)) / kept;
  return { from, mean, kept, censored: (EVENTS - off) / (k - off), events };
}

/** How often values lie beyond `news`, neighbours being one event. */
function eventsBeyond(r: Float64Array, m: number, news: number): number {
  let events = 0;
  let last = -Infinity;
  for (let i = 0; i < m; i++) {
    if (r[i] > news) {
      events += i - last >= LONGEST_EVENT ? 1 : 0;
      last = i;
    }
  }
  return events;
}

/** Standard deviation of the normal law whose upper half, what lies beyond `from` moved there, has the mean square of `r`'s. */
function spreadUpTo(
  r: Float64Array,
  inner: number,
  k: number,
  middle: number,
  from: number,
  z: number,
  density: number
): number {
  let squares = k * (from - middle) * (from - middle);
  let half = k;
  for (let i = 0; i < inner; i++) {
    const d = r[i] - middle;
    if (d > 0) {
      squares += d * d;
      half++;
    }
  }
  const share = k / (inner + k);
  return Math.sqrt(squares / half / (2 * (0.5 - share - z * density + share * z * z)));
}
