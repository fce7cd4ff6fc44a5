import { Notification } from '@jupyterlab/apputils';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';

import type { IResultDocument } from '../analysis/document';
import type { IServerConfig } from '../analysis/types';
import type { IStatement } from '../sql/types';
import type { CellStyle, INotebookExport } from '../tokens';
import type { NotebookPlace } from './place';
import type { ISnapshots } from './result-cell';

/** Puts statements and results into cells. */
export class NotebookExport implements INotebookExport, IDisposable {
  constructor(private readonly _options: NotebookExport.IOptions) {
    _options.place.changed.connect(this._onPlaceChanged, this);
  }

  get obstacle(): string | null {
    return this._options.place.obstacle;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  async insertSql(statement: IStatement, title: string): Promise<void> {
    const { place, trans } = this._options;
    const config = await this._options.config().catch(() => null);
    const { cellSource } = await import('./cell-source');
    const source = cellSource(this._options.cellStyle(), {
      statement,
      title,
      region: config?.backend === 'athena' ? config.region : '',
      workgroup: config?.backend === 'athena' ? config.workgroup : ''
    });
    // The reason is that of the notebook that was in use, which a new one replaces.
    const { obstacle } = place;
    const { panel, isNew } = await place.find();
    await place.insert(panel, { source }, isNew);
    const said = trans.__('The SQL is in a new cell of %1.', panel.title.label);
    Notification.success(because(obstacle, said), {
      autoClose: 4000,
      actions: isNew
        ? []
        : [{ label: trans.__('Show'), callback: () => this._options.show(panel.id) }]
    });
  }

  async openInNotebook(document: IResultDocument): Promise<void> {
    const { place, contents, snapshots, trans } = this._options;
    const { resultCell } = await import('./result-cell');
    const { obstacle } = place;
    const { panel, isNew } = await place.find();
    const { cell, fileName, dropped } = await resultCell(document, {
      notebookPath: panel.context.path,
      contents,
      snapshots: await snapshots()
    });
    await place.insert(panel, cell, isNew);
    this._options.show(panel.id);
    const notebook = panel.title.label;
    const said = dropped
      ? trans._n(
          'The result is in %2, without one series that would make it too big.',
          'The result is in %2, without %1 series that would make it too big.',
          dropped,
          notebook
        )
      : trans.__('The result is in %1, its analysis in %2.', notebook, fileName);
    Notification.success(because(obstacle, said), { autoClose: 4000 });
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._options.place.dispose();
      Signal.clearData(this);
    }
  }

  private _onPlaceChanged(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
}

export namespace NotebookExport {
  export interface IOptions {
    place: NotebookPlace;
    contents: Contents.IManager;
    /** Loaded when a result is first exported. */
    snapshots: () => Promise<ISnapshots>;
    config: () => Promise<IServerConfig>;
    cellStyle: () => CellStyle;
    /** Brings a notebook to the front. */
    show: (id: string) => void;
    trans: TranslationBundle;
  }
}

/** What was done, with why it was done elsewhere. */
function because(obstacle: string | null, said: string): string {
  return obstacle ? `${obstacle} ${said}` : said;
}
