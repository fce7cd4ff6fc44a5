import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type * as nbformat from '@jupyterlab/nbformat';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';

/** What a new code cell holds. */
export interface INewCell {
  source: string;
  outputs?: nbformat.IOutput[];
}

/** The notebook that cells go into: the one that was used last, or a new one where there is none or it can't be written. */
export class NotebookPlace implements IDisposable {
  constructor(private readonly _options: NotebookPlace.IOptions) {
    _options.tracker.currentChanged.connect(this._onCurrentChanged, this);
    this._onCurrentChanged();
  }

  /** `obstacle` may be another now. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Why no cell can be added to the notebook that is in use; null when one can, or when none is in use. */
  get obstacle(): string | null {
    const panel = this._options.tracker.currentWidget;
    return panel && obstacleOf(panel, this._options.trans);
  }

  /** The notebook in use, ready to take a cell; else a new one. Throws when that can't take any either. */
  async find(): Promise<{ panel: NotebookPanel; isNew: boolean }> {
    const current = this._options.tracker.currentWidget;
    await current?.context.ready;
    if (current && obstacleOf(current, this._options.trans) === null) {
      return { panel: current, isNew: false };
    }
    const panel = await this._options.create();
    await panel.context.ready;
    const obstacle = obstacleOf(panel, this._options.trans);
    if (obstacle) {
      throw new Error(obstacle);
    }
    return { panel, isNew: true };
  }

  /**
   * Adds a code cell under the active one as one step of undo, and makes it the active one. In a notebook that was made
   * for it, it is the first cell.
   */
  async insert(panel: NotebookPanel, cell: INewCell, isNew: boolean): Promise<void> {
    const notebook = panel.content;
    const model = notebook.model;
    if (!model) {
      throw new Error(this._options.trans.__('%1 has no content yet.', panel.title.label));
    }
    const index = isNew ? 0 : notebook.activeCellIndex + 1;
    model.sharedModel.insertCell(index, {
      cell_type: 'code',
      source: cell.source,
      // The person asked for this cell: it doesn't make a trusted notebook untrusted.
      metadata: { trusted: true },
      ...(cell.outputs && { outputs: cell.outputs, execution_count: null })
    });
    notebook.activeCellIndex = index;
    notebook.deselectAll();
    notebook.mode = 'command';
    const added = notebook.widgets[index];
    if (added) {
      await notebook.scrollToCell(added).catch(() => undefined);
    }
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  private _onCurrentChanged(): void {
    this._watched?.context.fileChanged.disconnect(this._emit, this);
    this._watched = this._options.tracker.currentWidget;
    this._watched?.context.fileChanged.connect(this._emit, this);
    this._watched?.context.ready.then(() => this._emit()).catch(() => undefined);
    this._emit();
  }

  private _emit(): void {
    if (!this._isDisposed) {
      this._changed.emit();
    }
  }

  private _watched: NotebookPanel | null = null;
  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
}

export namespace NotebookPlace {
  export interface IOptions {
    tracker: INotebookTracker;
    /** Makes and opens a notebook. */
    create: () => Promise<NotebookPanel>;
    trans: TranslationBundle;
  }
}

function obstacleOf(panel: NotebookPanel, trans: TranslationBundle): string | null {
  const isReadOnly =
    panel.context.contentsModel?.writable === false || panel.model?.readOnly === true;
  return isReadOnly ? trans.__('%1 is read-only.', panel.title.label) : null;
}
