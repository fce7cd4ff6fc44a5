import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { settingsIcon } from '@jupyterlab/ui-components';

import { IResults, ISecurityLake, NAMESPACE } from '../tokens';
import { shieldIcon } from './icon';
import { CommandIds, PANEL_ID, SETTINGS_TITLE } from './ids';
import { IAskSidebar } from './tokens';

/** Arguments of a command that takes none. */
const NO_ARGUMENTS = { args: { type: 'object', properties: {} } } as const;

/** Commands of the panel, in the palette, the launcher and (by the schema) the menu. */
export const commandsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-security-lake-ml:commands',
  description: 'Commands of the Security Lake panel, in palette, launcher and menu.',
  autoStart: true,
  requires: [ISecurityLake, IAskSidebar, IResults],
  optional: [ITranslator, ICommandPalette, ILauncher],
  activate: (
    app: JupyterFrontEnd,
    lake: ISecurityLake,
    sidebar: IAskSidebar,
    results: IResults,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null
  ): void => {
    const trans = (translator ?? nullTranslator).load(NAMESPACE);
    const { commands, shell } = app;

    commands.addCommand(CommandIds.openPanel, {
      label: args =>
        args.isLauncher ? trans.__('Security Lake') : trans.__('Open the Security Lake Panel'),
      caption: trans.__('Trends, outliers and change points in your security logs'),
      icon: shieldIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            isLauncher: {
              type: 'boolean',
              description: trans.__('Whether the launcher shows the command')
            }
          }
        }
      },
      execute: () => shell.activateById(PANEL_ID)
    });
    commands.addCommand(CommandIds.newAnalysis, {
      label: trans.__('New Security Lake Analysis'),
      caption: trans.__('Open the panel with your default settings'),
      icon: shieldIcon,
      describedBy: NO_ARGUMENTS,
      execute: () => {
        sidebar.reset();
        shell.activateById(PANEL_ID);
      }
    });
    commands.addCommand(CommandIds.run, {
      label: trans.__('Run the Security Lake Analysis'),
      caption: trans.__('Run what the panel says in a new tab'),
      icon: shieldIcon,
      describedBy: NO_ARGUMENTS,
      isEnabled: () => sidebar.canRun,
      execute: () => results.run(sidebar.spec)
    });
    commands.addCommand(CommandIds.seeSql, {
      label: trans.__('Show the SQL of the Security Lake Analysis'),
      caption: trans.__('The statement that Run would start'),
      describedBy: NO_ARGUMENTS,
      isEnabled: () => sidebar.canRun,
      execute: () => sidebar.seeSql()
    });
    commands.addCommand(CommandIds.refresh, {
      label: trans.__('List the Tables of the Security Lake Again'),
      caption: trans.__('Ask the server anew what there is'),
      describedBy: NO_ARGUMENTS,
      execute: () => lake.refresh()
    });
    commands.addCommand(CommandIds.forgetDays, {
      label: trans.__('Forget the Days that Security Lake Keeps'),
      caption: trans.__('Results of closed days on the server, kept so that they are paid once'),
      describedBy: NO_ARGUMENTS,
      execute: async () => (await import('./forget-days')).forgetDays(lake, trans)
    });
    commands.addCommand(CommandIds.openSettings, {
      label: trans.__('Settings of Security Lake'),
      caption: trans.__('Default range, grain, sensitivity and cell style'),
      icon: settingsIcon,
      describedBy: NO_ARGUMENTS,
      // The editor looks for titles, not for ids.
      execute: () => commands.execute('settingeditor:open', { query: SETTINGS_TITLE })
    });

    for (const command of [
      CommandIds.openPanel,
      CommandIds.newAnalysis,
      CommandIds.run,
      CommandIds.seeSql,
      CommandIds.refresh,
      CommandIds.forgetDays,
      CommandIds.openSettings
    ]) {
      palette?.addItem({ command, category: trans.__('Security Lake') });
    }
    launcher?.add({
      command: CommandIds.openPanel,
      args: { isLauncher: true },
      category: trans.__('Other'),
      rank: 5
    });
  }
};
