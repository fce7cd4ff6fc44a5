import type { IFindingSet } from '../findings/types';
import type { IGrid, ISeriesSet } from '../series/types';
import type { IPackedSeries } from './document';
import type { IDetectorSettings } from './spec';

/** What is to be read and detected. */
export interface IJobSpec {
  settings: IDetectorSettings;
  /** How rows become series; null when the series are given. */
  rows: { grid: IGrid; keyNames: string[]; gaps: 'zero' | 'missing' } | null;
  /** The series, when they are there already; `values` and `weights` travel as transferred buffers. */
  series: ISeriesSet | null;
}

/** What a job is at. */
export interface IJobProgress {
  stage: 'reading' | 'detecting';
  /** Rows read or series detected. */
  done: number;
  total: number;
}

/** What a job gives. */
export interface IJobResult {
  series: ISeriesSet;
  /** The series as JSON; null when they were given, since whoever gave them has that. */
  packed: IPackedSeries | null;
  findings: IFindingSet;
}

/** Page to worker. A worker does one job at a time; jobs are numbered so that nothing late is taken for the present. */
export type ToWorker =
  | { type: 'open'; job: number; spec: IJobSpec }
  | { type: 'rows'; job: number; rows: (string | null)[][] }
  /** No more rows come. `missing` are `Missing` codes of the grid; null when none are known. */
  | { type: 'close'; job: number; missing: Uint8Array | null };

/** Worker to page. `ready` once, when the worker's code runs. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'progress'; job: number; progress: IJobProgress }
  | { type: 'done'; job: number; result: IJobResult }
  | { type: 'failed'; job: number; message: string };
