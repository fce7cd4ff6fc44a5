import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';

import type { ICost } from '../../analysis/cost';
import type { IHeldDays } from '../../analysis/coverage';
import type { IAnalysisSpec, ICustomQuestion, IDetectorSettings } from '../../analysis/spec';
import { SpecError, type IServerConfig } from '../../analysis/types';
import type { ISpending } from '../../athena/spending';
import type { ILakeTable, ITableRef } from '../../lake/types';
import type { ISecurityLake, IPreferenceValues } from '../../tokens';
import { blankSpec } from './blank';
import { firstOffer, isOffer, matchingOffer } from './choose';
import { HeldDays, heldKey } from './held-days';
import { Inquiry } from './inquiry';
import { withOwn, withoutOwn } from './own';
import { RowsCheck } from './rows-check';
import type {
  FoldName,
  IAskCatalogue,
  IAskMemory,
  IAskState,
  IFailure,
  IOwnQuestion,
  ITableOffer
} from './types';

/**
 * State of the form: what the lake offers, what is chosen, and what would be asked. The state is replaced as a whole;
 * views read it and call the setters.
 */
export class AskModel implements IDisposable {
  constructor(options: AskModel.IOptions) {
    this._lake = options.lake;
    this._preferences = options.preferences;
    this._loadCatalogue = options.catalogue;
    this._explain = options.explain;
    this._recall = options.recall ?? null;
    this._state = {
      phase: 'loading',
      config: null,
      failure: null,
      offers: [],
      unlisted: [],
      spec: blankSpec(options.preferences),
      offer: null,
      choices: [],
      own: [],
      fields: [],
      timeColumns: [],
      paths: [],
      asked: null,
      plan: null,
      problem: null,
      cost: null,
      held: null,
      rows: null,
      open: []
    };
    this._estimate = new Inquiry(this._lake.cost && (spec => this._lake.cost!(spec)), cost =>
      this._set({ cost })
    );
    this._heldDays = new HeldDays(this._lake);
    this._coverage = new Inquiry(this._heldDays.of, held => {
      if (held !== this._state.held) {
        this._set({ held });
      }
    });
    this._rows = new RowsCheck(this._lake, rows => this._set({ rows }));
    this._lake.changed.connect(this._onLakeChanged, this);
    // A query that ended says what the next one of its kind will read.
    this._lake.spending?.changed.connect(this._onSpent, this);
  }

  get state(): IAskState {
    return this._state;
  }

  /** The state was replaced. */
  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  /** What the queries of this page cost; null where nobody counts it. */
  get spending(): ISpending | null {
    return this._lake.spending ?? null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** A hidden panel asks the server nothing; it loads when it is shown first. */
  get isActive(): boolean {
    return this._isActive;
  }

  set isActive(value: boolean) {
    this._isActive = value;
    if (value && this._isStale) {
      void this.load();
    }
  }

  /** What to remember over a reload. */
  toJSON(): IAskMemory {
    return { spec: this._state.spec, open: [...this._state.open], own: [...this._own] };
  }

  /** Asks the server what it is and which tables there are, then settles the form on them. */
  async load(): Promise<void> {
    const turn = ++this._turn;
    this._isStale = false;
    this._set({ phase: 'loading', failure: null });
    let config: IServerConfig | null = null;
    try {
      const catalogue = await this._loadCatalogue();
      await this._remember();
      config = await this._lake.config();
      if (turn !== this._turn) {
        return;
      }
      this._catalogue = catalogue;
      if (!config.ready) {
        this._set({ phase: 'not-ready', config, offers: [], unlisted: [] });
        return;
      }
      this._set({ config });
      // A demo lake ends today: what a form begins with has rows there.
      this._isLooking ||= !config.demo;
      const { tables, failures } = await this._lake.tables();
      if (turn !== this._turn) {
        return;
      }
      this._tables = tables;
      this._set({
        phase: tables.length ? 'ready' : 'empty',
        offers: catalogue.offers(tables),
        unlisted: failures
      });
      this.setSpec(this._state.spec);
    } catch (reason) {
      const failure = await this._explain(reason);
      if (turn === this._turn) {
        // What the server said earlier may no longer hold.
        this._set({ phase: 'failed', config, failure });
      }
    }
  }

  /** Lists the lake again. */
  refresh(): void {
    this._lake.refresh();
  }

  /** Whether the lake can be asked if there are rows. */
  get knowsRows(): boolean {
    return this._lake.freshness !== undefined;
  }

  /** Asks whether there are rows where the spec looks. */
  checkRows(): void {
    void this._rows.ask();
  }

  /** Starts over with the person's defaults; table and folds stay. */
  reset(): void {
    this._touched = false;
    this.setSpec({ ...blankSpec(this._preferences), tables: this._state.spec.tables });
  }

  /** Takes the person's defaults as long as nothing was chosen by hand. */
  followPreferences(): void {
    if (!this._touched) {
      const { days, grain, rate } = this._preferences;
      const { spec } = this._state;
      this.setSpec({
        ...spec,
        range: { kind: 'last', days },
        grain,
        detectors: { ...spec.detectors, rate }
      });
    }
  }

  setTables(tables: readonly ITableRef[]): void {
    this._choose({ tables: references(tables), custom: null });
  }

  setQuestion(question: string): void {
    this._choose({ question, custom: null });
  }

  setRange(range: IAnalysisSpec['range']): void {
    this._choose({ range });
  }

  setGrain(grain: IAnalysisSpec['grain']): void {
    this._choose({ grain });
  }

  /** Own keys, measure or filter; null goes back to the question's. */
  setCustom(custom: ICustomQuestion | null): void {
    // An own analysis may count everything; a question's filter can only be replaced.
    const question = custom && !custom.filter.length ? null : this._state.spec.question;
    // Changed, it is no longer what was saved under its name.
    const unnamed = custom && { ...custom, title: undefined };
    this._choose({ custom: unnamed, question: custom ? question : this._state.spec.question });
  }

  /** Asks a saved question as it was saved. */
  setOwn(title: string): void {
    const saved = this._own.find(each => each.title === title);
    if (saved) {
      this._choose({ question: null, custom: { ...saved } });
    }
  }

  /** Keeps what is asked under a name, and asks it by that name. */
  saveOwn(title: string): void {
    const { asked } = this._state;
    if (asked) {
      this._own = withOwn(this._own, asked, title);
      this.setOwn(title);
    }
  }

  /** Takes a saved question from the list; what is asked stays. */
  forgetOwn(title: string): void {
    this._own = withoutOwn(this._own, title);
    this.setSpec(this._state.spec);
  }

  setDetectors(detectors: Partial<IDetectorSettings>): void {
    this._choose({ detectors: { ...this._state.spec.detectors, ...detectors } });
  }

  setAccounts(accounts: string[]): void {
    this._choose({ accounts });
  }

  setRegions(regions: string[]): void {
    this._choose({ regions });
  }

  setOpen(fold: FoldName, open: boolean): void {
    const others = this._state.open.filter(each => each !== fold);
    this._set({ open: open ? [...others, fold] : others });
  }

  /** Takes a whole spec, such as a recent analysis's; what the lake doesn't have is replaced by its default. */
  setSpec(spec: IAnalysisSpec): void {
    const { offers } = this._state;
    const catalogue = this._catalogue;
    if (!catalogue || !offers.length) {
      this._set({ spec });
      return;
    }
    this._settle(catalogue, spec, matchingOffer(offers, spec.tables) ?? firstOffer(offers));
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._turn++;
    Signal.clearData(this);
  }

  /** Takes up what was remembered, once; a table that is gone is replaced when the lake is listed. */
  private async _remember(): Promise<void> {
    const recall = this._recall;
    this._recall = null;
    const memory = (await recall?.()) ?? null;
    this._own = this._own.reduce((own, each) => withOwn(own, each, each.title), memory?.own ?? []);
    if (memory && !this._touched) {
      this._touched = true;
      this._set({ open: memory.open, spec: memory.spec });
    }
  }

  private _choose(part: Partial<IAnalysisSpec>): void {
    this._touched = true;
    this._isLooking = true;
    this.setSpec({ ...this._state.spec, ...part });
  }

  /** Makes the rest of the state follow from the spec and its tables. */
  private _settle(catalogue: IAskCatalogue, wanted: IAnalysisSpec, offer: ITableOffer): void {
    const kept = isOffer(offer, wanted.tables);
    const choices = catalogue.choices(offer);
    const fits = choices.some(
      ({ question, lacking }) => question.id === wanted.question && !lacking.length
    );
    const own = wanted.question === null && wanted.custom !== null && kept;
    const fallback = catalogue.defaults(offer);
    const chosen = fits || own;
    const spec: IAnalysisSpec = {
      ...wanted,
      tables: kept ? wanted.tables : references(offer.tables),
      question: chosen ? wanted.question : fallback.question,
      custom: chosen ? (kept ? wanted.custom : null) : fallback.custom
    };
    const { plan, problem } = this._plan(spec);
    const isOther = heldKey(spec) !== heldKey(this._state.spec);
    const asked = catalogue.asked(spec);
    this._set({
      ...(isOther ? { held: null } : {}),
      spec,
      offer,
      choices,
      own: catalogue.own(this._own, offer),
      fields: catalogue.fields(offer),
      timeColumns: catalogue.timeColumns(offer),
      paths: asked ? catalogue.paths(asked, offer) : [],
      asked,
      plan,
      problem
    });
    this._estimate.of(plan && spec);
    if (this._isLooking) {
      this._coverage.of(plan && spec);
    }
    this._rows.of(plan && spec);
  }

  private _plan(spec: IAnalysisSpec): Pick<IAskState, 'plan' | 'problem'> {
    try {
      return { plan: this._lake.plan(spec, [...this._tables]), problem: null };
    } catch (reason) {
      if (reason instanceof SpecError) {
        return { plan: null, problem: reason };
      }
      throw reason;
    }
  }

  private _onSpent(): void {
    this._estimate.again();
  }

  private _onLakeChanged(): void {
    this._isStale = true;
    this._heldDays.forget();
    if (this._isActive) {
      void this.load();
    }
  }

  private _set(part: Partial<IAskState>): void {
    if (!this._isDisposed) {
      this._state = { ...this._state, ...part };
      this._stateChanged.emit();
    }
  }

  private readonly _lake: ISecurityLake;
  private readonly _estimate: Inquiry<ICost>;
  private readonly _heldDays: HeldDays;
  private readonly _coverage: Inquiry<IHeldDays>;
  private readonly _rows: RowsCheck;
  private readonly _preferences: IPreferenceValues;
  private readonly _loadCatalogue: () => Promise<IAskCatalogue>;
  private readonly _explain: (reason: unknown) => Promise<IFailure>;
  private readonly _stateChanged = new Signal<this, void>(this);
  private _recall: (() => Promise<IAskMemory | null>) | null;
  private _catalogue: IAskCatalogue | null = null;
  private _tables: readonly ILakeTable[] = [];
  private _own: readonly IOwnQuestion[] = [];
  private _state: IAskState;
  private _touched = false;
  /** Whether to look for the days with rows. */
  private _isLooking = false;
  private _turn = 0;
  private _isActive = false;
  private _isStale = true;
  private _isDisposed = false;
}

/** What a saved analysis holds of tables. */
function references(tables: readonly ITableRef[]): ITableRef[] {
  return tables.map(({ catalog, database, name }) => ({ catalog, database, name }));
}

export namespace AskModel {
  export interface IOptions {
    lake: ISecurityLake;
    preferences: IPreferenceValues;
    /** The pure rooms' part, loaded when first needed. */
    catalogue: () => Promise<IAskCatalogue>;
    /** Gives what was remembered of the form; asked once, before the lake is. */
    recall?: () => Promise<IAskMemory | null>;
    /** Puts an error into words. */
    explain: (reason: unknown) => Promise<IFailure>;
  }
}
