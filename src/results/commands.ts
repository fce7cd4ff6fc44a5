import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { DisposableSet } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';

import { ResultView } from './view';

/** Ids of what the keys of a result do. */
export const ResultCommandIds = {
  next: 'security-lake-ml:next-finding',
  previous: 'security-lake-ml:previous-finding',
  enter: 'security-lake-ml:enter-finding',
  back: 'security-lake-ml:back-to-list',
  copySql: 'security-lake-ml:copy-finding-sql',
  insertSql: 'security-lake-ml:insert-finding-sql',
  showEvents: 'security-lake-ml:show-finding-events',
  filter: 'security-lake-ml:filter-findings',
  keys: 'security-lake-ml:show-result-keys'
} as const;

// A key belongs to the result only while the focus is in it and not where text is typed or an editor has keys
// of its own. The class stands there several times to outweigh the notebook's own single-letter keys.
const INSIDE =
  '.jp-SecurityLake-Result.jp-SecurityLake-Result.jp-SecurityLake-Result.jp-SecurityLake-Result.jp-SecurityLake-Result';
const ANYWHERE = `${INSIDE} :focus:not(input):not(.cm-content)`;
const LIST = `${INSIDE} .jp-SecurityLake-Result-list:focus`;

/** Default keys, in the form of `jupyter.lab.shortcuts`, so that a person can bind others. */
export const RESULT_KEYS: readonly { command: string; keys: string[]; selector: string }[] = [
  { command: ResultCommandIds.next, keys: ['ArrowDown'], selector: LIST },
  { command: ResultCommandIds.previous, keys: ['ArrowUp'], selector: LIST },
  { command: ResultCommandIds.enter, keys: ['Enter'], selector: LIST },
  { command: ResultCommandIds.back, keys: ['Escape'], selector: ANYWHERE },
  { command: ResultCommandIds.copySql, keys: ['C'], selector: ANYWHERE },
  { command: ResultCommandIds.insertSql, keys: ['I'], selector: ANYWHERE },
  { command: ResultCommandIds.showEvents, keys: ['E'], selector: ANYWHERE },
  { command: ResultCommandIds.filter, keys: ['/'], selector: ANYWHERE },
  { command: ResultCommandIds.keys, keys: ['Shift /'], selector: ANYWHERE }
];

/** Adds the commands; they act on the result that has the focus. */
export function addResultCommands(
  commands: CommandRegistry,
  trans: TranslationBundle
): IDisposable {
  const added = new DisposableSet();
  const add = (id: string, label: string, act: (view: ResultView) => void) => {
    added.add(
      commands.addCommand(id, {
        label,
        describedBy: { args: { type: 'object', properties: {} } },
        isEnabled: () => ResultView.focused() !== null,
        execute: () => {
          const view = ResultView.focused();
          if (view) {
            act(view);
          }
        }
      })
    );
  };
  add(ResultCommandIds.next, trans.__('Next Finding'), view => view.model.ranking.move(1));
  add(ResultCommandIds.previous, trans.__('Previous Finding'), view => view.model.ranking.move(-1));
  add(ResultCommandIds.enter, trans.__('Go into the Finding'), view => view.focusFinding());
  add(ResultCommandIds.back, trans.__('Back to the List of Findings'), view => view.focusList());
  add(ResultCommandIds.copySql, trans.__('Copy SQL of the Finding'), ({ model }) => {
    const { sql } = model.investigation;
    if (sql) {
      Clipboard.copyToSystem(sql.sql);
    }
  });
  add(
    ResultCommandIds.insertSql,
    trans.__('Insert SQL of the Finding'),
    ({ model }) => void model.insertSql()
  );
  add(
    ResultCommandIds.showEvents,
    trans.__('Show Events of the Finding'),
    ({ model }) => void model.investigation.read()
  );
  add(ResultCommandIds.filter, trans.__('Filter Findings by Key'), view => view.focusSearch());
  add(ResultCommandIds.keys, trans.__('Show Keys of Results'), ({ model }) =>
    model.panes.showHelp(!model.panes.help)
  );
  return added;
}

/** Binds the default keys where no settings do it. */
export function addResultKeys(commands: CommandRegistry): IDisposable {
  return DisposableSet.from(
    RESULT_KEYS.map(binding => commands.addKeyBinding({ ...binding, args: {} }))
  );
}
