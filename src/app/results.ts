import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IThemeManager, WidgetTracker } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { UUID } from '@lumino/coreutils';

import type { IAnalysisSpec } from '../analysis/spec';
import type { ResultPanel } from '../results';
import { INotebookExport, IResults, ISecurityLake, NAMESPACE } from '../tokens';
import { BrowserDocumentStore } from './document-store';
import { shieldIcon } from './icon';
import { CommandIds } from './ids';
import { LoadingTab } from './loading-tab';
import { RecentList } from './recent-list';
import { ResultTabs } from './result-tabs';
import { resultRoom } from './result-room';
import { resumingLake } from './resuming';
import { saverOf } from './save-analysis';

/** Result tabs and what is remembered of them. */
export const resultsPlugin: JupyterFrontEndPlugin<IResults> = {
  id: 'jupyter-security-lake-ml:results',
  description: 'Opens results in the main area and brings them back after a reload.',
  autoStart: true,
  provides: IResults,
  requires: [ISecurityLake],
  optional: [
    INotebookExport,
    ITranslator,
    ILayoutRestorer,
    IStateDB,
    IEditorServices,
    IThemeManager,
    IDefaultFileBrowser
  ],
  activate: (
    app: JupyterFrontEnd,
    lake: ISecurityLake,
    notebook: INotebookExport | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    state: IStateDB | null,
    editorServices: IEditorServices | null,
    themeManager: IThemeManager | null,
    browser: IDefaultFileBrowser | null
  ): IResults => {
    const trans = (translator ?? nullTranslator).load(NAMESPACE);
    const tracker = new WidgetTracker<ResultPanel>({ namespace: 'security-lake-ml-results' });
    const recent = new RecentList(state, `${NAMESPACE}:recent`);
    const ready = recent.load().catch(reason => {
      console.warn('Security Lake could not read its recent analyses.', reason);
    });
    const saveAnalysis = saverOf(app.serviceManager.contents, browser, trans);
    const { baseUrl } = app.serviceManager.serverSettings;

    const checkConnection = () => void app.commands.execute(CommandIds.checkConnection);

    const room = () => resultRoom(lake, app.commands, trans);

    const results = new ResultTabs({
      recent,
      ready,
      store: new BrowserDocumentStore(`${NAMESPACE}:${new URL(baseUrl).pathname}`),
      prepare: room,
      create: async ({ spec, document, resume }) => {
        const { createResultPanel } = await room();
        const panel = createResultPanel({
          lake: resume ? resumingLake(lake, resume) : lake,
          notebook,
          trans,
          editorServices,
          themeManager,
          checkConnection,
          save: document => saveAnalysis(document),
          spec,
          document
        });
        panel.title.icon = shieldIcon;
        return panel;
      },
      loading: () =>
        new LoadingTab({
          title: trans.__('Security Lake'),
          trans,
          show: tab => {
            tab.id = `jp-SecurityLake-loading-${UUID.uuid4()}`;
            app.shell.add(tab, 'main', { type: 'Security Lake' });
          }
        }),
      add: async (panel, id, loading) => {
        panel.id = `jp-SecurityLake-result-${id}`;
        const place = loading.isAttached ? { ref: loading.id, activate: loading.isVisible } : {};
        app.shell.add(panel, 'main', { type: 'Security Lake', ...place });
        await tracker.add(panel);
      },
      show: panel => app.shell.activateById(panel.id),
      fail: async reason =>
        (await import('./failing')).notifyFailure(reason, trans, checkConnection)
    });

    app.commands.addCommand(CommandIds.restoreResult, {
      label: trans.__('Open a Recent Analysis'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            id: { type: 'string', description: trans.__('Id of the analysis') },
            spec: { type: 'object', description: trans.__('What it asked') }
          },
          required: ['id']
        }
      },
      isVisible: () => false,
      execute: args => results.restore(String(args.id), args.spec as unknown as IAnalysisSpec)
    });
    if (restorer) {
      void restorer.restore(tracker, {
        command: CommandIds.restoreResult,
        name: panel => results.idOf(panel),
        args: panel => ({
          id: results.idOf(panel),
          spec: (panel.model.spec ?? {}) as never
        })
      });
    }
    return results;
  }
};
