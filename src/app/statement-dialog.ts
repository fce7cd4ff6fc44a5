import { Clipboard, Dialog } from '@jupyterlab/apputils';
import { CodeEditor, type IEditorServices } from '@jupyterlab/codeeditor';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { IPlan } from '../analysis/types';
import type { INotebookExport } from '../tokens';
import { notifyFailure } from './failing';

export interface IStatementDialogOptions {
  plan: IPlan;
  /** What Run starts; none when all of it is here already. */
  statements: readonly string[];
  notebook: INotebookExport | null;
  /** Null where there is no editor: the text is then plain. */
  editorServices: IEditorServices | null;
  trans: TranslationBundle;
}

/** Shows the statements that Run would start, to be read, copied or put into a cell. */
export function showStatement(options: IStatementDialogOptions): void {
  const { plan, notebook, trans } = options;
  const obstacle = notebook?.obstacle ?? null;
  // Not `accept`: that would be a second primary button.
  const insert = Dialog.createButton({
    label: obstacle ? trans.__('Insert in a new notebook') : trans.__('Insert in notebook'),
    caption: obstacle ?? trans.__('A new code cell under the active one'),
    accept: false,
    actions: ['insert']
  });
  const copy = Dialog.okButton({ label: trans.__('Copy'), actions: ['copy'] });
  const close = Dialog.cancelButton({ label: trans.__('Close') });
  const dialog = new Dialog<unknown>({
    title: trans.__('What “%1” asks Athena', plan.title),
    body: new StatementView(options),
    buttons: notebook ? [close, insert, copy] : [close, copy],
    defaultButton: 0,
    hasClose: true
  });
  void dialog
    .launch()
    .then(async ({ button }) => {
      if (button.actions.includes('copy')) {
        Clipboard.copyToSystem(textOf(options));
      } else if (button.actions.includes('insert')) {
        await notebook?.insertSql(plan.series, plan.title);
      }
    })
    .catch(reason => notifyFailure(reason, trans));
}

/** All statements in the order in which they are started; what is asked as a whole when all of it is here. */
function textOf({ plan: { series, beside }, statements }: IStatementDialogOptions): string {
  const whole = [series, ...beside.map(({ statement }) => statement)].map(({ sql }) => sql);
  return (statements.length > 0 ? statements : whole).join(';\n\n');
}

/** Statements in JupyterLab's own editor, to be read only. */
class StatementView extends Widget {
  constructor(options: IStatementDialogOptions) {
    super();
    const { editorServices, trans } = options;
    const text = textOf(options);
    this.addClass('jp-SecurityLake-statement');
    const host = document.createElement('div');
    host.className = 'jp-SecurityLake-statementText';
    this.node.append(host);
    if (!editorServices) {
      host.textContent = text;
      return;
    }
    const model = new CodeEditor.Model({ mimeType: 'text/x-sql' });
    model.sharedModel.setSource(text);
    this._editor = editorServices.factoryService.newInlineEditor({
      host,
      model,
      config: { readOnly: true, lineNumbers: false, lineWrap: true }
    });
    this._editor.setOption('readOnly', true);
    host.setAttribute('aria-label', trans.__('SQL'));
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._editor?.model.dispose();
      this._editor?.dispose();
      super.dispose();
    }
  }

  private _editor: CodeEditor.IEditor | null = null;
}
