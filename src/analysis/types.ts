import type { FailureCode } from '../athena/failures';
import type { IPrice } from '../athena/price';
import type { ITableRef, ILakeTable } from '../lake/types';
import type { Grain, IQuestion, Measure } from '../questions/types';
import type { IBucketSpan, IStatement, KeyTuple } from '../sql/types';
import type { IAnalysisSpec } from './spec';

/** Something wrong with a spec, found before anything is started; `field` says which part of the form to look at. */
export class SpecError extends Error {
  constructor(
    message: string,
    readonly field:
      | 'table'
      | 'question'
      | 'range'
      | 'grain'
      | 'keys'
      | 'measure'
      | 'filter'
      | 'detectors'
      | 'format'
  ) {
    super(message);
    this.name = 'SpecError';
  }
}

/** A spec turned into statements: one model, same predicates, half-open buckets. Made by `analysis/plan`. */
export interface IPlan {
  spec: IAnalysisSpec;
  question: IQuestion;
  title: string;
  tables: ILakeTable[];
  /** Epoch milliseconds, half-open, whole buckets but for a last one that isn't over. */
  range: { from: number; to: number };
  /** What of it is read: without the buckets that are past the retention of the lake. */
  readable: { from: number; to: number };
  grain: Grain;
  bucketMs: number;
  keyNames: string[];
  measure: Measure;
  /** One row per series: keys, total, active buckets, map_agg(bucket, value), and of a ratio map_agg(bucket, rows). */
  series: IStatement;
  /**
   * Statements that a run starts beside it, as far as they are known before: of the detectors that the question names.
   * `days` is how many each reads.
   */
  beside: { statement: IStatement; days: number }[];
  /** The raw events behind a span of buckets of one series, newest first. */
  events(keys: KeyTuple, span: IBucketSpan, limit?: number): IStatement;
  /** The measure of a span recomputed from the events' own predicate: one row, one number. */
  check(keys: KeyTuple, span: IBucketSpan): IStatement;
  /** The number of rows of a span from the same predicate, whatever the measure is: one row, one number. */
  count(keys: KeyTuple, span: IBucketSpan): IStatement;
  /** A span of one series by the values of other fields, by default those that an analyst looks at first. */
  breakdown(
    keys: KeyTuple,
    span: IBucketSpan,
    fields?: readonly string[],
    top?: number
  ): IStatement;
}

/** Enough to find a run again after the page was closed: the same moment gives the same statement. */
export interface IResumePoint {
  /** Moment of planning, epoch milliseconds. */
  now: number;
  /** Idempotency token of the start; starting with it again never makes a second query. */
  token: string;
  /** Token of the statements beside the series, when they had to be begun anew; else they have the run's. */
  side?: string;
  /** The query, once it is known. */
  queryId: string | null;
  /** Of a run that takes some days from the kept ones: the spans that it asks for, each with its query. */
  spans?: { from: number; to: number; queryId: string | null }[];
}

/** Where a run is. */
export interface IRunProgress {
  stage: 'query' | 'reading' | 'detecting';
  /** 0 to 1 within the stage; NaN when unknown. */
  fraction: number;
  /** Rows read, series detected, or bytes scanned, as the stage has it. */
  done: number;
  total: number;
  queryId: string | null;
  elapsedMs: number;
  /** What is being waited out at the moment (a lost connection, throttling, …); null or absent when all is well. */
  trouble?: FailureCode | null;
  /** What to keep so that the run can be found again; for `IRunOptions.resume`. */
  resume?: IResumePoint;
}

/** Which tables there are, and what could not be read. */
export interface ITableListing {
  tables: ILakeTable[];
  /** Databases that could not be listed, with the technical reason. */
  failures: { database: string; reason: string }[];
}

/** What the server says of itself (`GET security-lake-ml/config`); no secrets. */
export interface IServerConfig {
  version: string;
  backend: 'athena' | 'local';
  demo: boolean;
  region: string;
  workgroup: string;
  catalog: string;
  /** Empty means all that can be listed. */
  databases: string[];
  /** Workgroups that may be used, the default one first. */
  workgroups?: string[];
  /** Who AWS takes the server for, and where its credentials come from; empty for the local engine. */
  identity?: { source?: string; account?: string; arn?: string; error?: string };
  /** One sentence: why this back end; or what is wrong and how to mend it. */
  reason: string;
  /** False when the back end can't answer (no lake folder, no credentials). */
  ready: boolean;
  /** What a scanned byte costs; null or absent where it costs nothing. */
  price?: IPrice | null;
  /** Bytes at which the workgroup stops a query; null or absent without a limit. */
  cutoffBytes?: number | null;
  /** Whether closed days are kept, how many hours after its end a day is closed, and if not why not. */
  cache?: { on: boolean; marginHours: number; reason: string };
  /** For how many days the lake keeps rows; 0 or absent for ever. */
  retentionDays?: number;
}

export type { ITableRef };
