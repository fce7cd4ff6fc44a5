import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';

import type { ICost } from './analysis/cost';
import type { IHeldDays } from './analysis/coverage';
import type { IResultDocument } from './analysis/document';
import type { IFreshness } from './analysis/freshness';
import type { IKeptUsage } from './analysis/kept-days';
import type { IAnalysisSpec } from './analysis/spec';
import type {
  IPlan,
  IResumePoint,
  IRunProgress,
  IServerConfig,
  ITableListing
} from './analysis/types';
import type { ISpending } from './athena/spending';
import type { IQueryProgress, IReceipt, IResultColumn } from './athena/types';
import type { ILakeTable } from './lake/types';
import type { Grain } from './questions/types';
import type { IStatement } from './sql/types';

/** Plugin, token, icon and settings ids begin with this; command ids with `security-lake-ml:`. */
export const NAMESPACE = 'jupyter-security-lake-ml';

/** What running takes beside the thing to run. */
export interface IRunOptions<P> {
  signal?: AbortSignal;
  onProgress?: (progress: P) => void;
  /** A run that was begun before a reload: its query is found again instead of started. Only for `run`. */
  resume?: IResumePoint;
}

/** Rows of one statement, held in memory up to `limit`. */
export interface IQueryRows {
  columns: IResultColumn[];
  rows: (string | null)[][];
  /** There were more rows than `limit`. */
  truncated: boolean;
  receipt: IReceipt;
}

/** What running a single statement takes. */
export interface IQueryOptions extends IRunOptions<IQueryProgress> {
  /** Most rows that are kept; 1,000 unless said otherwise. */
  limit?: number;
  /** Takes the first rows while the others are still read; of a short answer all of them. */
  onFirst?: (first: Pick<IQueryRows, 'columns' | 'rows'>) => void;
}

/** The way from a spec to a result; everything that talks to the server goes through it. */
export interface ISecurityLake {
  /** What the server says of itself; asked again after `refresh`. Rejects with an `AthenaError` when unreachable. */
  config(): Promise<IServerConfig>;
  /** The lake's tables, listed once and kept; `refresh` asks again. */
  tables(): Promise<ITableListing>;
  /**
   * Resolves when `plan` can be called, which needs code that is loaded on demand; the other calls wait for it by
   * themselves. Without it `plan` can be called at once.
   */
  load?(): Promise<void>;
  /** A run is likely: gets ready what it would wait for. Asks the server nothing. */
  prepare?(): void;
  /** Forgets config and tables and says so by `changed`. */
  refresh(): void;
  readonly changed: ISignal<ISecurityLake, void>;
  /** What the queries of this page cost so far; absent where nobody counts it. */
  readonly spending?: ISpending;
  /** Statements of a spec without running anything; throws `SpecError`. */
  plan(spec: IAnalysisSpec, tables: ILakeTable[], range?: { from: number; to: number }): IPlan;
  /** What running a spec will read and cost, as far as it is known. Absent where nobody can tell; starts nothing. */
  cost?(spec: IAnalysisSpec): Promise<ICost>;
  /**
   * On which days the tables of a spec have rows, of its accounts and regions, whatever its question and range are.
   * Reads their time columns as far back as reading is free, else as far as a range can reach; a person may refuse.
   */
  heldDays?(spec: IAnalysisSpec, options?: IRunOptions<never>): Promise<IHeldDays>;
  /** Whether the tables of a spec have rows where it looks. Absent where nobody can tell; reads their time column. */
  freshness?(spec: IAnalysisSpec): Promise<IFreshness>;
  /** Closed days that the server keeps for this user. Absent where none are kept. */
  keptUsage?(): Promise<IKeptUsage>;
  /** Has it forget them all: they are paid for again. */
  forgetDays?(): Promise<IKeptUsage>;
  /** Runs a spec: query, reading, detecting. Rejects with `AthenaError`, `SpecError` or an `AbortError`. */
  run(spec: IAnalysisSpec, options?: IRunOptions<IRunProgress>): Promise<IResultDocument>;
  /** Runs one statement and keeps its rows. */
  query(statement: IStatement, options?: IQueryOptions): Promise<IQueryRows>;
}

export const ISecurityLake = new Token<ISecurityLake>(
  `${NAMESPACE}:ISecurityLake`,
  'Plans and runs analyses of a Security Lake, and single statements.'
);

/** Puts SQL and results into notebooks. */
export interface INotebookExport {
  /**
   * A new code cell under the active one; in a new notebook when none is open or the one in use can't take it. Says what
   * it did by a notification.
   */
  insertSql(statement: IStatement, title: string): Promise<void>;
  /** A cell with `lake.show("….lakeml")` and the result as its output, the file beside the notebook. */
  openInNotebook(document: IResultDocument): Promise<void>;
  /** Why the notebook in use can't take a cell (read-only, …), so that a new one will be made; null when it can. */
  readonly obstacle: string | null;
  readonly changed: ISignal<INotebookExport, void>;
}

export const INotebookExport = new Token<INotebookExport>(
  `${NAMESPACE}:INotebookExport`,
  'Inserts statements and results into notebooks.'
);

/** Opens results in the main area. */
export interface IResults {
  /** Runs a spec in a new result tab (progress, cancel and errors are shown there). */
  run(spec: IAnalysisSpec): void;
  /** Opens a document: finished, or not yet run (`ranAt` null), which then offers Run. */
  open(document: IResultDocument): void;
  /** Opens a result tab that shows what would be asked and offers Run; asks nothing by itself. */
  offer(spec: IAnalysisSpec): void;
  /** Brings a recent result to the front, or opens it again. */
  reopen(id: string): void;
  /** A result is likely: loads what it is shown with. */
  prepare?(): void;
  /** Results of this browser session and the saved ones that restoring knows, newest first. */
  readonly recent: readonly IRecentResult[];
  readonly changed: ISignal<IResults, void>;
}

export interface IRecentResult {
  id: string;
  title: string;
  spec: IAnalysisSpec;
  /** Null while running or when it failed. */
  findings: number | null;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  ranAt: string | null;
}

export const IResults = new Token<IResults>(
  `${NAMESPACE}:IResults`,
  'Opens and remembers results of analyses.'
);

/** How a statement is written into a code cell. */
export type CellStyle = 'string' | 'comment' | 'magic' | 'boto3' | 'awswrangler';

/** A person's preferences, from the settings editor. */
export interface IPreferenceValues {
  /** Range of a new analysis, days back from now. */
  days: number;
  /** Grain of a new analysis. */
  grain: Grain | 'auto';
  /** Sensitivity of a new analysis: expected false flags per series and year. */
  rate: number;
  /** How a statement is written into a code cell. */
  cellStyle: CellStyle;
  /** Whether closed days are kept on the server, where it keeps them. */
  keepDays: boolean;
  /** A run that may read more is asked about first; GB. */
  askAboveGb: number;
}

/** The preferences as they are now; before the settings are read, their defaults. */
export interface IPreferences extends IPreferenceValues {
  readonly changed: ISignal<IPreferences, void>;
}

export const IPreferences = new Token<IPreferences>(
  `${NAMESPACE}:IPreferences`,
  'Preferences of a person for new analyses and for cells.'
);
