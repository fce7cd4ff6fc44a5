import { takeBytes } from './scratch';

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

/** Place of each of `n` buckets of a season of this period; scratch memory, valid until the next call. */
export function placesOf(period: number, stride: number, n: number): Uint8Array {
  const places = takeBytes(30, n);
  let place = 0;
  let within = 0;
  for (let t = 0; t < n; t++) {
    places[t] = place;
    if (++within === stride) {
      within = 0;
      place = place + 1 === period ? 0 : place + 1;
    }
  }
  return places;
}

/** Divides (or shifts) a profile so that its mean is 1 (or 0); in place. One of nothing has the usual volume everywhere. */
export function centre(profile: Float64Array, additive: boolean): Float64Array {
  let mean = 0;
  for (const value of profile) {
    mean += value / profile.length;
  }
  for (let p = 0; p < profile.length; p++) {
    profile[p] = additive ? profile[p] - mean : mean > 0 ? profile[p] / mean : 1;
  }
  return profile;
}
