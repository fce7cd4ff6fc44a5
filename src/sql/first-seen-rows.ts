import { DAY_MS } from '../lake/time';
import type { ISpan } from './bounds';

/**
 * Layout of the rows that the first-seen statement returns; `series/` parses by it, so both sides read this one file.
 *
 * Columns, in this order: `k1` … `kN`, then those of `FIRST_SEEN_COLUMNS`. One row for each key that is new, those whose
 * owner was there long enough first, among them those of owners that hardly ever have new keys, then the latest: a
 * limit cuts what is news least. A statement without new keys returns no row.
 *
 * - `first_ms`, `last_ms`, `n`: first and last row of the key and how many there are, all of them in the recent part.
 * - `cells`: JSON text `{"<bucket>":<rows>,…}`, buckets as in the series statement.
 * - `owner_first_ms`: first row of the owner (see `ownerOf`) in the whole memory.
 * - `owner_new`: keys of the owner that were new in the second half of the memory: its usual pace.
 * - `memory_ms`: first row of any key in the memory, the same on each row.
 * - `new_owners`: owners that were new in the second half of the memory, the same on each row.
 * - `new_keys`: number of new keys without the limit, the same on each row.
 */
export const FIRST_SEEN_COLUMNS = [
  'first_ms',
  'last_ms',
  'n',
  'cells',
  'owner_first_ms',
  'owner_new',
  'memory_ms',
  'new_owners',
  'new_keys'
] as const;

/** How far back "never before" looks, in days. */
export const FIRST_SEEN_DAYS = 45;
/** Seen first within so many days before the end of the range is new. */
export const RECENT_DAYS = 7;
/** An owner that was there for less than this before the recent part says nothing about what is usual for it. */
export const LEAST_HISTORY_DAYS = 14;

/** What the first-seen statement covers: [from, recentFrom) is the memory, [recentFrom, to) what can be new. */
export interface IFirstSeenSpan {
  from: number;
  recentFrom: number;
  to: number;
}

/** Days at the start of the memory in which a table that is as old as the memory has rows. */
export const PROBE_DAYS = 2;

/**
 * Looks back 45 days from the end of the range, or to its start when that is longer ago. Recent are the last seven
 * days, or the whole range when it is shorter.
 *
 * @param edge - First moment that may be read; nothing is looked for before it.
 */
export function firstSeenSpan({ from, to }: ISpan, edge: number | null = null): IFirstSeenSpan {
  const least = edge ?? -Infinity;
  return {
    from: Math.max(least, Math.min(from, to - FIRST_SEEN_DAYS * DAY_MS)),
    recentFrom: Math.max(least, from, to - RECENT_DAYS * DAY_MS),
    to
  };
}

/**
 * Index of the key whose habits a new key is measured by: the question's `newTo`, else the first of several keys. −1
 * when a key has no owner (there is only one key): then the table as a whole is.
 */
export function ownerOf(question: { keys: readonly string[]; newTo?: string }): number {
  const named = question.keys.indexOf(question.newTo ?? '');
  return question.keys.length === 1 ? -1 : Math.max(0, named);
}
