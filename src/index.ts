import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

/** The plugins of this extension; each stands in a file of its own in `app/`. */
const plugins: JupyterFrontEndPlugin<unknown>[] = [];

export default plugins;
