/** Ids of the commands; plugin ids stand in their plugins. */
export const CommandIds = {
  openPanel: 'security-lake-ml:open-panel',
  newAnalysis: 'security-lake-ml:new-analysis',
  run: 'security-lake-ml:run',
  seeSql: 'security-lake-ml:see-sql',
  forgetDays: 'security-lake-ml:forget-days',
  refresh: 'security-lake-ml:refresh',
  restoreResult: 'security-lake-ml:restore-result',
  openSettings: 'security-lake-ml:open-settings',
  checkConnection: 'security-lake-ml:check-connection'
} as const;

/** Id of the plugin that owns the settings; `schema/plugin.json` is named after it. */
export const SETTINGS_ID = 'jupyter-security-lake-ml:plugin';

/** Title of the settings in `schema/plugin.json`; the settings editor is searched by it. */
export const SETTINGS_TITLE = 'Security Lake';

/** DOM id of the sidebar; tests and `shell.activateById` use it. */
export const PANEL_ID = 'jp-SecurityLake-panel';

/** Name of the factory that opens `.lakeml` files, and of their file type. */
export const ANALYSIS_FILE_TYPE = 'lakeml';
export const ANALYSIS_FACTORY = 'Security Lake analysis';
