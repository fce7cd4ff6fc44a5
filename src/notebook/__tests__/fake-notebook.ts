import { YNotebook } from '@jupyter/ydoc';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';

/** A notebook with one cell, as far as a cell can be put into it. */
export function fakeNotebook(path: string, writable = true): NotebookPanel {
  const sharedModel = YNotebook.create() as YNotebook;
  sharedModel.insertCell(0, { cell_type: 'code', source: 'first' });
  sharedModel.clearUndoHistory();
  const panel = {
    id: path,
    title: { label: path.split('/').pop() },
    model: { readOnly: false },
    context: {
      path,
      ready: Promise.resolve(),
      contentsModel: { writable },
      fileChanged: new Signal({})
    },
    content: {
      model: { sharedModel },
      activeCellIndex: 0,
      widgets: [],
      mode: 'edit',
      deselectAll: () => undefined
    }
  };
  return panel as unknown as NotebookPanel;
}

/** Sources of a notebook's cells. */
export function sourcesOf(panel: NotebookPanel): string[] {
  return panel.content.model!.sharedModel.cells.map(cell => cell.getSource());
}

/** A tracker whose current notebook can be set. */
export class FakeTracker {
  readonly currentChanged = new Signal<this, NotebookPanel | null>(this);

  constructor(private _current: NotebookPanel | null = null) {}

  get currentWidget(): NotebookPanel | null {
    return this._current;
  }

  set currentWidget(panel: NotebookPanel | null) {
    this._current = panel;
    this.currentChanged.emit(panel);
  }

  get asTracker(): INotebookTracker {
    return this as unknown as INotebookTracker;
  }
}

/** Files by path. */
export class FakeContents {
  readonly files = new Map<string, string>();

  async get(folder: string): Promise<{ content: { name: string }[] }> {
    const prefix = folder ? `${folder}/` : '';
    const names = [...this.files.keys()].filter(path => path.startsWith(prefix));
    return { content: names.map(path => ({ name: path.slice(prefix.length) })) };
  }

  async save(path: string, { content }: { content: string }): Promise<void> {
    this.files.set(path, content);
  }

  get asManager(): Contents.IManager {
    return this as unknown as Contents.IManager;
  }
}
