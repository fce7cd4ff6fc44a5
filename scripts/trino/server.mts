// The Trino server of a run: one that is started for it and filled, or the one at TRINO_URL as it is.
import { join } from 'node:path';

import { python } from './python.mts';

const RUNNING = 'http://127.0.0.1:18080/v1/info';

export interface ITrino {
  url: string;
  /** Started by the tool, so that its tables can be filled. */
  own: boolean;
  /** Fills the tables with a lake, where it may. */
  load(lake: string): void;
  /** Ends the server if this run started it. */
  stop(): void;
}

/**
 * A server with the tables of Security Lake and those of a file.
 *
 * @throws Error saying what keeps it from starting.
 */
export async function startServer(tables: string): Promise<ITrino> {
  const tool = process.env.TRINO_TOOL;
  const given = process.env.TRINO_URL;
  if (given) {
    if (tool) {
      python([tool, 'start', '--tables', tables]);
    }
    return { url: given, own: false, load: () => undefined, stop: () => undefined };
  }
  if (!tool) {
    throw new Error('there is neither TRINO_URL nor TRINO_TOOL; run it by npm run test:trino');
  }
  const ran = await fetch(RUNNING).then(
    answer => answer.ok,
    () => false
  );
  const url = python([tool, 'start', '--tables', tables]).split('\n').at(-1)!;
  return {
    url,
    own: true,
    load: lake =>
      void console.log(python([tool, 'load', lake, '--tables', join(lake, 'tables.json')])),
    stop: () => (ran ? undefined : void python([tool, 'stop'], true))
  };
}
