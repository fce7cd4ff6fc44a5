import type { DetectorGrain } from '../types';
import { cycle } from './cycle';
import { roughWeek } from './rough-week';
import type { ISeason } from './season';
import { noSeason } from './season';
import type { IFreeTime } from './weekend';

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
 * @param period A cycle that is none of the calendar's; 0 for those.
 */
export function roughSeason(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  grain: DetectorGrain,
  additive: boolean,
  known: IFreeTime | null = null,
  period = 0
): ISeason {
  if (period > 0) {
    const profile = cycle(x, w, n, period, 1, additive);
    return { period, stride: 1, profile, parameters: period - 1 };
  }
  if (grain === 'day' && n >= 21) {
    return { period: 7, stride: 1, profile: cycle(x, w, n, 7, 1, additive), parameters: 6 };
  }
  if (grain === 'minute' && n >= 3 * 1440) {
    return { period: 24, stride: 60, profile: cycle(x, w, n, 24, 60, additive), parameters: 23 };
  }
  const week =
    grain === 'hour' && (n >= LEAST_HOURS || known !== null)
      ? roughWeek(x, w, n, additive, known)
      : null;
  if (week !== null) {
    return week;
  }
  if (grain === 'hour' && n >= 72) {
    return { period: 24, stride: 1, profile: cycle(x, w, n, 24, 1, additive), parameters: 23 };
  }
  return noSeason(additive);
}
