import type { IMoreFindings } from '../findings/gather';
import type { IFindingSet } from '../findings/types';
import type { DetectorName } from '../questions/types';
import type { IGrid, ISeriesSet } from '../series/types';
import type { IFirstSeenSpan } from '../sql/first-seen-rows';
import type { IPackedSeries } from './document';
import type { IMarking } from './early-marks';
import type { IDetectorSettings } from './spec';

/** How rows of the series statement become series. */
export interface IRowsSpec {
  grid: IGrid;
  keyNames: string[];
  gaps: 'zero' | 'missing';
  /**
   * The rows are of spans of days and have to be put together and ranked first; `isWhole` when they are all of one
   * statement over the whole range. Absent when they are ranked.
   */
  merge?: { isWhole: boolean };
  /** How marks are made; with it, detecting begins before they are known. */
  marking?: IMarking;
}

/** What is to be read and detected. */
export interface IJobSpec {
  settings: IDetectorSettings;
  /** How rows become series; null when the series are given. */
  rows: IRowsSpec | null;
  /** The series, when they are there already, as they are saved: a string travels faster than its numbers. */
  series: IPackedSeries | null;
  /** What is looked for; outliers, changes and trends when left out. */
  detectors?: readonly DetectorName[];
  /** How the rows of further statements become findings; null or absent when there are none. */
  arrivals?: IArrivalsSpec | null;
  /** Findings that stay as they are, where the same series are detected again. */
  kept?: IMoreFindings | null;
}

/** What has to be known of the further statements. */
export interface IArrivalsSpec {
  /** Of the analysis. */
  grid: IGrid;
  keyNames: string[];
  /** Index of the key whose habits say what is new; −1 for the table as a whole. */
  owner: number;
  /** What the first-seen statement covers; null when it isn't asked. */
  firstSeen: IFirstSeenSpan | null;
}

/** Which statement rows are of. */
export type RowsOf = 'series' | 'first-seen' | 'memory' | 'beacon-minutes';

/** What a job is at. */
export interface IJobProgress {
  stage: 'reading' | 'detecting';
  /** Rows read or series detected. */
  done: number;
  total: number;
}

/** What a job gives. */
export interface IJobResult {
  /** The series that the rows made, as numbers and as JSON; null when they were given. */
  read: { series: ISeriesSet; packed: IPackedSeries } | null;
  findings: IFindingSet;
}

/** The same without what travels before it. */
export interface IJobAnswer {
  read: { series: ISeriesSet } | null;
  findings: IFindingSet;
}

/** Page to worker. A worker does one job at a time; jobs are numbered so that nothing late is taken for the present. */
export type ToWorker =
  | { type: 'open'; job: number; spec: IJobSpec }
  | { type: 'rows'; job: number; rows: (string | null)[][]; of?: RowsOf }
  /** All rows of the series statement are there. */
  | { type: 'whole'; job: number }
  /**
   * No more rows come. `missing` are `Missing` codes of the grid, null when none are known; `failed` the searches that
   * gave no answer.
   */
  | {
      type: 'close';
      job: number;
      missing: Uint8Array | null;
      failed?: IFindingSet['failed'];
    };

/** Worker to page. `ready` once, when the worker's code runs. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'progress'; job: number; progress: IJobProgress }
  /** The series as JSON, before `done`: by themselves, so that the page is held up by neither for long. */
  | { type: 'packed'; job: number; packed: IPackedSeries }
  | { type: 'done'; job: number; result: IJobAnswer }
  | { type: 'failed'; job: number; message: string };
