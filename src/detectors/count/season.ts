import type { DetectorGrain } from '../types';
import { takeFloats } from './scratch';
import { midMean } from './select';

/** Which place of the calendar each bucket has, and how the usual volume differs between the places. */
export interface ISeason {
  /** Number of places: 1 (no season), 7, 24 or 168. */
  period: number;
  /** Buckets a place lasts: 60 for minutes (hour of the day), else 1. */
  stride: number;
  /** Factor (counts, mean 1) or addend (other measures, mean 0) of each place. */
  profile: Float64Array;
  /** Free numbers in the profile. */
  parameters: number;
}

/** No calendar. */
export function noSeason(additive: boolean): ISeason {
  return { period: 1, stride: 1, profile: Float64Array.of(additive ? 0 : 1), parameters: 0 };
}

/** The profile's value at each of `n` buckets, put into `factor`. */
export function spreadSeason(season: ISeason, n: number, factor: Float64Array): void {
  const { period, stride, profile } = season;
  if (period === 1) {
    factor.fill(profile[0], 0, n);
    return;
  }
  let place = 0;
  let within = 0;
  for (let t = 0; t < n; t++) {
    factor[t] = profile[place];
    if (++within === stride) {
      within = 0;
      place = place + 1 === period ? 0 : place + 1;
    }
  }
}

/**
 * A first profile that neither spikes nor level shifts can bend: each bucket as a share of (or a distance from) its
 * own week or day, then the mid-mean of those over the weeks or days.
 *
 * Needs three full cycles; fewer give no season. Hours get hour-of-day × day-of-week.
 *
 * @param x Values of `n` buckets; `w` is 1 where observed.
 */
export function roughSeason(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  grain: DetectorGrain,
  additive: boolean
): ISeason {
  if (grain === 'day' && n >= 21) {
    return { period: 7, stride: 1, profile: cycle(x, w, n, 7, 1, additive), parameters: 6 };
  }
  if (grain === 'minute' && n >= 3 * 1440) {
    return { period: 24, stride: 60, profile: cycle(x, w, n, 24, 60, additive), parameters: 23 };
  }
  if (grain === 'hour' && n >= 72) {
    const day = cycle(x, w, n, 24, 1, additive);
    if (n < 3 * 168) {
      return { period: 24, stride: 1, profile: day, parameters: 23 };
    }
    const week = cycle(x, w, n, 7, 24, additive);
    const profile = new Float64Array(168);
    for (let p = 0; p < 168; p++) {
      const d = week[Math.floor(p / 24)];
      profile[p] = additive ? day[p % 24] + d : day[p % 24] * d;
    }
    return { period: 168, stride: 1, profile, parameters: 29 };
  }
  return noSeason(additive);
}

/**
 * How much the level rises over cycle `c`: the smaller of the steps to it and from it, 0 when they differ in sign (the
 * minmod limiter of Roe 1986). A ramp has the same on both sides; a spike, which raises one level alone, has none.
 */
function rise(levels: Float64Array, c: number, cycles: number): number {
  const middle = Math.max(1, Math.min(cycles - 2, c));
  const before = levels[middle] - levels[middle - 1];
  const after = levels[middle + 1] - levels[middle];
  return before * after > 0 ? (Math.abs(before) < Math.abs(after) ? before : after) : 0;
}

function cycle(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  period: number,
  stride: number,
  additive: boolean
): Float64Array {
  const length = period * stride;
  const cycles = Math.floor(n / length);
  const shares = takeFloats(0, cycles * period);
  const cells = takeFloats(2, cycles * period);
  const levels = takeFloats(1, cycles);
  for (let c = 0; c < cycles; c++) {
    let total = 0;
    let full = true;
    for (let p = 0; p < period; p++) {
      let sum = 0;
      const from = c * length + p * stride;
      for (let t = from; t < from + stride; t++) {
        full = full && w[t] === 1;
        sum += x[t];
      }
      cells[c * period + p] = sum / stride;
      total += sum / stride;
    }
    levels[c] = full && (additive || total > 0) ? total / period : NaN;
  }
  let m = 0;
  for (let c = 0; c < cycles; c++) {
    const level = levels[c];
    if (level !== level) {
      continue;
    }
    // Along a ramp the cycle itself rises: without this its slope would become part of the profile.
    const slope = rise(levels, c, cycles);
    const tilt = additive ? slope : Math.max(-0.5 * level, Math.min(0.5 * level, slope));
    for (let p = 0; p < period; p++) {
      const here = level + tilt * ((p + 0.5) / period - 0.5);
      const v = cells[c * period + p];
      shares[p * cycles + m] = additive ? v - here : v / here;
    }
    m++;
  }
  // Where most cycles are silent, the few others are as likely events as habits: a burst must not explain itself.
  if (2 * m < cycles) {
    return new Float64Array(period).fill(additive ? 0 : 1);
  }
  const profile = new Float64Array(period);
  let mean = 0;
  for (let p = 0; p < period; p++) {
    profile[p] = m > 0 ? midMean(shares, m, p * cycles) : additive ? 0 : 1;
    mean += profile[p] / period;
  }
  for (let p = 0; p < period; p++) {
    profile[p] = additive ? profile[p] - mean : mean > 0 ? profile[p] / mean : 1;
  }
  return profile;
}
