import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { NotebookExport } from '../notebook/export';
import { NotebookPlace } from '../notebook/place';
import { INotebookExport, IPreferences, ISecurityLake, NAMESPACE } from '../tokens';

/** Puts statements and results into notebooks. */
export const notebookExportPlugin: JupyterFrontEndPlugin<INotebookExport> = {
  id: 'jupyter-security-lake-ml:notebook-export',
  description: 'Inserts SQL and results into the notebook in use, or into a new one.',
  autoStart: true,
  provides: INotebookExport,
  requires: [INotebookTracker, ISecurityLake, IPreferences],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    lake: ISecurityLake,
    preferences: IPreferences,
    translator: ITranslator | null
  ): INotebookExport => {
    const trans = (translator ?? nullTranslator).load(NAMESPACE);
    const { kernelspecs, contents } = app.serviceManager;
    return new NotebookExport({
      place: new NotebookPlace({
        tracker,
        trans,
        create: async () => {
          await kernelspecs.ready;
          const made: NotebookPanel = await app.commands.execute('notebook:create-new', {
            kernelName: kernelspecs.specs?.default ?? ''
          });
          return made;
        }
      }),
      contents,
      snapshots: async () => {
        const [{ snapshotsOf }] = await Promise.all([import('./snapshots'), lake.load?.()]);
        return snapshotsOf(lake, trans);
      },
      config: () => lake.config(),
      cellStyle: () => preferences.cellStyle,
      show: id => app.shell.activateById(id),
      trans
    });
  }
};
