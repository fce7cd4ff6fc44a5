import type { DetectorGrain } from '../types';
import { takeFloats } from './scratch';
import type { ISeason } from './season';
import { noSeason } from './season';

/** Observations per parameter that a profile of the sizes of an intermittent series takes. */
const SUPPORT = 8;

/**
 * The season that the data support, given the level of every bucket: none, hour of the day, hour of the day × day of
 * the week, hour of the week; or none and day of the week.
 *
 * Chosen by the Bayesian information criterion: deviance of the cell sums plus log(observations) per parameter
 * (Schwarz 1978), for counts that of a negative binomial.
 *
 * @param spread Alpha for counts, variance of a bucket otherwise.
 * @param idle Whether most buckets say nothing: then a profile also needs eight observations per parameter.
 */
export function fitSeason(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  level: Float64Array,
  grain: DetectorGrain,
  additive: boolean,
  spread: number,
  idle = false
): ISeason {
  const stride = grain === 'minute' ? 60 : 1;
  const period = grain === 'day' ? 7 : grain === 'hour' ? (n >= 504 ? 168 : 24) : 24;
  if (grain === 'none' || n < 3 * period * stride) {
    return noSeason(additive);
  }
  const sum = takeFloats(20, period);
  const base = takeFloats(21, period);
  const size = takeFloats(22, period);
  sum.fill(0, 0, period);
  base.fill(0, 0, period);
  size.fill(0, 0, period);
  let total = 0;
  let place = 0;
  let within = 0;
  for (let t = 0; t < n; t++) {
    if (use[t] === 1) {
      sum[place] += additive ? x[t] - level[t] : x[t];
      base[place] += additive ? 1 : level[t];
      size[place]++;
      total++;
    }
    if (++within === stride) {
      within = 0;
      place = place + 1 === period ? 0 : place + 1;
    }
  }
  const penalty = Math.log(Math.max(2, total));
  const fit = (profile: Float64Array): number =>
    cellDeviance(sum, base, size, profile, additive, spread);
  const flat = new Float64Array(period).fill(additive ? 0 : 1);
  let best: Float64Array = flat;
  let low = fit(flat);
  let free = 0;
  const consider = (profile: Float64Array, parameters: number): void => {
    const cost = fit(profile) + parameters * penalty;
    if (cost < low && !(idle && total < SUPPORT * parameters)) {
      low = cost;
      best = profile;
      free = parameters;
    }
  };
  if (period === 168) {
    const day = margin(sum, base, flat, additive, 24, p => p % 24);
    consider(day, 23);
    let both = margin(sum, base, day, additive, 7, p => Math.floor(p / 24));
    both = margin(sum, base, both, additive, 24, p => p % 24);
    both = margin(sum, base, both, additive, 7, p => Math.floor(p / 24));
    consider(both, 29);
    consider(
      margin(sum, base, flat, additive, 7, p => Math.floor(p / 24)),
      6
    );
    consider(
      margin(sum, base, flat, additive, 168, p => p),
      167
    );
  } else {
    consider(
      margin(sum, base, flat, additive, period, p => p),
      period - 1
    );
  }
  return best === flat ? noSeason(additive) : { period, stride, profile: best, parameters: free };
}

/** `start` multiplied (or shifted) so that every group of places has its observed sum; mean kept at 1 (or 0). */
function margin(
  sum: Float64Array,
  base: Float64Array,
  start: Float64Array,
  additive: boolean,
  groups: number,
  group: (place: number) => number
): Float64Array {
  const period = start.length;
  const seen = new Float64Array(groups);
  const expected = new Float64Array(groups);
  for (let p = 0; p < period; p++) {
    const g = group(p);
    seen[g] += additive ? sum[p] - start[p] * base[p] : sum[p];
    expected[g] += additive ? base[p] : base[p] * start[p];
  }
  const profile = new Float64Array(period);
  let mean = 0;
  for (let p = 0; p < period; p++) {
    const g = group(p);
    const ratio = expected[g] > 0 ? seen[g] / expected[g] : additive ? 0 : 1;
    profile[p] = additive ? start[p] + ratio : start[p] * ratio;
    mean += profile[p] / period;
  }
  for (let p = 0; p < period; p++) {
    profile[p] = additive ? profile[p] - mean : mean > 0 ? profile[p] / mean : 1;
  }
  return profile;
}

function cellDeviance(
  sum: Float64Array,
  base: Float64Array,
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
