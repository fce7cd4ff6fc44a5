import { DAY_MS } from '../../lake/time';
import type { RangeSpec } from '../spec';
import { SpecError } from '../types';

/** Longest range in days; Security Lake keeps longer, a question over more is a mistake more often than a wish. */
export const MAX_DAYS = 1100;

/**
 * The range in epoch milliseconds, half-open. `last` days begin at the UTC midnight that many days before the coming
 * one, so that days are whole, and end now; `between` ends at its end or now, whichever is first.
 *
 * @throws SpecError for what isn't a time, an end that isn't after the start, a start in the future, or too long.
 */
export function resolveRange(range: RangeSpec, now: number): { from: number; to: number } {
  if (range.kind === 'last') {
    if (!Number.isFinite(range.days) || range.days <= 0) {
      throw new SpecError('The range needs a number of days above zero.', 'range');
    }
    const from =
      range.days >= 1
        ? Math.ceil(now / DAY_MS) * DAY_MS - Math.ceil(range.days) * DAY_MS
        : now - range.days * DAY_MS;
    return bounded(from, now, now);
  }
  return bounded(parseMoment(range.from, 'start'), parseMoment(range.to, 'end'), now);
}

function bounded(from: number, end: number, now: number): { from: number; to: number } {
  if (end <= from) {
    throw new SpecError('The end of the range is not after its start.', 'range');
  }
  if (from >= now) {
    throw new SpecError('The range begins in the future.', 'range');
  }
  const to = Math.min(end, now);
  if (to - from > MAX_DAYS * DAY_MS) {
    throw new SpecError(`The range is longer than ${MAX_DAYS} days.`, 'range');
  }
  return { from, to };
}

/**
 * An ISO date or time as epoch milliseconds; without a zone it is UTC.
 *
 * @throws SpecError when it isn't one, or is outside of the years 1970 to 9999.
 */
export function parseMoment(text: string, which: 'start' | 'end'): number {
  const written = String(text).trim();
  const iso =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/i.exec(written);
  const ms = iso ? Date.parse(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? 'Z'}`) : NaN;
  // The parser of the platform takes 31 February for 3 March.
  const real = iso !== null && new Date(`${iso[1]}T00:00Z`).toISOString().slice(0, 10) === iso[1];
  if (!Number.isFinite(ms) || !real || ms < 0) {
    throw new SpecError(
      `The ${which} of the range, "${written}", is not a date such as 2025-03-01 or 2025-03-01T12:00Z.`,
      'range'
    );
  }
  return ms;
}

/**
 * What of a range can still be read.
 *
 * @param edge - First moment that may be read; null when rows are kept for ever.
 * @throws SpecError when nothing of it can be.
 */
export function readableRange(
  range: { from: number; to: number },
  edge: number | null
): { from: number; to: number } {
  if (edge === null || range.from >= edge) {
    return range;
  }
  if (range.to <= edge) {
    const first = new Date(edge).toISOString().slice(0, 10);
    throw new SpecError(
      `The lake keeps rows from ${first} on, and the range ends before that. Choose a later one.`,
      'range'
    );
  }
  return { from: edge, to: range.to };
}

/** The range widened to whole buckets, but never beyond `now`: a last bucket that isn't over yet ends there. */
export function wholeBuckets(
  range: { from: number; to: number },
  bucketMs: number,
  now: number
): { from: number; to: number } {
  const from = Math.floor(range.from / bucketMs) * bucketMs;
  const end = Math.ceil(range.to / bucketMs) * bucketMs;
  return { from, to: Math.min(end, Math.max(now, range.to)) };
}
