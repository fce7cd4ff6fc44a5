import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { ISecurityLake } from '../tokens';

/** The results room, loaded with the first result: its widgets, and the commands that its keys are bound to. */
export async function resultRoom(
  lake: ISecurityLake,
  commands: CommandRegistry,
  trans: TranslationBundle
): Promise<typeof import('./result-panel')> {
  const [room] = await Promise.all([import('./result-panel'), lake.load?.()]);
  room.ensureResultCommands(commands, trans);
  return room;
}
