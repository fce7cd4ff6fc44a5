import type { IDetectorOptions } from '../types';

/** Days from which on a known calendar is of use: with fewer there may be no weekend, or nothing else. */
const LEAST_DAYS = 2;
/** Days from which on the data show the weekend themselves. */
const SHOWN_DAYS = 21;
const SATURDAY = 5;

/** Whether a day of the series' own week, 0 to 6, is one of the two of the weekend that begins with day `first`. */
export function isFree(day: number, first: number): boolean {
  return day === first || day === (first + 1) % 7;
}

/**
 * First day of the weekend: of the two neighbours that differ most from the other five together.
 *
 * Found in the data, so it doesn't matter with which day the series begins or in which country people work; in a series
 * without a week some pair is as good as any other.
 *
 * @param week Usual volume of each of the seven days.
 */
export function weekend(week: Float64Array): number {
  let sum = 0;
  for (const day of week) {
    sum += day;
  }
  let first = 0;
  let farthest = -1;
  for (let day = 0; day < 7; day++) {
    const pair = week[day] + week[(day + 1) % 7];
    const distance = Math.abs(pair / 2 - (sum - pair) / 5);
    if (distance > farthest * (1 + 1e-9)) {
      farthest = distance;
      first = day;
    }
  }
  return first;
}

/**
 * First day of the weekend by the calendar, a Saturday, for a series of hours too short to show it itself; null where the
 * calendar isn't known or isn't needed, and for other grains. Short is the time from the first event to the last: a series
 * that stops in its second week has no third.
 */
export function calendarOf(
  { x, n }: { x: Float64Array; n: number },
  options: IDetectorOptions
): number | null {
  if (options.grain !== 'hour' || options.weekday === undefined) {
    return null;
  }
  let from = 0;
  let to = n;
  while (from < n && x[from] === 0) {
    from++;
  }
  while (to > from && x[to - 1] === 0) {
    to--;
  }
  const days = (to - from) / 24;
  return days >= LEAST_DAYS && days < SHOWN_DAYS ? (SATURDAY - options.weekday + 7) % 7 : null;
}

/**
 * Whether the weekend has no more than the other days: in one or two weeks a step up before a weekend looks like a busy
 * one, which hardly any series has.
 *
 * @param profile Places of a week, seven days or their hours.
 */
export function isQuiet(profile: Float64Array, first: number): boolean {
  const perDay = profile.length / 7;
  let free = 0;
  let all = 0;
  for (let place = 0; place < profile.length; place++) {
    all += profile[place];
    free += isFree(Math.floor(place / perDay), first) ? profile[place] : 0;
  }
  return free / 2 <= (1 + 1e-9) * ((all - free) / 5);
}
