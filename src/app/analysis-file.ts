import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IThemeManager, WidgetTracker } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import type { IDocumentWidget } from '@jupyterlab/docregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { INotebookExport, ISecurityLake, NAMESPACE } from '../tokens';
import { AnalysisFactory } from './analysis-factory';
import { shieldIcon } from './icon';
import { ANALYSIS_FACTORY, ANALYSIS_FILE_TYPE, CommandIds } from './ids';
import { resultRoom } from './result-room';

/** `.lakeml` files: they open as a result that offers Run. */
export const analysisFilePlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-security-lake-ml:analysis-file',
  description: 'Opens saved analyses.',
  autoStart: true,
  requires: [ISecurityLake],
  optional: [INotebookExport, ITranslator, ILayoutRestorer, IEditorServices, IThemeManager],
  activate: (
    app: JupyterFrontEnd,
    lake: ISecurityLake,
    notebook: INotebookExport | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    editorServices: IEditorServices | null,
    themeManager: IThemeManager | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(NAMESPACE);
    const { docRegistry } = app;
    docRegistry.addFileType({
      name: ANALYSIS_FILE_TYPE,
      displayName: trans.__('Security Lake analysis'),
      extensions: ['.lakeml'],
      mimeTypes: ['application/json'],
      contentType: 'file',
      fileFormat: 'text',
      icon: shieldIcon
    });
    const tracker = new WidgetTracker<IDocumentWidget>({ namespace: 'security-lake-ml-files' });
    const factory = new AnalysisFactory({
      name: ANALYSIS_FACTORY,
      label: trans.__('Security Lake Analysis'),
      modelName: 'text',
      fileTypes: [ANALYSIS_FILE_TYPE],
      defaultFor: [ANALYSIS_FILE_TYPE],
      readOnly: true,
      translator: translator ?? undefined,
      trans,
      result: async document => {
        const { createResultView } = await resultRoom(lake, app.commands, trans);
        return createResultView({
          lake,
          notebook,
          trans,
          document,
          editorServices,
          themeManager,
          checkConnection: () => void app.commands.execute(CommandIds.checkConnection)
        });
      }
    });
    factory.widgetCreated.connect((_, widget) => {
      widget.title.icon = shieldIcon;
      widget.context.pathChanged.connect(() => void tracker.save(widget));
      void tracker.add(widget);
    });
    docRegistry.addWidgetFactory(factory);
    if (restorer) {
      void restorer.restore(tracker, {
        command: 'docmanager:open',
        args: widget => ({ path: widget.context.path, factory: ANALYSIS_FACTORY }),
        name: widget => widget.context.path
      });
    }
  }
};
