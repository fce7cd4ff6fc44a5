import type { IThemeManager } from '@jupyterlab/apputils';
import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IResultDocument } from '../analysis/document';
import type { IAnalysisSpec, IDetectorSettings } from '../analysis/spec';
import type { IPlan, IRunProgress } from '../analysis/types';
import type { IQueryProgress } from '../athena/types';
import type { IWhy } from '../detectors/types';
import type { Measure } from '../questions/types';
import type { IStatement, KeyTuple } from '../sql/types';
import type { INotebookExport, IQueryRows, ISecurityLake } from '../tokens';
import type { ISeriesDetail, IResultEngine } from './engine';
import { countsOf, rowsOf } from './entries';
import type { Filter, IEntry, ListRow } from './entries';
import { Evidence } from './evidence';
import { Format } from './format';
import { findNearest } from './nearest';
import type { INearest } from './nearest';
import type { IIndexSpan } from './span';
import { Task } from './task';

/** How many event rows are asked for at once. */
export const EVENT_LIMIT = 1000;

/** Milliseconds that the dial rests before the series are detected again. */
const DIAL_REST = 120;

/** What the view is about at the moment. A document can be there in any phase but `blank`; it stays readable. */
export type Phase = 'blank' | 'not-run' | 'running' | 'ready' | 'failed' | 'cancelled';

/** What recomputing the measure from the events gave. */
export interface ICheck {
  /** What the chart shows. */
  shown: number;
  /** What the events give; NaN when the statement gave nothing. */
  counted: number;
  agrees: boolean;
  span: IIndexSpan;
}

/**
 * State of one result: what was run, what is chosen, what was checked. Given a document it asks the server nothing;
 * given a spec it runs it at once.
 */
export class ResultModel implements IDisposable {
  constructor(options: ResultModel.IOptions) {
    this.lake = options.lake;
    this.notebook = options.notebook;
    this.trans = options.trans;
    this.engine = options.engine;
    this.services = {
      commands: options.commands ?? null,
      editorServices: options.editorServices ?? null,
      themeManager: options.themeManager ?? null,
      save: options.save ?? null
    };
    this.format = new Format(options.trans, options.locale);
    const now = options.now ?? Date.now;
    this.now = now;
    const emit = () => this._emit();
    this.running = new Task<IResultDocument, IRunProgress>(emit, now);
    this.checking = new Task<ICheck, IQueryProgress>(emit, now);
    this.reading = new Task<IQueryRows, IQueryProgress>(emit, now);
    this.turning = new Task<IResultDocument, IRunProgress>(emit, now);
    this.lake.changed.connect(this._onLakeChanged, this);
    this.notebook?.changed.connect(this._emit, this);
    this._spec = options.spec ?? options.document?.spec ?? null;
    if (options.document) {
      this._take(options.document);
    } else if (options.spec) {
      void this.run();
    }
  }

  readonly lake: ISecurityLake;
  /** Null where there is no notebook to insert into. */
  readonly notebook: INotebookExport | null;
  readonly trans: TranslationBundle;
  readonly engine: IResultEngine;
  readonly format: Format;
  readonly now: () => number;
  readonly services: Readonly<ResultModel.IServices>;
  /** The run: query, reading, detecting. */
  readonly running: Task<IResultDocument, IRunProgress>;
  /** The check of the chosen entry's number. */
  readonly checking: Task<ICheck, IQueryProgress>;
  /** The raw events of the chosen entry. */
  readonly reading: Task<IQueryRows, IQueryProgress>;
  /** Detecting again under other settings of the dial. */
  readonly turning: Task<IResultDocument, IRunProgress>;

  /** Anything a view shows has changed. */
  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  /** Another document is shown: after a run, or after the dial. Owners save or remember it. */
  get documentChanged(): ISignal<this, IResultDocument> {
    return this._documentChanged;
  }

  /** Grows with each change; a cheap snapshot for React. */
  get revision(): number {
    return this._revision;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The result that is shown; null before the first run has ended. */
  get document(): IResultDocument | null {
    return this._document;
  }

  get spec(): IAnalysisSpec | null {
    return this._spec;
  }

  get title(): string {
    return this._document?.title || this._titleOfSpec() || this.trans.__('Security Lake result');
  }

  get phase(): Phase {
    switch (this.running.state) {
      case 'running':
      case 'failed':
      case 'cancelled':
        return this.running.state;
      default:
        return this._document === null
          ? 'blank'
          : this._document.findings === null
            ? 'not-run'
            : 'ready';
    }
  }

  /** The lake was listed anew, or the server restarted, after this result was made. */
  get stale(): boolean {
    return this._stale && this._document !== null;
  }

  /** The spec as statements; null when it can't be planned any more (the reason is `planError`). */
  get plan(): IPlan | null {
    if (this._plan === undefined) {
      this._plan = null;
      this._planError = null;
      const document = this._document;
      if (document) {
        try {
          this._plan = this.lake.plan(document.spec, document.tables, document.range);
        } catch (error) {
          this._planError = error;
        }
      }
    }
    return this._plan;
  }

  get planError(): unknown {
    return this.plan ? null : this._planError;
  }

  /** What was counted; plain events when the plan can't say. */
  get measure(): Measure {
    return this.plan?.measure ?? this._document?.spec.custom?.measure ?? { kind: 'count' };
  }

  // ---- running -------------------------------------------------------------------------------

  /** Runs the spec (again). The document that is shown stays until a new one is there. */
  async run(): Promise<void> {
    const spec = this._spec;
    if (!spec) {
      return;
    }
    this.turning.reset();
    await this.running.start((signal, onProgress) => this.lake.run(spec, { signal, onProgress }));
    if (this.running.state === 'done' && this.running.value) {
      this._stale = false;
      this._take(this.running.value);
      this._documentChanged.emit(this.running.value);
    }
  }

  /** Stops the run; the query at the server is stopped too. */
  cancel(): void {
    this.running.cancel();
  }

  /** Shows a finished document. */
  open(document: IResultDocument): void {
    this.running.reset();
    this._spec = document.spec;
    this._take(document);
  }

  // ---- the list ------------------------------------------------------------------------------

  get filter(): Filter {
    return this._filter;
  }

  set filter(filter: Filter) {
    this._filter = filter;
    this._list = null;
    this._keepSelection();
    this._emit();
  }

  /** Text that a key must hold. */
  get search(): string {
    return this._search;
  }

  set search(text: string) {
    this._search = text;
    this._list = null;
    this._keepSelection();
    this._emit();
  }

  /** Findings by kind. */
  get counts(): Record<Filter, number> {
    return countsOf(this._document?.findings ?? null);
  }

  /** Lines of the list under filter and search. */
  get rows(): ListRow[] {
    if (this._list === null) {
      const { findings, series } = this._document ?? {};
      this._list =
        findings && series
          ? rowsOf(findings, series.grid, series.keys, this._filter, this._search)
          : [];
    }
    return this._list;
  }

  /** The chosen line; null when the list is empty. */
  get selected(): Extract<ListRow, { type: 'entry' }> | null {
    const row = this.rows.find(r => r.id === this._selected);
    return row?.type === 'entry' ? row : null;
  }

  /** Chooses a line. What was checked or read for another one is forgotten. */
  select(id: string): void {
    if (id !== this._selected) {
      this._selected = id;
      this._picked = null;
      this._forget();
      this._emit();
    }
  }

  /** Chooses the line `step` entries further; stops at the ends. */
  move(step: number): void {
    const entries = this.rows.filter(row => row.type === 'entry');
    const at = entries.findIndex(row => row.id === this._selected);
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + step))];
    if (next) {
      this.select(next.id);
    }
  }

  keysOf(entry: IEntry): KeyTuple {
    return this._document?.series?.keys[entry.series] ?? [];
  }

  /** Values of a series for its sparkline, kept. */
  valuesOf(series: number): Float64Array {
    let values = this._values.get(series);
    if (!values && this._document) {
      values = this.engine.values(this._document, series);
      this._values.set(series, values);
    }
    return values ?? new Float64Array(0);
  }

  // ---- the finding ---------------------------------------------------------------------------

  /** Values and detection of the chosen series; null when nothing is chosen. */
  get detail(): ISeriesDetail | null {
    const series = this.selected?.entry.series;
    if (series === undefined || !this._document) {
      return null;
    }
    if (this._detail?.series !== series) {
      this._detail = { series, detail: this.engine.detail(this._document, series) };
    }
    return this._detail.detail;
  }

  /** The bucket that was clicked in the chart; null for the finding as a whole. */
  get picked(): number | null {
    return this._picked;
  }

  /** Asks about one bucket, or (null) about the finding again. SQL, check and events follow. */
  pick(index: number | null): void {
    if (index !== this._picked) {
      this._picked = index;
      this._forget();
      this._emit();
    }
  }

  /** Why, or why not, for a bucket of the chosen series. */
  why(index: number): IWhy | null {
    const series = this.selected?.entry.series;
    return series === undefined || !this._document
      ? null
      : this.engine.explain(this._document, series, index);
  }

  /** What the chosen line, or the picked bucket, rests on; null when there is none. */
  get evidence(): Evidence | null {
    const entry = this.selected?.entry;
    const { findings, series } = this._document ?? {};
    if (!entry || !findings || !series) {
      return null;
    }
    this._evidence ??= new Evidence({
      entry,
      picked: this._picked,
      findings,
      grid: series.grid,
      keys: this.keysOf(entry),
      values: this.valuesOf(entry.series),
      measure: this.measure,
      plan: this.plan
    });
    return this._evidence;
  }

  /** Recomputes the measure from the raw events' own predicate and compares it with what the chart shows. */
  async check(): Promise<void> {
    const evidence = this.evidence;
    const statement = evidence?.check;
    if (evidence && statement) {
      await this.checking.start(async (signal, onProgress) => {
        const answer = await this.lake.query(statement, { signal, onProgress, limit: 1 });
        return evidence.compare(answer.rows);
      });
    }
  }

  /** Runs the investigation SQL and keeps its first rows. */
  async readEvents(): Promise<void> {
    const statement = this.evidence?.events(EVENT_LIMIT + 1);
    if (statement) {
      await this.reading.start((signal, onProgress) =>
        this.lake.query(statement, { signal, onProgress, limit: EVENT_LIMIT })
      );
    }
  }

  /** The SQL a person reads, copies and inserts; null when it can't be written. */
  get sql(): IStatement | null {
    return this.evidence?.events() ?? null;
  }

  // ---- the dial ------------------------------------------------------------------------------

  /** Settings as the dial has them, ahead of the document while it is turned. */
  get settings(): IDetectorSettings | null {
    return this._settings ?? this._document?.spec.detectors ?? null;
  }

  /** Whether this place can detect again. */
  get canTurn(): boolean {
    return this.engine.redetect !== null && this._document?.series !== null;
  }

  /** Turns the dial: the same series are detected again after a moment of rest; nothing is queried. */
  turn(change: Partial<IDetectorSettings>): void {
    const document = this._document;
    const redetect = this.engine.redetect;
    const settings = this.settings;
    if (!document || !redetect || !settings) {
      return;
    }
    const wanted = { ...settings, ...change };
    this._settings = wanted;
    this._emit();
    clearTimeout(this._rest);
    this._rest = setTimeout(() => {
      void this.turning
        .start((signal, onProgress) => redetect(document, wanted, { signal, onProgress }))
        .then(() => {
          if (this.turning.state === 'done' && this.turning.value && !this._isDisposed) {
            this._spec = this.turning.value.spec;
            this._take(this.turning.value);
            this._documentChanged.emit(this.turning.value);
          } else if (this.turning.state === 'failed') {
            this._settings = null;
            this._emit();
          }
        });
    }, DIAL_REST);
  }

  /** The nearest thing to a finding, for a run that found nothing; looked for in the background, null until then. */
  get nearest(): INearest | null {
    return this._nearest;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    clearTimeout(this._rest);
    for (const task of [this.running, this.checking, this.reading, this.turning]) {
      task.dispose();
    }
    this._nearestSearch?.abort();
    Signal.clearData(this);
  }

  private _take(document: IResultDocument): void {
    this._document = document;
    this._settings = null;
    this._plan = undefined;
    this._list = null;
    this._detail = null;
    this._values.clear();
    this._picked = null;
    this._nearest = null;
    this._forget();
    this._keepSelection();
    this._lookForNearest();
    this._emit();
  }

  private _lookForNearest(): void {
    this._nearestSearch?.abort();
    const document = this._document;
    if (document?.series?.keys.length && document.findings?.findings.length === 0) {
      const search = (this._nearestSearch = new AbortController());
      void findNearest(document, this.engine, search.signal).then(nearest => {
        if (!search.signal.aborted) {
          this._nearest = nearest;
          this._emit();
        }
      });
    }
  }

  private _keepSelection(): void {
    if (!this.selected) {
      const first = this.rows.find(row => row.type === 'entry');
      this._selected = first?.id ?? '';
      this._picked = null;
      this._forget();
    }
  }

  private _forget(): void {
    this._evidence = null;
    this.checking.reset();
    this.reading.reset();
  }

  private _titleOfSpec(): string {
    if (this._spec?.question === null) {
      return this.trans.__('Own question');
    }
    const words = (this._spec?.question ?? '').replace(/-/g, ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  private _onLakeChanged(): void {
    this._stale = true;
    this._emit();
  }

  private _emit(): void {
    if (!this._isDisposed) {
      this._revision++;
      this._stateChanged.emit();
    }
  }

  private _stateChanged = new Signal<this, void>(this);
  private _documentChanged = new Signal<this, IResultDocument>(this);
  private _revision = 0;
  private _isDisposed = false;
  private _document: IResultDocument | null = null;
  private _spec: IAnalysisSpec | null;
  private _stale = false;
  private _plan: IPlan | null | undefined = undefined;
  private _planError: unknown = null;
  private _filter: Filter = 'all';
  private _search = '';
  private _list: ListRow[] | null = null;
  private _selected = '';
  private _picked: number | null = null;
  private _values = new Map<number, Float64Array>();
  private _detail: { series: number; detail: ISeriesDetail } | null = null;
  private _evidence: Evidence | null = null;
  private _settings: IDetectorSettings | null = null;
  private _rest: ReturnType<typeof setTimeout> | undefined;
  private _nearest: INearest | null = null;
  private _nearestSearch: AbortController | null = null;
}

export namespace ResultModel {
  /** What the views take from JupyterLab; the model only carries it. */
  export interface IServices {
    /** Where the keys of the view are commands; null outside of an application. */
    commands: CommandRegistry | null;
    /** JupyterLab's editor for the SQL; without it the SQL is plain text. */
    editorServices: IEditorServices | null;
    themeManager: IThemeManager | null;
    /** Saves the analysis (`.lakeml`); null hides the button. */
    save: ((document: IResultDocument) => Promise<void>) | null;
  }

  export interface IOptions extends Partial<IServices> {
    lake: ISecurityLake;
    notebook: INotebookExport | null;
    trans: TranslationBundle;
    engine: IResultEngine;
    /** Shown as it is, without a server call. */
    document?: IResultDocument;
    /** Run at once, when there is no document. */
    spec?: IAnalysisSpec;
    /** Language of numbers and dates, such as `de_DE`; English by default. */
    locale?: string;
    /** Clock, epoch milliseconds. */
    now?: () => number;
  }
}
