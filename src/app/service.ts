import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

import { ISecurityLake } from '../tokens';
import { LazyLake } from './lazy-lake';

/** The way to the lake, over the server extension. */
export const servicePlugin: JupyterFrontEndPlugin<ISecurityLake> = {
  id: 'jupyter-security-lake-ml:service',
  description: 'Plans and runs analyses of a Security Lake through the server extension.',
  autoStart: true,
  provides: ISecurityLake,
  activate: (app: JupyterFrontEnd): ISecurityLake => {
    const { serverSettings } = app.serviceManager;
    return new LazyLake(async spending => {
      const { SecurityLake } = await import('../analysis/service');
      return new SecurityLake({ serverSettings, spending });
    });
  }
};
