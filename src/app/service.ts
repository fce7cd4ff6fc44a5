import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { ICost } from '../analysis/cost';
import { IPreferences, ISecurityLake, NAMESPACE } from '../tokens';
import { LazyLake } from './lazy-lake';
import { scanStore } from './scan-store';

const GIGABYTE = 1e9;

/** The way to the lake, over the server extension. */
export const servicePlugin: JupyterFrontEndPlugin<ISecurityLake> = {
  id: 'jupyter-security-lake-ml:service',
  description: 'Plans and runs analyses of a Security Lake through the server extension.',
  autoStart: true,
  provides: ISecurityLake,
  requires: [IPreferences],
  optional: [IStateDB, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    preferences: IPreferences,
    state: IStateDB | null,
    translator: ITranslator | null
  ): ISecurityLake => {
    const { serverSettings } = app.serviceManager;
    const trans = (translator ?? nullTranslator).load(NAMESPACE);

    /** Runs that stay below the person's limit are started without a question. */
    const confirm = async (cost: ICost): Promise<boolean> => {
      const limit = preferences.askAboveGb * GIGABYTE;
      const { needsAsking } = await import('../analysis/cost');
      if (!needsAsking(cost, limit)) {
        return true;
      }
      const { confirmCost } = await import('./cost-dialog');
      return confirmCost(cost, limit, trans);
    };

    return new LazyLake(async spending => {
      const [{ SecurityLake }, { ScanMemory }] = await Promise.all([
        import('../analysis/service'),
        import('../analysis/scans')
      ]);
      const scans = new ScanMemory(state && scanStore(state, `${NAMESPACE}:scans`));
      const keepsDays = (): boolean => preferences.keepDays;
      return new SecurityLake({ serverSettings, spending, scans, confirm, keepsDays });
    });
  }
};
