import type { FailureCode } from './failures';
import type { IMoney } from './price';

/** What a statement cost and how it went; shown, saved, summed. */
export interface IReceipt {
  queryId: string;
  kind: string;
  sql: string;
  state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  scannedBytes: number;
  /** Total execution time in milliseconds, queue included. */
  totalMs: number;
  queueMs: number;
  /** ISO time of submission. */
  submitted: string;
  workgroup: string;
  /** AWS region; empty for the local engine. Results of before have neither this nor a price. */
  region?: string;
  /** By the server's price list; null where queries cost nothing. */
  price?: IMoney | null;
}

export interface IResultColumn {
  name: string;
  /** Athena's type name: `varchar`, `bigint`, `map`, … */
  type: string;
}

/** One page of rows, header row already removed. NULL is null. */
export interface IResultPage {
  columns: IResultColumn[];
  rows: (string | null)[][];
}

export interface IQueryProgress {
  stage: 'queued' | 'running' | 'reading';
  queryId: string;
  /** Bytes scanned so far. */
  scannedBytes: number;
  rows: number;
  elapsedMs: number;
  /** What is being waited out at the moment (a lost connection, throttling, …); null or absent when all is well. */
  trouble?: FailureCode | null;
}

/** Whose turn it is when something failed. */
export type ErrorTurn = 'you' | 'administrator' | 'wait' | 'us';
