const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/** Day of the week, 0 for Sunday, of a number of days since 1 January 1970. */
export function weekdayOf(days: number): number {
  return (days + EPOCH_WEEKDAY) % 7;
}

/** When buckets are: bucket i begins at (start + i) × bucketMs, epoch milliseconds, UTC. */
export interface IGridTime {
  bucketMs: number;
  start: number;
}

/**
 * Which buckets can be compared with each other: those in the same place of the week, by hour and weekday; with less
 * than three weeks to learn from, the hour on weekdays and the hour at weekends.
 *
 * @returns A number that equal places share.
 */
export function weeklyClass(index: number, { bucketMs, start }: IGridTime, weeks: boolean): number {
  const time = (start + index) * bucketMs;
  const weekday = weekdayOf(Math.floor(time / DAY_MS));
  const hour = bucketMs < DAY_MS ? Math.floor((time % DAY_MS) / HOUR_MS) : 0;
  return hour + 24 * (weeks ? weekday : weekday === 0 || weekday === 6 ? 1 : 0);
}
