import type { ITableRef } from '../lake/types';
import type { Condition, FieldName, Grain, Measure } from '../questions/types';

/** Version of the saved form; a reader refuses a newer one with a clear message. */
export const SPEC_FORMAT_VERSION = 1;

/** Settings of the detectors, all visible in the panel. */
export interface IDetectorSettings {
  profile: 'count' | 'seed';
  /** Expected false flags per series and year; the threshold of profile `count`. */
  rate: number;
  /** Multiple of the inter-quartile range beyond which profile `seed` flags. */
  iqrMultiple: number;
  decomposition: 'additive' | 'multiplicative';
  /** P value below which profile `seed` reports a CUSUM change. */
  cusumThreshold: number;
}

/** Where in time; half-open [from, to), UTC. `last` is relative to the moment of running. */
export type RangeSpec =
  { kind: 'last'; days: number } | { kind: 'between'; from: string; to: string };

/** A question of the analyst's own, or a catalogue question with changed keys or measure. */
export interface ICustomQuestion {
  /** What the analyst calls it; made from keys and measure when left out. */
  title?: string;
  keys: FieldName[];
  measure: Measure;
  filter: Condition[];
  /**
   * Column that says when something happened, of a custom source whose columns don't tell: epoch milliseconds, a
   * timestamp, or text in ISO 8601.
   */
  eventTime?: FieldName;
}

/** One analysis as plain JSON: what a `.lakeml` file holds. */
export interface IAnalysisSpec {
  formatVersion: typeof SPEC_FORMAT_VERSION;
  tables: ITableRef[];
  range: RangeSpec;
  grain: Grain | 'auto';
  /** Id of a catalogue question; null when only `custom` says what is asked. */
  question: string | null;
  /** Overrides the question's keys, measure and filter where present. */
  custom: ICustomQuestion | null;
  /** Empty means all. */
  accounts: string[];
  /** Empty means all. */
  regions: string[];
  /**
   * ISO time from which version 2 of a source counts and before which version 1 does, where both are analysed
   * together. Without it each account and region changes over at its first row of version 2.
   */
  cutOver?: string;
  detectors: IDetectorSettings;
}
