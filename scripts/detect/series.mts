import type { DetectorGrain } from '../../src/detectors';

const GRAINS: readonly DetectorGrain[] = ['day', 'hour', 'minute', 'none'];

/** One series of the input file, checked. */
export interface ISeriesIn {
  grain: DetectorGrain;
  values: (number | null)[];
  partial_last: boolean;
  /** Arrival times in seconds; empty where the series has none. */
  times: number[];
}

/**
 * The entries of the input file, each with the id that its answer gets: its own, or else its place in the list.
 *
 * Throws where the file is no list: then there is nobody to answer.
 */
export function* identified(file: unknown): Generator<{ id: string; series: unknown }> {
  if (!Array.isArray(file)) {
    throw new TypeError('The input is not a list of series.');
  }
  for (const [at, series] of file.entries()) {
    const id = isRecord(series) ? series.id : undefined;
    yield { id: String(typeof id === 'string' || typeof id === 'number' ? id : at), series };
  }
}

/** Checks an entry; keys of other names are ignored. Throws a `TypeError` that says what is wrong with it. */
export function readSeries(series: unknown): ISeriesIn {
  if (!isRecord(series)) {
    throw new TypeError('A series is an object.');
  }
  const { grain = 'none', values = [], times = [], partial_last = false } = series;
  if (!GRAINS.includes(grain as DetectorGrain)) {
    throw new TypeError(`grain is ${JSON.stringify(grain)}, not one of ${GRAINS.join(', ')}.`);
  }
  if (!Array.isArray(values) || !values.every(v => v === null || typeof v === 'number')) {
    throw new TypeError('values is not a list of numbers and nulls.');
  }
  if (!Array.isArray(times) || !times.every(t => Number.isFinite(t))) {
    throw new TypeError('times is not a list of numbers.');
  }
  return { grain: grain as DetectorGrain, values, times, partial_last: partial_last === true };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
