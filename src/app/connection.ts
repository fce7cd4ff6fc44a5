import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { ConnectionPanel, ICheckReport } from '../panels/connection';
import { ISecurityLake, NAMESPACE } from '../tokens';
import { shieldIcon } from './icon';
import { CommandIds } from './ids';

const PAGE_ID = 'jp-SecurityLake-connection-page';

/** The page that says who answers queries, as whom, why, and what stands in the way. */
export const connectionPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-security-lake-ml:connection',
  description: 'The page that checks the connection to the lake step by step.',
  autoStart: true,
  requires: [ISecurityLake],
  optional: [ITranslator, ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    lake: ISecurityLake,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(NAMESPACE);
    const tracker = new WidgetTracker<ConnectionPanel>({ namespace: PAGE_ID });

    const create = async (): Promise<ConnectionPanel> => {
      const [{ ConnectionModel, ConnectionPanel }, { postForLines }, { serverSend }] =
        await Promise.all([
          import('../panels/connection'),
          import('../athena/lines'),
          import('../athena/send')
        ]);
      const send = serverSend(app.serviceManager.serverSettings);
      const model = new ConnectionModel({
        lake,
        check: (row, onReport, signal) =>
          postForLines<ICheckReport>(send, 'check', { row }, onReport, signal),
        explain: async reason => (await import('./failing')).explain(reason, trans),
        now: Date.now
      });
      const panel = new ConnectionPanel({ model, trans });
      panel.id = PAGE_ID;
      panel.title.icon = shieldIcon;
      return panel;
    };

    app.commands.addCommand(CommandIds.checkConnection, {
      label: trans.__('Check the Connection to the Security Lake'),
      caption: trans.__('Who answers queries, as whom, and what stands in the way'),
      icon: shieldIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        const open = tracker.currentWidget;
        const panel = open && !open.isDisposed ? open : await create();
        if (!panel.isAttached) {
          app.shell.add(panel, 'main', { type: 'Security Lake' });
          await tracker.add(panel);
        }
        app.shell.activateById(panel.id);
        void panel.model.check();
      }
    });
    palette?.addItem({
      command: CommandIds.checkConnection,
      category: trans.__('Security Lake')
    });
    if (restorer) {
      void restorer.restore(tracker, {
        command: CommandIds.checkConnection,
        name: () => 'connection'
      });
    }
  }
};
