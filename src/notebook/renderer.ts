import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';

import { RESULT_MIME, type IResultDocument } from '../analysis/document';
import type { ISnapshots } from './result-cell';
import type { ReadDocument } from './saved-document';

/** Shows one document inside an output. */
export interface IResultEmbedding {
  /**
   * A view of the document; it never queries by itself.
   *
   * @param keep - Takes each document that a run in the view makes, so that the notebook saves it.
   */
  create(
    document: IResultDocument,
    keep: (document: IResultDocument) => Promise<void>
  ): Promise<Widget>;
  snapshots(): Promise<ISnapshots>;
  trans: TranslationBundle;
}

/**
 * A result in a notebook output. The document is data that anybody may have written, so it is checked, shown as text
 * and drawings only, and asks no server until a person runs it.
 */
export class ResultRenderer extends Panel implements IRenderMime.IRenderer {
  /** @param _embedding - What shows documents; it comes when the services of the application are there. */
  constructor(private readonly _embedding: Promise<IResultEmbedding>) {
    super();
    this.addClass('jp-SecurityLake-output');
  }

  /** Shows a model's document; the same document again leaves the view as it is. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const value = model.data[RESULT_MIME];
    const text = JSON.stringify(value ?? null);
    if (text === this._shown) {
      return;
    }
    this._shown = text;
    const view = await this._viewOf(model, value);
    if (this.isDisposed || (this._shown !== null && text !== this._shown)) {
      view.dispose();
      return;
    }
    for (const old of [...this.widgets]) {
      old.dispose();
    }
    this.addWidget(view);
  }

  private async _viewOf(model: IRenderMime.IMimeModel, value: unknown): Promise<Widget> {
    const embedding = await this._embedding;
    const { trans } = embedding;
    try {
      const { readDocument } = await import('./saved-document');
      const read = readDocument(value);
      return read.kind === 'document'
        ? await embedding.create(read.document, document => this._keep(model, document))
        : messageOf(wordsFor(read, trans));
    } catch (reason) {
      console.error('Security Lake could not show a result.', reason);
      this._shown = null;
      return messageOf(
        trans.__('This result could not be loaded. Reload the page when the server answers again.')
      );
    }
  }

  /** Puts the result of a run into the output: the notebook then saves it, with its text and picture. */
  private async _keep(model: IRenderMime.IMimeModel, document: IResultDocument): Promise<void> {
    const [{ resultBundle }, embedding] = await Promise.all([
      import('./result-cell'),
      this._embedding
    ]);
    const { data, metadata } = await resultBundle(document, await embedding.snapshots());
    if (!this.isDisposed) {
      // The view already shows it.
      this._shown = JSON.stringify(data[RESULT_MIME]);
      model.setData({ data, metadata });
    }
  }

  private _shown: string | null = null;
}

function wordsFor(
  read: Exclude<ReadDocument, { kind: 'document' }>,
  trans: TranslationBundle
): string {
  return read.kind === 'newer'
    ? trans.__(
        'This result was saved by a later version (format %1). Update jupyter-security-lake-ml to see it.',
        read.version
      )
    : trans.__(
        'This result can’t be shown: its “%1” is missing or damaged. Run its cell again.',
        read.missing
      );
}

function messageOf(text: string): Widget {
  const widget = new Widget();
  widget.addClass('jp-SecurityLake-outputMessage');
  widget.node.setAttribute('role', 'alert');
  widget.node.textContent = text;
  return widget;
}
