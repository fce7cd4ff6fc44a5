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
