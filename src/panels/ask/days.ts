import { DAY_MS } from '../../lake/time';
import type { RangeSpec } from '../../analysis/spec';

/** A form's two dates, `YYYY-MM-DD` in UTC; `to` is the last day that is included. */
export interface IDates {
  from: string;
  to: string;
}

/** What is wrong with two dates; null when they are a range. */
export type DatesProblem = 'incomplete' | 'reversed' | 'future';

/** Epoch milliseconds of the day's start in UTC; NaN when the text isn't a day of the calendar since 2000. */
export function dayStart(text: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) {
    return NaN;
  }
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Years come in digit by digit: 0002, 0020, 0202 on the way to 2026.
  return text >= '2000' && formatDay(ms) === text ? ms : NaN;
}

/** `YYYY-MM-DD` in UTC; empty for what isn't a time. */
export function formatDay(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : '';
}

/** Why the dates aren't a range; `now` is epoch milliseconds. */
export function datesProblem({ from, to }: IDates, now: number): DatesProblem | null {
  const first = dayStart(from);
  const last = dayStart(to);
  if (Number.isNaN(first) || Number.isNaN(last)) {
    return 'incomplete';
  }
  if (last < first) {
    return 'reversed';
  }
  return first > now ? 'future' : null;
}

/** Both days and all between them, half-open. */
export function rangeOfDates({ from, to }: IDates): RangeSpec {
  return {
    kind: 'between',
    from: new Date(dayStart(from)).toISOString(),
    to: new Date(dayStart(to) + DAY_MS).toISOString()
  };
}

/** The days that a range touches; for a relative one those it would touch now. */
export function datesOfRange(range: RangeSpec, now: number): IDates {
  if (range.kind === 'last') {
    return { from: formatDay(now - (range.days - 1) * DAY_MS), to: formatDay(now) };
  }
  return { from: formatDay(Date.parse(range.from)), to: formatDay(Date.parse(range.to) - 1) };
}

/** Whole days of a half-open range in UTC: `26 Oct – 24 Nov 2026`, `12 Apr 2022`. */
export function formatDays(from: number, to: number): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC'
  });
  const [first, last] = [day.format(from), day.format(to - 1)];
  const year = last.slice(-5);
  return first === last
    ? last
    : `${first.endsWith(year) ? first.slice(0, -year.length) : first} – ${last}`;
}

/** `26 Oct 14:00` in UTC, with the year when it isn't that of `now`. */
export function formatMinute(ms: number, now: number): string {
  const isThisYear = new Date(ms).getUTCFullYear() === new Date(now).getUTCFullYear();
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC'
  };
  return new Intl.DateTimeFormat('en-GB', options).format(ms).replace(',', '');
}
