import type { IDetectorOptions } from '../types';

/** Days from which on a known calendar is of use: with fewer there may be no weekend, or nothing else. */
const LEAST_DAYS = 2;
/** Days from which on the data show the weekend themselves. */
const SHOWN_DAYS = 21;
const SATURDAY = 5;

/** Hours in a row that are free each week: a weekend, or one day of rest. */
export interface IFreeTime {
  /** First of them, in hours of the week from the first bucket on, 0 to 167. */
  start: number;
  hours: number;
}

/** Hours of a day and of a week. */
export const DAY = 24;
export const WEEK = 168;

/** Free time that begins with the day `first`, 0 to 6, two days long. */
export function weekendFrom(first: number): IFreeTime {
  return { start: first * DAY, hours: 2 * DAY };
}

/** Whether an hour of the week belongs to it. */
export function isFreeHour(place: number, { start, hours }: IFreeTime): boolean {
  return (place - start + WEEK) % WEEK < hours;
}

/** Whether the middle of a day of the series, 24 buckets, is free. */
export function isFreeDay(day: number, free: IFreeTime): boolean {
  return isFreeHour((day * DAY + DAY / 2) % WEEK, free);
}

/**
 * What may be free where the calendar names the weekend `given`: these two days; the second of them, or the one before
 * and the first, as much of the world has it; each by the clock of the place where people work.
 *
 * @param hours Usual volume of each of the 24 hours from the first bucket on.
 */
export function freeTimes(given: IFreeTime, hours: ArrayLike<number>): IFreeTime[] {
  const start = given.start + midnight(hours);
  return [
    { start, hours: 2 * DAY },
    { start: start + DAY, hours: DAY },
    { start: start - DAY, hours: 2 * DAY }
  ].map(free => ({ ...free, start: (free.start + WEEK) % WEEK }));
}

/** Hours by which midnight lies before the middle of the quiet time: people work around 13:30. */
const BEFORE = 1.5;
/** Latest midnight, UTC, of places west of Greenwich; later ones are those of places east of it, the day before. */
const WEST = 12;

/**
 * Hours from midnight UTC to that of the place, by the phase of the day's first harmonic; 0 where midnight UTC is quiet,
 * too.
 */
function midnight(hours: ArrayLike<number>): number {
  let sum = 0;
  let cosine = 0;
  let sine = 0;
  for (let hour = 0; hour < DAY; hour++) {
    const angle = (2 * Math.PI * (hour + 0.5)) / DAY;
    sum += hours[hour];
    cosine += hours[hour] * Math.cos(angle);
    sine += hours[hour] * Math.sin(angle);
  }
  if (hours[0] + hours[DAY - 1] <= (2 * sum) / DAY) {
    return 0;
  }
  const quietest = (DAY * (Math.atan2(sine, cosine) + Math.PI)) / (2 * Math.PI);
  const place = Math.round(quietest - BEFORE + DAY) % DAY;
  return place <= WEST ? place : place - DAY;
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
 * The weekend by the calendar, Saturday and Sunday, for a series of hours too short to show it itself; null where the
 * calendar isn't known or isn't needed, and for other grains. Short is the time from the first event to the last: a series
 * that stops in its second week has no third.
 */
export function calendarOf(
  { x, n }: { x: Float64Array; n: number },
  options: IDetectorOptions
): IFreeTime | null {
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
  return days >= LEAST_DAYS && days < SHOWN_DAYS
    ? weekendFrom((SATURDAY - options.weekday + 7) % 7)
    : null;
}

/**
 * Whether the free time has no more than the rest of the week: in one or two weeks a step up before a weekend looks like
 * a busy one, which hardly any series has.
 *
 * @param profile Places of a week, seven days or their hours.
 */
export function isQuiet(profile: Float64Array, free: IFreeTime): boolean {
  const width = WEEK / profile.length;
  let rest = 0;
  let all = 0;
  for (let place = 0; place < profile.length; place++) {
    all += profile[place] * width;
    rest += isFreeHour(place * width, free) ? profile[place] * width : 0;
  }
  return rest / free.hours <= (1 + 1e-9) * ((all - rest) / (WEEK - free.hours));
}
