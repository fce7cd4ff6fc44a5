import type { Locator, Page } from '@playwright/test';

/** The notebook that was used last. */
export class Notebook {
  constructor(private readonly _page: Page) {
    this.cells = _page.locator('.jp-NotebookPanel .jp-Cell');
  }

  /** Cells of the notebooks on the page. */
  readonly cells: Locator;

  /** Sources of all cells, as the model holds them. */
  sources(): Promise<string[]> {
    return this._page.evaluate(() => {
      const { shell } = window.jupyterapp;
      const panels = [...shell.widgets('main')] as unknown as INotebookWidget[];
      const panel = panels.find(each => each.content?.model?.sharedModel?.cells);
      return panel?.content.model.sharedModel.cells.map(cell => cell.getSource()) ?? [];
    });
  }

  /** Text of the file as it stands on the server. */
  async saved(path: string): Promise<string> {
    const response = await this._page.request.get(`/api/contents/${path}?content=1`);
    const { content } = await response.json();
    return typeof content === 'string' ? content : JSON.stringify(content);
  }

  /** Opens a notebook by its path. */
  async open(path: string): Promise<void> {
    await this._page.evaluate(
      path => window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => undefined),
      path
    );
  }

  async source(index: number): Promise<string> {
    return (await this.sources())[index] ?? '';
  }
}

interface INotebookWidget {
  content: { model: { sharedModel: { cells: { getSource(): string }[] } } };
}

declare global {
  interface Window {
    jupyterapp: {
      shell: { widgets(area: string): Iterable<unknown>; activateById(id: string): void };
      restored: Promise<void>;
      commands: { execute(id: string, args?: object): Promise<unknown> };
    };
  }
}
