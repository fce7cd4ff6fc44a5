import {
  ABCWidgetFactory,
  DocumentWidget,
  type DocumentRegistry,
  type IDocumentWidget
} from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Panel, Widget } from '@lumino/widgets';

import { unrunDocument, type IResultDocument } from '../analysis/document';
import type { ResultView } from '../results';

/** Makes the view of a `.lakeml` file. */
export class AnalysisFactory extends ABCWidgetFactory<IDocumentWidget> {
  constructor(private readonly _options: AnalysisFactory.IOptions) {
    super(_options);
  }

  protected createNewWidget(context: DocumentRegistry.Context): IDocumentWidget {
    return new DocumentWidget({
      content: new AnalysisView(context, this._options),
      context
    });
  }
}

export namespace AnalysisFactory {
  export interface IOptions extends DocumentRegistry.IWidgetFactoryOptions<IDocumentWidget> {
    /** Makes the view of a document. */
    result: (document: IResultDocument) => Promise<ResultView>;
    trans: TranslationBundle;
  }
}

/** A saved analysis: what it asks, with Run. It asks nothing by itself. */
class AnalysisView extends Panel {
  constructor(
    private readonly _context: DocumentRegistry.Context,
    private readonly _options: Pick<AnalysisFactory.IOptions, 'result' | 'trans'>
  ) {
    super();
    this.addClass('jp-SecurityLake-analysisFile');
    void _context.ready.then(() => {
      this._show();
      _context.fileChanged.connect(this._show, this);
    });
  }

  private _show(): void {
    void this._render().catch(reason => {
      console.error('Security Lake could not show the analysis.', reason);
    });
  }

  private async _render(): Promise<void> {
    const turn = ++this._turn;
    const { readAnalysis } = await import('../notebook/read-analysis');
    const { result, trans } = this._options;
    const read = readAnalysis(this._context.model.toString());
    const view =
      'spec' in read
        ? await result(unrunDocument(read.spec, this._name))
        : messageOf(trans.__('This file isn’t an analysis that can be opened: %1', read.problem));
    if (this.isDisposed || turn !== this._turn) {
      view.dispose();
      return;
    }
    for (const old of [...this.widgets]) {
      old.dispose();
    }
    this.addWidget(view);
  }

  private get _name(): string {
    return this._context.localPath.split('/').pop() ?? '';
  }

  private _turn = 0;
}

function messageOf(text: string): Widget {
  const widget = new Widget();
  widget.addClass('jp-SecurityLake-outputMessage');
  widget.node.setAttribute('role', 'alert');
  widget.node.textContent = text;
  return widget;
}
