import type { DetectorGrain } from '../types';
import { cycle } from './cycle';
import { cellsOf, levelsBeside } from './cycle-cells';
import type { ISeason } from './season';
import { noSeason } from './season';
import { weekFactors } from './week-factors';
import type { IFreeTime } from './weekend';
import { DAY, isFreeDay, isQuiet, WEEK, weekend, weekendFrom } from './weekend';

/** Hours from which on there may be a week: two of them. */
export const LEAST_HOURS = 2 * 168;
/** Times that days and hours are fitted in turn where there are gaps. */
const ROUNDS = 3;

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

/**
 * Hours of working days and of the weekend, times the day of the week; null where the weekend is known and isn't quiet. The
 * mean of a day with gaps is that of the hours that were seen beside those of days like it, which takes more than one round.
 */
function roughWeek(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  additive: boolean,
  known: IFreeTime | null
): ISeason | null {
  const { gaps, cycles: days } = cellsOf(x, w, n, DAY, 1);
  const all = gaps
    ? cycle(x, w, n, DAY, 1, additive)
    : new Float64Array(DAY).fill(additive ? 0 : 1);
  const profile = new Float64Array(WEEK);
  let hoursOf: (day: number) => Float64Array = () => all;
  for (let round = 0; round < (gaps ? ROUNDS : 1); round++) {
    const levels = levelsBeside(cellsOf(x, w, n, DAY, 1), hoursOf, additive);
    const week = weekFactors(levels, days, additive, known);
    if (known !== null && !isQuiet(week, known)) {
      return null;
    }
    const free = known ?? weekendFrom(weekend(week));
    const [work, rest] = [false, true].map(off =>
      cycle(x, w, n, DAY, 1, additive, day => isFreeDay(day, free) === off)
    );
    hoursOf = day => (isFreeDay(day, free) ? rest : work);
    for (let place = 0; place < WEEK; place++) {
      const day = Math.floor(place / DAY);
      const hour = hoursOf(day)[place % DAY];
      profile[place] = additive ? hour + week[day] : hour * week[day];
    }
  }
  return { period: WEEK, stride: 1, profile, parameters: 52 };
}
