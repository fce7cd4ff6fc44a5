import type { SourceName, SourceVersion } from '../lake/types';

/** A value in a condition. */
export type Scalar = string | number | boolean;

/**
 * A field: a logical name (`principal`, `ip`; see `lake/fields`), or a dotted path of the table's own columns
 * (`api.operation`). Logical names win.
 */
export type FieldName = string;

/** What can be asked of a field; `sql/` compiles it, so a question never holds SQL text. */
export type Condition =
  | { field: FieldName; op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'; value: Scalar }
  | { field: FieldName; op: 'in' | 'not-in'; value: Scalar[] }
  | { field: FieldName; op: 'is-null' | 'not-null' }
  | { field: FieldName; op: 'starts-with' | 'ends-with' | 'contains' | 'matches'; value: string }
  | { field: FieldName; op: 'in-cidr' | 'not-in-cidr'; value: string[] }
  | { any: Condition[] }
  | { all: Condition[] }
  | { not: Condition };

/** What is counted in a bucket. `ratio` is rows that match over all rows, 0 to 1. */
export type Measure =
  | { kind: 'count' }
  | { kind: 'distinct'; field: FieldName }
  | { kind: 'sum'; field: FieldName }
  | { kind: 'ratio'; of: Condition[] };

/** Bucket width. */
export type Grain = 'minute' | 'hour' | 'day';

/** The analyses that make sense for a question. */
export type DetectorName =
  'outlier' | 'change' | 'trend' | 'first-seen' | 'silence' | 'periodicity';

/** A question as a record of data: everything the panel shows and the compiler needs. */
export interface IQuestion {
  /** Stable, kebab-case, such as `access-denied`. Saved analyses hold it. */
  id: string;
  /** As a question, a few words: "Access denied bursts?". */
  title: string;
  /** One sentence: what is counted and why it matters. */
  why: string;
  sources: { source: SourceName; versions: SourceVersion[] }[];
  filter: Condition[];
  /** Group-by fields, at least one. */
  keys: FieldName[];
  measure: Measure;
  grain: Grain;
  detectors: DetectorName[];
  /** MITRE ATT&CK technique ids. */
  attack: string[];
  falsePositives: string;
  next: string;
  /**
   * Which time buckets the events when it isn't the event's own (Security Hub counts findings by `finding_created`).
   * A logical field whose value is epoch milliseconds.
   */
  time?: FieldName;
  /**
   * Whose habits say what is new: of "image in a namespace" the namespace, since a new image has none. One of the keys;
   * the first of several when left out.
   */
  newTo?: FieldName;
}
