import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';

import { RESULT_MIME, type IResultDocument } from '../analysis/document';
import type { ReadDocument } from './saved-document';

/** Shows one document inside an output. */
export interface IResultEmbedding {
  /** A view of the document; it never queries by itself. */
  create(document: IResultDocument): Widget | Promise<Widget>;
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
    const { create, trans } = await this._embedding;
    const { readDocument } = await import('./saved-document');
    const read = readDocument(value);
    const view = read.kind === 'document' ? await create(read.document) : messageOf(read, trans);
    if (this.isDisposed || text !== this._shown) {
      view.dispose();
      return;
    }
    for (const old of [...this.widgets]) {
      old.dispose();
    }
    this.addWidget(view);
  }

  private _shown: string | null = null;
}

function messageOf(
  read: Exclude<ReadDocument, { kind: 'document' }>,
  trans: TranslationBundle
): Widget {
  const widget = new Widget();
  widget.addClass('jp-SecurityLake-outputMessage');
  widget.node.setAttribute('role', 'alert');
  widget.node.textContent =
    read.kind === 'newer'
      ? trans.__(
          'This result was saved by a later version (format %1). Update jupyter-security-lake-ml to see it.',
          read.version
        )
      : trans.__(
          'This result can’t be shown: its “%1” is missing or damaged. Run its cell again.',
          read.missing
        );
  return widget;
}
