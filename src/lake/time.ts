import { fitSource, type FieldSource } from './field-source';
import { scalarPaths, typeAt } from './paths';
import type { ILakeTable } from './types';

/** How a table tells when something happened, and by what it is pruned. */
export interface ITimeModel {
  /** Epoch milliseconds of the event. */
  millis: FieldSource;
  /** `eventday` ('YYYYMMDD' text), `time_dt` (timestamp), or null when only the event time itself bounds. */
  partition: 'eventday' | 'time_dt' | null;
}

// Custom sources keep what the crawler found; these names are tried in order.
const CANDIDATES = [
  'time',
  'time_dt',
  'event_time',
  'eventtime',
  'event_time_dt',
  'timestamp',
  'start_time',
  'start_time_dt'
];

/** Names of text and numbers that may be a time. */
const TIMELY = /(^|[._])(ts|at|when)$|time|date|timestamp/;

/**
 * The time model of a table, or null when it has no column that can bound a statement.
 *
 * @param chosen - Column that says when something happened, where a person chose one; see `timeColumns`.
 */
export function timeModel(table: ILakeTable, chosen: string | null = null): ITimeModel | null {
  const partition = typeAt(table, 'eventday')
    ? 'eventday'
    : isTimestamp(table, 'time_dt')
      ? 'time_dt'
      : null;
  if (chosen !== null) {
    const millis = momentOf(table, chosen);
    return millis && { millis, partition };
  }
  for (const path of CANDIDATES) {
    const fit = fitSource(table, { from: 'millis', of: { from: 'path', path } });
    if (fit) {
      return { millis: fit.source, partition };
    }
  }
  return null;
}

/** Columns that may say when something happened: timestamps first, then numbers and text that are called so. */
export function timeColumns(table: ILakeTable): string[] {
  const fitting = scalarPaths(table).filter(
    ({ path, type }) =>
      momentOf(table, path) !== null &&
      path !== 'eventday' &&
      (type.startsWith('timestamp') || TIMELY.test(path))
  );
  return [
    ...fitting.filter(({ type }) => type.startsWith('timestamp')),
    ...fitting.filter(({ type }) => !type.startsWith('timestamp'))
  ].map(({ path }) => path);
}

/** Whether a table can be asked within bounds at all: it tells when something happened, or a person can say what does. */
export function hasTime(table: ILakeTable): boolean {
  return timeModel(table) !== null || timeColumns(table).length > 0;
}

/** Epoch milliseconds of a column: they themselves, a timestamp, or text in ISO 8601. */
function momentOf(table: ILakeTable, path: string): FieldSource | null {
  const type = typeAt(table, path);
  if (type?.kind !== 'scalar') {
    return null;
  }
  const of: FieldSource = { from: 'path', path: path.toLowerCase() };
  const source: FieldSource = /^(string|varchar|char)/.test(type.name)
    ? { from: 'iso-millis', of }
    : { from: 'millis', of };
  return fitSource(table, source)?.source ?? null;
}

function isTimestamp(table: ILakeTable, path: string): boolean {
  const type = typeAt(table, path);
  return type?.kind === 'scalar' && type.name.startsWith('timestamp');
}

/** Lengths of time in milliseconds. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** `YYYYMMDD` of the UTC day that holds the moment. */
export function eventDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `YYYY-MM-DD HH:MM:SS.mmm`, UTC, as a TIMESTAMP literal takes it. */
export function timestampText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 23).replace('T', ' ');
}
