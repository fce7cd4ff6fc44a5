import type { IThemeManager } from '@jupyterlab/apputils';
import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import { coverageOf, rangeSpec } from '../analysis/coverage';
import type { IHeldDays } from '../analysis/coverage';
import { readOf } from '../analysis/expired';
import type { IResultDocument } from '../analysis/document';
import { ResultEngine } from '../analysis/engine';
import type { IAnalysisSpec } from '../analysis/spec';
import { titleOfOwn } from '../analysis/plan/question';
import type { IPlan, IResumePoint, IRunProgress } from '../analysis/types';
import type { AthenaError } from '../athena/errors';
import { questionById } from '../questions/catalogue';
import type { Measure } from '../questions/types';
import type { INotebookExport, ISecurityLake } from '../tokens';
import type { IResultEngine } from './engine';
import type { IEntry } from './entries';
import { Format } from './format';
import { Investigation } from './investigation';
import type { INearest } from './nearest';
import { NearestSearch } from './nearest-search';
import { ownSeries } from './own-series';
import { Panes } from './panes';
import { Ranking } from './ranking';
import { ResumableRun } from './resumable-run';
import { plainSentence } from './sentences';
import type { ISentenceContext } from './sentences';
import { isAdditive, sumOf } from './span';
import { Task } from './task';
import { contextOf } from './text';
import { Turning } from './turning';

/** What the view is about at the moment. A document can be there in any phase but `blank`; it stays readable. */
export type Phase = 'blank' | 'not-run' | 'running' | 'ready' | 'failed' | 'cancelled';

/**
 * State of one result: what was run, and by its parts what is listed, what is looked at closely, where the dial stands.
 * Given a document it asks the server nothing; given only a spec it runs it at once.
 */
export class ResultModel implements IDisposable {
  constructor(options: ResultModel.IOptions) {
    this.lake = options.lake;
    this.notebook = options.notebook;
    this.trans = options.trans;
    this._ownEngine = options.engine ? null : new ResultEngine();
    this.engine = options.engine ?? this._ownEngine!;
    this.editorServices = options.editorServices ?? null;
    this.themeManager = options.themeManager ?? null;
    this.save = options.save ?? null;
    this.checkConnection = options.checkConnection ?? null;
    this.format = new Format(options.trans, options.locale);
    this.now = options.now ?? Date.now;
    const changed = () => this._emit();
    this._run = new ResumableRun(this.lake, new Task(changed, this.now, options.unheard), this.now);
    this.running = this._run.task;
    this.searching = new Task(changed, this.now, options.unheard);
    this.panes = new Panes(changed);
    this._nearest = new NearestSearch(this.engine, changed);
    this.ranking = new Ranking(other => this._onRanked(other));
    this.turning = new Turning(this.engine, document => this._adopt(document), changed);
    this.investigation = new Investigation({
      lake: this.lake,
      engine: this.engine,
      plan: () => this.plan,
      settle: () => this._settle(),
      measure: () => this.measure,
      changed,
      now: this.now,
      unheard: options.unheard
    });
    this.lake.changed.connect(this._onLakeChanged, this);
    this.notebook?.changed.connect(this._emit, this);
    this._spec = options.spec ?? options.document?.spec ?? null;
    if (options.document) {
      this._show(options.document);
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
  /** JupyterLab's editor for the SQL; without it the SQL is plain text. Only carried. */
  readonly editorServices: IEditorServices | null;
  /** Says when the charts need other colours. Only carried. */
  readonly themeManager: IThemeManager | null;
  /** Saves the analysis (`.lakeml`); null hides the button. */
  readonly save: ((document: IResultDocument) => Promise<void>) | null;

  /** Shows the connection page; null where there is none. */
  readonly checkConnection: (() => void) | null;

  /** The run: query, reading, detecting. */
  readonly running: Task<IResultDocument, IRunProgress>;
  /** The search for days with rows, where the run found none. */
  readonly searching: Task<IHeldDays>;
  /** The ranked list. */
  readonly ranking: Ranking;
  /** The chosen entry seen closely. */
  readonly investigation: Investigation;
  /** The dial. */
  readonly turning: Turning;
  /** Which part is in front where there is little room. */
  readonly panes: Panes;

  /** Anything that a view shows has changed. */
  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  /** There is a new document: after a run, or after the dial. Owners save or remember it. */
  get documentChanged(): ISignal<this, IResultDocument> {
    return this._documentChanged;
  }

  /** Grows with each change; a cheap snapshot for views. */
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
    const { ranAt, title } = this._document ?? { ranAt: null, title: '' };
    // What hasn't run may come from a kernel or a file, which know the question by its id or their own name only.
    const titles = ranAt === null ? [this._titleOfSpec(), title] : [title, this._titleOfSpec()];
    return titles.find(Boolean) ?? this.trans.__('Security Lake result');
  }

  get phase(): Phase {
    const { state } = this.running;
    if (state === 'running' || state === 'failed' || state === 'cancelled') {
      return state;
    }
    if (this._document === null) {
      return 'blank';
    }
    return this._document.ranAt === null || this._document.findings === null ? 'not-run' : 'ready';
  }

  /** The lake was listed anew, or the server restarted, after this result was made. */
  get isStale(): boolean {
    return this._isStale && this._document !== null;
  }

  /** The spec as statements; null when it can't be planned (the reason is `planError`). */
  get plan(): IPlan | null {
    const document = this._document;
    if (this._plan === undefined && document) {
      try {
        this._planError = null;
        this._plan = this.lake.plan(document.spec, document.tables, readOf(document));
      } catch (error) {
        this._planError = error;
        this._plan = null;
      }
    }
    return this._plan ?? null;
  }

  get planError(): unknown {
    return this.plan ? null : this._planError;
  }

  /** What was counted; plain events when nothing says otherwise. */
  get measure(): Measure {
    return this.plan?.measure ?? this._document?.spec.custom?.measure ?? { kind: 'count' };
  }

  /** The nearest thing to a finding in a run that found nothing; looked for in the background, null until then. */
  get nearest(): INearest | null {
    return this._nearest.found;
  }

  /** Values of the series of an entry for its sparkline, kept. */
  valuesOf(entry: Pick<IEntry, 'id' | 'series' | 'finding'>): Float64Array {
    const document = this._document;
    const id = entry.series >= 0 ? entry.series : entry.id;
    let values = this._values.get(id);
    if (!values && document) {
      values = ownSeries(entry, document)?.values ?? this.engine.values(document, entry.series);
      this._values.set(id, values);
    }
    return values ?? new Float64Array(0);
  }

  /** What the sentence of the chosen entry needs; null when nothing is chosen. */
  get sentenceContext(): ISentenceContext | null {
    const { entry } = this.ranking;
    if (!entry || !this._document) {
      return null;
    }
    const isSum = entry.kind === 'outlier' && isAdditive(this.measure);
    return {
      ...contextOf(this._document, entry, this),
      total: isSum ? sumOf(this.valuesOf(entry), entry) : undefined
    };
  }

  /** The chosen entry in one sentence of plain text; empty when nothing is chosen. */
  get sentence(): string {
    const context = this.sentenceContext;
    return context && this.ranking.entry ? plainSentence(this.ranking.entry, context) : '';
  }

  /** Puts the investigation SQL into a notebook; nothing happens where that can't be done. */
  async insertSql(): Promise<void> {
    const { sql } = this.investigation;
    if (sql && this.notebook) {
      await this.notebook.insertSql(sql, this.sentence);
    }
  }

  /** Where a run under way, or one that failed, can be taken up again; null when nothing of it is left. */
  get resume(): IResumePoint | null {
    return this._run.resume;
  }

  /**
   * Runs the spec (again). The document that is shown stays until there is a new one.
   *
   * @param resume - Takes up a run whose query was started, instead of starting another.
   */
  async run(resume?: IResumePoint): Promise<void> {
    const spec = this._spec;
    if (!spec) {
      return;
    }
    this.turning.reset();
    await this._run.start(spec, resume);
    if (this.running.state === 'done' && this.running.value && !this._isDisposed) {
      this._isStale = false;
      this._adopt(this.running.value);
    }
  }

  /** Runs a count of all rows by the question's keys, whatever kind they are of. */
  async runUnfiltered(keys: string[]): Promise<void> {
    if (this._spec) {
      const custom = { keys, measure: { kind: 'count' as const }, filter: [] };
      this._spec = { ...this._spec, question: null, custom };
      await this.run();
    }
  }

  /** Runs the same question over other days. */
  async runOver(days: { from: number; to: number }): Promise<void> {
    if (this._spec) {
      this._spec = { ...this._spec, range: rangeSpec(days) };
      await this.run();
    }
  }

  /** Looks for the days on which the tables have rows; the document then tells them. */
  async findDays(): Promise<void> {
    const document = this._document;
    const { lake } = this;
    if (!document || !lake.heldDays) {
      return;
    }
    await this.searching.start(signal => lake.heldDays!(document.spec, { signal }));
    if (this.searching.state === 'done' && this._document === document) {
      const coverage = coverageOf(document.coverage?.rows ?? null, this.searching.value);
      this._adopt({ ...document, coverage });
    }
  }

  /** Tries a run that failed again: takes its query up where the way to it was what failed, else starts anew. */
  retry(): Promise<void> {
    return this.run(this.resume ?? undefined);
  }

  /** Stops the run; the query at the server is stopped too. */
  cancel(): void {
    this._run.cancel();
  }

  /** Shows a finished document; nothing is asked of the server. */
  open(document: IResultDocument): void {
    this.running.reset();
    this._spec = document.spec;
    this._show(document);
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._nearest.dispose();
    this.running.dispose();
    this.searching.dispose();
    this.turning.dispose();
    this.investigation.dispose();
    this._ownEngine?.dispose();
    Signal.clearData(this);
  }

  private _adopt(document: IResultDocument): void {
    this._spec = document.spec;
    this._show(document);
    this._documentChanged.emit(document);
  }

  private _show(document: IResultDocument): void {
    this._document = document;
    this._plan = undefined;
    this._values.clear();
    this.turning.show(document);
    this.ranking.show(document);
    this.investigation.turnTo(document, this.ranking.entry);
    this._nearest.lookFor(document);
    this._emit();
  }

  /** A result is shown without asking the server; what is asked of the lake later has to know how far back it goes. */
  private async _settle(): Promise<boolean> {
    if (this._isSettled) {
      return false;
    }
    await this.lake.config().catch(() => null);
    this._isSettled = true;
    this._plan = undefined;
    this._emit();
    return true;
  }

  private _onRanked(otherEntry: boolean): void {
    if (otherEntry) {
      this.investigation.turnTo(this._document, this.ranking.entry);
    }
    this._emit();
  }

  private _onLakeChanged(): void {
    this._isStale = true;
    this._emit();
  }

  private _titleOfSpec(): string {
    const { question, custom } = this._spec ?? { question: null, custom: null };
    if (question !== null) {
      return custom?.title || (questionById(question)?.title ?? '');
    }
    return custom ? titleOfOwn(custom) : '';
  }

  private _emit(): void {
    if (!this._isDisposed) {
      this._revision++;
      this._stateChanged.emit();
    }
  }

  private readonly _ownEngine: ResultEngine | null;
  private readonly _run: ResumableRun;
  private readonly _nearest: NearestSearch;
  private _stateChanged = new Signal<this, void>(this);
  private _documentChanged = new Signal<this, IResultDocument>(this);
  private _revision = 0;
  private _isDisposed = false;
  private _document: IResultDocument | null = null;
  private _spec: IAnalysisSpec | null;
  private _isStale = false;
  private _isSettled = false;
  private _plan: IPlan | null | undefined = undefined;
  private _planError: unknown = null;
  private _values = new Map<number | string, Float64Array>();
}

export namespace ResultModel {
  export interface IOptions {
    lake: ISecurityLake;
    notebook: INotebookExport | null;
    trans: TranslationBundle;
    /** What computes; its own, in a worker, by default. */
    engine?: IResultEngine;
    /** Shown as it is, without a server call. */
    document?: IResultDocument;
    /** Run at once, when there is no document. */
    spec?: IAnalysisSpec;
    editorServices?: IEditorServices | null;
    themeManager?: IThemeManager | null;
    save?: ((document: IResultDocument) => Promise<void>) | null;
    /** Language of numbers and dates, such as `de_DE`; English by default. */
    locale?: string;
    /** Clock, epoch milliseconds. */
    now?: () => number;
    checkConnection?: () => void;
    /** Told of queries that could not be stopped when no view shows it any more. */
    unheard?: (error: AthenaError) => void;
  }
}
