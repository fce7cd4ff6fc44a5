import {
  ABCWidgetFactory,
  DocumentWidget,
  type DocumentRegistry,
  type IDocumentWidget
} from '@jupyterlab/docregistry';
import { Panel, Widget } from '@lumino/widgets';

import type { IResultOptions } from './result-panel';

/** Makes the view of a `.lakeml` file. */
export class AnalysisFactory extends ABCWidgetFactory<IDocumentWidget> {
  constructor(private readonly _options: AnalysisFactory.IOptions) {
    super(_options);
  }

  protected createNewWidget(context: DocumentRegistry.Context): IDocumentWidget {
    return new DocumentWidget({
      content: new AnalysisView(context, this._options.result),
      context
    });
  }
}

export namespace AnalysisFactory {
  export interface IOptions extends DocumentRegistry.IWidgetFactoryOptions<IDocumentWidget> {
    /** What the result needs beside its document. */
    result: Omit<IResultOptions, 'document' | 'spec'>;
  }
}

/** A saved analysis: what it asks, with Run. It asks nothing by itself. */
class AnalysisView extends Panel {
  constructor(
    private readonly _context: DocumentRegistry.Context,
    private readonly _result: AnalysisFactory.IOptions['result']
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
    const { trans } = this._result;
    const read = readAnalysis(this._context.model.toString());
    const view =
      'spec' in read
        ? await this._resultOf(read.spec)
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

  private async _resultOf(spec: NonNullable<IResultOptions['spec']>): Promise<Widget> {
    const { createResultView } = await import('./result-panel');
    const { unrun } = await import('./result-tabs');
    const name = this._context.localPath.split('/').pop() ?? '';
    return createResultView({ ...this._result, document: unrun(spec, name) });
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
