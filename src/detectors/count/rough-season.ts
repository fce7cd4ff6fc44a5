import type { DetectorGrain } from '../types';
import { cycle } from './cycle';
import type { ISeason } from './season';
import { noSeason } from './season';
import { weekFactors } from './week-factors';
import type { IFreeTime } from './weekend';
import { isFreeDay, isQuiet, weekend, weekendFrom } from './weekend';

/** Hours from which on there may be a week: two of them. */
export const LEAST_HOURS = 2 * 168;

/**
 * A first profile that neither spikes nor level shifts can bend: each bucket as a share of (or a distance from) its
 * own week or day, then the mid-mean of those over the weeks or days.
 *
 * Needs three full cycles (two weeks of hours); fewer give no season. Hours get the hour of the day, with two weeks that
 * of working days and that of the weekend, times the day of the week.
 *
 * @param x Values of `n` buckets; `w` is 1 where observed.
 * @param known The weekend, where the calendar says it.
 */
export function roughSeason(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  grain: DetectorGrain,
  additive: boolean,
  known: IFreeTime | null = null
): ISeason {
  if (grain === 'day' && n >= 21) {
    return { period: 7, stride: 1, profile: cycle(x, w, n, 7, 1, additive), parameters: 6 };
  }
  if (grain === 'minute' && n >= 3 * 1440) {
    return { period: 24, stride: 60, profile: cycle(x, w, n, 24, 60, additive), parameters: 23 };
  }
  const week =
    grain === 'hour' && (n >= LEAST_HOURS || known !== null)
      ? weekFactors(x, w, n, additive, known)
      : null;
  if (week !== null && (known === null || isQuiet(week, known))) {
    const free = known ?? weekendFrom(weekend(week));
    const hours = [false, true].map(off =>
      cycle(x, w, n, 24, 1, additive, day => isFreeDay(day, free) === off)
    );
    const profile = new Float64Array(168);
    for (let p = 0; p < 168; p++) {
      const day = Math.floor(p / 24);
      const hour = hours[isFreeDay(day, free) ? 1 : 0][p % 24];
      profile[p] = additive ? hour + week[day] : hour * week[day];
    }
    return { period: 168, stride: 1, profile, parameters: 52 };
  }
  if (grain === 'hour' && n >= 72) {
    return { period: 24, stride: 1, profile: cycle(x, w, n, 24, 1, additive), parameters: 23 };
  }
  return noSeason(additive);
}
