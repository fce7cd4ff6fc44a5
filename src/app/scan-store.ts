import type { IStateDB } from '@jupyterlab/statedb';

import type { IScanStore } from '../analysis/scans';

/** Keeps in the state database what queries read. */
export function scanStore(state: IStateDB, key: string): IScanStore {
  return {
    load: () => state.fetch(key),
    save: table => state.save(key, table)
  };
}
