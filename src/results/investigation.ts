import type { IResultDocument } from '../analysis/document';
import type { IPlan } from '../analysis/types';
import type { AthenaError } from '../athena/errors';
import type { IQueryProgress } from '../athena/types';
import type { IWhy } from '../detectors/types';
import type { Measure } from '../questions/types';
import type { IGrid } from '../series/types';
import type { IStatement } from '../sql/types';
import type { IQueryRows, ISecurityLake } from '../tokens';
import type { IResultEngine, ISeriesDetail } from './engine';
import { keysOf } from './entries';
import type { IEntry } from './entries';
import { Evidence } from './evidence';
import type { ICheck } from './evidence';
import { ownSeries, undetected } from './own-series';
import { breakdownsOf, type IBreakdown } from './parts';
import { sumOf } from './span';
import { Task } from './task';

/** What a series counts that a finding brought along. */
const ROWS: Measure = { kind: 'count' };

/** How many event rows are kept at most. */
export const EVENT_LIMIT = 1000;

/** The first rows of the events, while the others are read. */
export type IReading = Pick<IQueryRows, 'columns' | 'rows'>;

/** The chosen entry seen closely: its series, the bucket that was picked, the events behind it and their check. */
export class Investigation {
  constructor(private _options: Investigation.IOptions) {
    this.checking = new Task(_options.changed, _options.now, _options.unheard);
    this.reading = new Task(_options.changed, _options.now, _options.unheard);
    this.breaking = new Task(_options.changed, _options.now, _options.unheard);
  }

  /** Recomputing the number from the events. */
  readonly checking: Task<ICheck, IQueryProgress>;
  /** Reading the raw events. */
  readonly reading: Task<IQueryRows, IReading>;
  /** Counting them by the values of other fields. */
  readonly breaking: Task<IBreakdown[], IQueryProgress>;

  /** Turns to another entry, or to the same one of another document; stops what was asked for the old one. */
  turnTo(document: IResultDocument | null, entry: IEntry | null): void {
    this._document = document;
    this._entry = entry;
    this._detail = null;
    this._why = null;
    this._picked = null;
    this._forget();
  }

  /** Values and detection of the series; null when nothing is chosen. */
  get detail(): ISeriesDetail | null {
    if (this._document && this._entry) {
      this._detail ??= this._look(this._document, this._entry);
    }
    return this._detail;
  }

  /** Grid of the series that is looked at; null when nothing is chosen. */
  get grid(): IGrid | null {
    return this.detail?.own ?? this._document?.series?.grid ?? null;
  }

  /** What the series counts. */
  get measure(): Measure {
    return this.detail?.own ? ROWS : this._options.measure();
  }

  /** Index of the bucket that was clicked in the chart; null for the entry as a whole. */
  get picked(): number | null {
    return this._picked;
  }

  /** Asks about one bucket, or (null) about the entry again. SQL, check and events follow. */
  pick(index: number | null): void {
    if (index !== this._picked) {
      this._picked = index;
      this._forget();
      this._options.changed();
    }
  }

  /** Why, or why not, for a bucket of the series. */
  why(index: number): IWhy | null {
    if (!this._document || !this._entry || this.detail?.own) {
      return null;
    }
    if (this._why?.index !== index) {
      const { series } = this._entry;
      this._why = { index, why: this._options.engine.explain(this._document, series, index) };
    }
    return this._why.why;
  }

  /** The events behind the entry or the picked bucket. */
  get evidence(): Evidence | null {
    const { findings, series } = this._document ?? {};
    const entry = this._entry;
    if (!entry || !findings || !series || !this.detail) {
      return null;
    }
    this._evidence ??= new Evidence({
      entry,
      picked: this._picked,
      findings,
      grid: series.grid,
      drawn: this.grid ?? series.grid,
      isRows: this.detail.own !== undefined,
      keys: keysOf(entry, series.keys),
      values: this.detail.values,
      measure: this.measure,
      plan: this._options.plan()
    });
    return this._evidence;
  }

  /** The SQL that a person reads, copies and inserts; null when it can't be written. */
  get sql(): IStatement | null {
    return this.evidence?.events() ?? null;
  }

  /** Recomputes the measure from the events' own predicate and compares it with what the chart shows. */
  async check(): Promise<void> {
    if (!this.evidence || !this._options.plan()) {
      return;
    }
    await this.checking.start(async (signal, onProgress) => {
      const evidence = await this._settled();
      const statement = writtenBy(evidence, evidence.check);
      const options = { signal, onProgress, limit: 1 };
      const { rows } = await this._options.lake.query(statement, options);
      return evidence.compare(rows);
    });
  }

  /** Runs the investigation SQL and keeps its first rows; one more is asked for, to know whether there are more. */
  async read(): Promise<void> {
    if (!this.evidence || !this._options.plan()) {
      return;
    }
    await this.reading.start(async (signal, onFirst) => {
      const evidence = await this._settled();
      const statement = writtenBy(evidence, evidence.events(EVENT_LIMIT + 1));
      return this._options.lake.query(statement, { signal, onFirst, limit: EVENT_LIMIT });
    });
  }

  /** Counts the events of the peak, or of the picked bucket, by the values of other fields. */
  async breakDown(): Promise<void> {
    const { evidence, detail } = this;
    if (!evidence || !detail || !this._options.plan()) {
      return;
    }
    const { partSpan, measure } = evidence;
    const whole = sumOf(detail.values, partSpan);
    const isOne = partSpan.first === partSpan.last;
    const limit = (isOne ? this.why(partSpan.first)?.wouldFlagAbove : null) ?? NaN;
    await this.breaking.start(async (signal, onProgress) => {
      const settled = await this._settled();
      const statement = writtenBy(settled, settled.breakdown);
      const { rows } = await this._options.lake.query(statement, { signal, onProgress });
      return breakdownsOf(rows, measure, whole, limit);
    });
  }

  dispose(): void {
    this.breaking.dispose();
    this.checking.dispose();
    this.reading.dispose();
  }

  private _look(document: IResultDocument, entry: IEntry): ISeriesDetail {
    const own = ownSeries(entry, document);
    return own
      ? { values: own.values, detection: undetected(own.values.length), own: own.grid }
      : this._options.engine.detail(document, entry.series);
  }

  /** The evidence once it is known how far back rows are kept; a result from a file was shown before. */
  private async _settled(): Promise<Evidence> {
    const known = this.evidence!;
    if ((await this._options.settle()) && this._evidence === known) {
      this._evidence = null;
      return this.evidence ?? known;
    }
    return known;
  }

  private _forget(): void {
    this._evidence = null;
    this.breaking.reset();
    this.checking.reset();
    this.reading.reset();
  }

  private _document: IResultDocument | null = null;
  private _entry: IEntry | null = null;
  private _detail: ISeriesDetail | null = null;
  private _why: { index: number; why: IWhy } | null = null;
  private _picked: number | null = null;
  private _evidence: Evidence | null = null;
}

/** What there is of a statement. Throws why there is none. */
function writtenBy({ error }: Evidence, statement: IStatement | null): IStatement {
  if (statement === null) {
    throw error;
  }
  return statement;
}

export namespace Investigation {
  export interface IOptions {
    lake: ISecurityLake;
    engine: IResultEngine;
    /** Null when the spec can't be planned. */
    plan: () => IPlan | null;
    /** Resolves when `plan` knows all that the server says; to whether it has another plan now. */
    settle: () => Promise<boolean>;
    measure: () => Measure;
    changed: () => void;
    /** Clock, epoch milliseconds. */
    now: () => number;
    /** Told of queries that could not be stopped when the person has turned to something else. */
    unheard?: (error: AthenaError) => void;
  }
}
