import { UUID } from '@lumino/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';

import { unrunDocument, type IResultDocument } from '../analysis/document';
import type { IAnalysisSpec } from '../analysis/spec';
import type { IResumePoint } from '../analysis/types';
import type { ResultModel, ResultPanel } from '../results';
import type { IRecentResult, IResults } from '../tokens';
import type { IDocumentStore } from './document-store';
import type { LoadingTab } from './loading-tab';
import type { IRecentEntry, RecentList } from './recent-list';

/** What opens a tab: either a spec that runs at once, or a document. */
export interface IOpening {
  spec?: IAnalysisSpec;
  document?: IResultDocument;
  /** Picks a started run up again. */
  resume?: IResumePoint;
}

/** Result tabs: opens them, remembers them, brings them back after a reload. */
export class ResultTabs implements IResults {
  constructor(private readonly _options: ResultTabs.IOptions) {
    _options.recent.changed.connect(this._onRecentChanged, this);
  }

  get recent(): readonly IRecentResult[] {
    return this._options.recent.entries;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  run(spec: IAnalysisSpec): void {
    this._report(this._add(UUID.uuid4(), { spec }));
  }

  open(document: IResultDocument): void {
    const id = UUID.uuid4();
    void this._options.store.put(id, document);
    this._report(this._add(id, { document }));
  }

  offer(spec: IAnalysisSpec): void {
    this.open(unrunDocument(spec, ''));
  }

  reopen(id: string): void {
    const panel = this._panels.get(id);
    if (panel) {
      this._options.show(panel);
    } else {
      this._report(this.restore(id));
    }
  }

  prepare(): void {
    // Who opens a tab loads it again, and says when that fails.
    this._options.prepare().catch(() => undefined);
  }

  /** The id under which a tab is remembered; empty when it isn't one of these. */
  idOf(panel: ResultPanel): string {
    return [...this._panels].find(([, each]) => each === panel)?.[0] ?? '';
  }

  /**
   * Opens a remembered result: its document, else its query where that was started and not read, else what would be
   * asked with Run. Never starts a query. Resolves when the tab is there.
   *
   * @param spec - What the layout remembers of it, for when the list no longer does.
   */
  async restore(id: string, spec?: IAnalysisSpec): Promise<void> {
    const { recent, store } = this._options;
    await this._options.ready;
    const entry = recent.find(id);
    const document = await store.get(id);
    const wanted = entry?.spec ?? spec;
    if (document) {
      await this._add(id, { document });
    } else if (wanted && entry?.resume) {
      await this._add(id, { spec: wanted, resume: entry.resume });
    } else if (wanted) {
      await this._add(id, { document: unrunDocument(wanted, entry?.title ?? '') });
    }
  }

  private async _add(id: string, opening: IOpening): Promise<void> {
    const loading = this._options.loading();
    const panel = await loading.behind(() => this._options.create(opening));
    if (!panel) {
      return;
    }
    const { model } = panel;
    this._panels.set(id, panel);
    panel.disposed.connect(() => this._onClosed(id), this);
    model.stateChanged.connect(() => this._remember(id, model), this);
    model.documentChanged.connect((_, document) => {
      void this._options.store.put(id, document);
    }, this);
    this._remember(id, model);
    await this._options.add(panel, id, loading);
    loading.dispose();
  }

  private _remember(id: string, model: ResultModel): void {
    const entry = entryOf(id, model, this._options.recent.find(id));
    if (entry) {
      void this._options.recent.put(entry);
    }
  }

  /** Closing a tab stops its run; a reload of the page closes none. */
  private _onClosed(id: string): void {
    this._panels.delete(id);
    const entry = this._options.recent.find(id);
    if (entry?.state === 'running') {
      void this._options.recent.put({ ...entry, state: 'cancelled', resume: null });
    }
  }

  private _report(work: Promise<void>): void {
    work.catch(this._options.fail);
  }

  private _onRecentChanged(): void {
    this._changed.emit();
  }

  private readonly _panels = new Map<string, ResultPanel>();
  private readonly _changed = new Signal<this, void>(this);
}

export namespace ResultTabs {
  export interface IOptions {
    recent: RecentList;
    store: IDocumentStore;
    /** Resolves when the list of recent results was read. */
    ready: Promise<void>;
    /** Loads the results room. */
    prepare: () => Promise<unknown>;
    /** Makes a tab; the results room is loaded for the first. */
    create: (opening: IOpening) => Promise<ResultPanel>;
    /** Makes what stands in for a tab while it is being made. */
    loading: () => LoadingTab;
    /** Puts a tab into the main area under its id, where its stand-in is if that is shown. */
    add: (panel: ResultPanel, id: string, loading: LoadingTab) => Promise<void>;
    /** Brings a tab to the front. */
    show: (panel: ResultPanel) => void;
    /** Says that a tab couldn't be opened. */
    fail: (reason: unknown) => void | Promise<void>;
  }
}

/** What is remembered of a tab as it stands; null while it has nothing to say. */
function entryOf(
  id: string,
  { spec, document, phase, title, resume }: ResultModel,
  before: IRecentEntry | undefined
): IRecentEntry | null {
  if (!spec) {
    return null;
  }
  return {
    id,
    title,
    spec,
    findings: document?.findings?.findings.length ?? null,
    state: phase === 'running' || phase === 'failed' || phase === 'cancelled' ? phase : 'done',
    ranAt: document?.ranAt ?? null,
    resume: phase === 'running' ? (resume ?? before?.resume ?? null) : document ? null : resume
  };
}
