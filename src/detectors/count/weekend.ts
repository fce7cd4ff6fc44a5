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
 * and the first, as much of the world has it.
 */
export function freeTimes(given: IFreeTime): IFreeTime[] {
  const { start } = given;
  return [
    given,
    { start: (start + DAY) % WEEK, hours: DAY },
    { start: (start - DAY + WEEK) % WEEK, hours: 2 * DAY }
  ];
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
