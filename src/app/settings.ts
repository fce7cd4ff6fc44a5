import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import { IPreferences } from '../tokens';
import { SETTINGS_ID } from './ids';
import { Preferences } from './preferences';

/** Reads the settings and follows their changes. */
export const settingsPlugin: JupyterFrontEndPlugin<IPreferences> = {
  id: SETTINGS_ID,
  description: 'Preferences for new analyses and cells, from the settings editor.',
  autoStart: true,
  provides: IPreferences,
  optional: [ISettingRegistry],
  activate: (app: JupyterFrontEnd, registry: ISettingRegistry | null): IPreferences => {
    const preferences = new Preferences();
    registry
      ?.load(SETTINGS_ID)
      .then(settings => preferences.follow(settings))
      .catch(reason => {
        console.error('Security Lake runs on default settings.', reason);
      });
    return preferences;
  }
};
