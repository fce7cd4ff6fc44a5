import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { analysisFilePlugin } from './app/analysis-file';
import { commandsPlugin } from './app/commands';
import { connectionPlugin } from './app/connection';
import { notebookExportPlugin } from './app/notebook-export';
import { outputsPlugin } from './app/outputs';
import { panelPlugin } from './app/panel';
import { rendererPlugin } from './app/renderer';
import { resultsPlugin } from './app/results';
import { servicePlugin } from './app/service';
import { settingsPlugin } from './app/settings';

/** The plugins of this extension; each stands in a file of its own in `app/`. */
const plugins: JupyterFrontEndPlugin<unknown>[] = [
  settingsPlugin,
  servicePlugin,
  rendererPlugin,
  notebookExportPlugin,
  outputsPlugin,
  resultsPlugin,
  panelPlugin,
  commandsPlugin,
  connectionPlugin,
  analysisFilePlugin
];

export default plugins;
