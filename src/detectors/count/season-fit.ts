import type { DetectorGrain } from '../types';
import { LEAST_HOURS } from './rough-season';
import { takeFloats } from './scratch';
import type { ISeason } from './season';
import { noSeason, placesOf } from './season';
import { fitProfile, seasonCandidates } from './season-candidates';
import type { ICells } from './season-candidates';
import type { ISeasonData } from './season-proof';
import { addCells, predictiveGain } from './season-proof';
import type { IFreeTime } from './weekend';
import { isQuiet } from './weekend';

/** Observations per parameter that a profile of the sizes of an intermittent series takes. */
const SUPPORT = 8;
/** Log likelihood by which a season must predict better than none, and the second choice better than the first. */
const LEAST_GAIN = 3;
/** Forms whose predictions are compared: the most plausible one, and the next if that is simpler. */
const TRIED = 2;

/** What else is known of a series whose season is looked for. */
export interface ISeasonHints {
  /** Whether most buckets say nothing: then a profile also needs eight observations per parameter. */
  idle?: boolean;
  /** Parameters of the form that predicted best over nearly these levels: while it is the most plausible, it stays. */
  proven?: number;
  /** The weekend, where the calendar says it. */
  known?: IFreeTime | null;
  /** A cycle that is none of the calendar's; 0 for those. */
  own?: number;
}

/**
 * The season that the data support, given the level of every bucket: none, hour of the day, day of the week, their
 * product, the same with hours of its own at weekends, hour of the week; or none and day of the week.
 *
 * A form must pay by the Bayesian information criterion (deviance of the cell sums plus log(observations) per
 * parameter; Schwarz 1978; for counts the deviance of a negative binomial), which is quick and spares most series the
 * rest; and it must predict what it wasn't fitted to.
 *
 * @param spread Alpha for counts, variance of a bucket otherwise.
 */
export function fitSeason(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  level: Float64Array,
  grain: DetectorGrain,
  additive: boolean,
  spread: number,
  { idle = false, proven = 0, known = null, own = 0 }: ISeasonHints = {}
): ISeason {
  const stride = grain === 'minute' ? 60 : 1;
  const weekly = grain === 'hour' && (n >= LEAST_HOURS || known !== null);
  const period = own > 0 ? own : grain === 'day' ? 7 : weekly ? 168 : 24;
  if ((grain === 'none' && own === 0) || (!weekly && n < 3 * period * stride)) {
    return noSeason(additive);
  }
  const places = placesOf(period, stride, n);
  const data: ISeasonData = { x, use, n, level, additive, spread, period, stride, places };
  const cells: ICells = {
    sum: takeFloats(20, period).fill(0, 0, period).subarray(0, period),
    base: takeFloats(21, period).fill(0, 0, period).subarray(0, period)
  };
  addCells(data, 0, n, 1, cells);
  const size = takeFloats(22, period).fill(0, 0, period);
  let total = 0;
  for (let t = 0; t < n; t++) {
    size[places[t]] += use[t];
    total += use[t];
  }
  const penalty = Math.log(Math.max(2, total));
  const flat = new Float64Array(period).fill(additive ? 0 : 1);
  const without = cellDeviance(cells, size, flat, additive, spread);
  const plausible = seasonCandidates(period, cells, additive, known)
    .filter(({ parameters }) => !(idle && total < SUPPORT * parameters))
    .map(candidate => {
      const profile = fitProfile(cells, candidate, additive);
      const deviance = cellDeviance(cells, size, profile, additive, spread);
      return { candidate, profile, cost: deviance + candidate.parameters * penalty };
    })
    .filter(({ cost, profile }) => cost < without && (known === null || isQuiet(profile, known)))
    .sort((a, b) => a.cost - b.cost);
  const likely = plausible[0];
  if (likely && likely.candidate.parameters === proven) {
    return { period, stride, profile: likely.profile, parameters: proven };
  }
  let best = noSeason(additive);
  let gain = 0;
  for (const { candidate, profile } of plausible.slice(0, TRIED)) {
    const { parameters } = candidate;
    if (parameters > likely.candidate.parameters) {
      continue;
    }
    const predicted = predictiveGain(data, cells, candidate);
    if (predicted > gain + LEAST_GAIN) {
      gain = predicted;
      best = { period, stride, profile, parameters };
    }
  }
  return best;
}

/** Deviance of the cell sums under a profile. */
function cellDeviance(
  { sum, base }: ICells,
  size: Float64Array,
  profile: Float64Array,
  additive: boolean,
  spread: number
): number {
  let deviance = 0;
  for (let p = 0; p < profile.length; p++) {
    if (size[p] === 0) {
      continue;
    }
    if (additive) {
      const d = sum[p] - profile[p] * size[p];
      deviance += (d * d) / (size[p] * spread);
      continue;
    }
    const mean = Math.max(base[p] * profile[p], 1e-9);
    const s = sum[p];
    // The sum of a cell's buckets is negative binomial as well, with as many times the size parameter.
    const r = size[p] / spread;
    const half =
      (s > 0 ? s * Math.log(s / mean) : 0) -
      (spread > 0 ? (s + r) * Math.log((s + r) / (mean + r)) : s - mean);
    deviance += 2 * half;
  }
  return deviance;
}
