/** A piece of Athena text that only `sql/template` can make; never built from plain strings. */
export interface ISql {
  readonly text: string;
}

export type StatementKind =
  | 'series'
  | 'events'
  | 'check'
  | 'first-seen'
  | 'heartbeat'
  | 'days'
  | 'beacon-coverage'
  | 'beacon-minutes'
  | 'breakdown';

/** A whole statement, ready to be read by a person and started. */
export interface IStatement {
  kind: StatementKind;
  sql: string;
  database: string;
  catalog: string;
}

/** The value of each key of a series, in the order of the question's keys. NULL and '' are two keys. */
export type KeyTuple = (string | null)[];

/** Half-open span of buckets [first, end) of a grid; `bucketMs` × integer = epoch milliseconds, UTC. */
export interface IBucketSpan {
  bucketMs: number;
  first: number;
  end: number;
}
