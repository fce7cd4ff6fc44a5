import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { INotebookExport, ISecurityLake, NAMESPACE } from '../tokens';
import { CommandIds } from './ids';
import { IOutputs } from './renderer';
import { resultRoom } from './result-room';

/** Gives the renderer of notebook outputs the services that its results need. */
export const outputsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-security-lake-ml:outputs',
  description: 'Connects results in notebook outputs with the services of the application.',
  autoStart: true,
  requires: [IOutputs, ISecurityLake],
  optional: [INotebookExport, ITranslator, IEditorServices, IThemeManager],
  activate: (
    app: JupyterFrontEnd,
    outputs: IOutputs,
    lake: ISecurityLake,
    notebook: INotebookExport | null,
    translator: ITranslator | null,
    editorServices: IEditorServices | null,
    themeManager: IThemeManager | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(NAMESPACE);
    outputs.provide({
      trans,
      snapshots: async () => {
        const [{ snapshotsOf }] = await Promise.all([import('./snapshots'), lake.load?.()]);
        return snapshotsOf(lake, trans);
      },
      create: async (document, keep) => {
        const { createResultOutput } = await resultRoom(lake, app.commands, trans);
        const view = createResultOutput({
          lake,
          notebook,
          trans,
          document,
          checkConnection: () => void app.commands.execute(CommandIds.checkConnection),
          editorServices,
          themeManager
        });
        let { ranAt } = document;
        view.model.documentChanged.connect((_, changed) => {
          // The dial makes documents too; they are a matter of looking, not of the notebook.
          if (changed.ranAt !== ranAt) {
            ranAt = changed.ranAt;
            void keep(changed);
          }
        });
        return view;
      }
    });
  }
};
