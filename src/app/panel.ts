import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';

import type { IPlan } from '../analysis/types';
// The sidebar's widget and its state stand from the start; its views and the catalogue follow when it is shown.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { AskModel, AskPanel, type IAskMemory, type IRecentSource } from '../panels/ask';
import { INotebookExport, IPreferences, IResults, ISecurityLake, NAMESPACE } from '../tokens';
import { shieldIcon } from './icon';
import { CommandIds, PANEL_ID } from './ids';
import { prepareWhenReady } from './preparing';
import { IAskSidebar } from './tokens';

/** Where the form is kept in the state database. */
const MEMORY_KEY = `${NAMESPACE}:panel`;

/** Milliseconds that the form rests before it is written to the state database. */
const SAVE_REST = 500;

/** The sidebar. */
export const panelPlugin: JupyterFrontEndPlugin<IAskSidebar> = {
  id: 'jupyter-security-lake-ml:panel',
  description: 'The Security Lake sidebar, in which an analysis is put together.',
  autoStart: true,
  provides: IAskSidebar,
  requires: [ISecurityLake, IPreferences, IResults],
  optional: [INotebookExport, ITranslator, ILayoutRestorer, IStateDB, IEditorServices],
  activate: (
    app: JupyterFrontEnd,
    lake: ISecurityLake,
    preferences: IPreferences,
    results: IResults,
    notebook: INotebookExport | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    state: IStateDB | null,
    editorServices: IEditorServices | null
  ): IAskSidebar => {
    const trans = (translator ?? nullTranslator).load(NAMESPACE);
    const model = new AskModel({
      lake,
      preferences,
      catalogue: async () => (await import('../panels/ask/catalogue')).catalogue,
      explain: async reason => (await import('./failing')).explain(reason, trans),
      recall: state ? () => recall(state) : undefined
    });
    preferences.changed.connect(() => model.followPreferences());
    prepareWhenReady(model, lake, results);

    const seeSql = (plan: IPlan) => {
      // Days that are here already are not asked for, and the heartbeat is.
      const statements = model.state.cost?.statements ?? [];
      void import('./statement-dialog').then(({ showStatement }) =>
        showStatement({ plan, statements, notebook, editorServices, trans })
      );
    };
    const recent: IRecentSource = results;
    const panel = new AskPanel({
      model,
      recent,
      trans,
      callbacks: {
        run: spec => results.run(spec),
        seeSql,
        openRecent: id => results.reopen(id),
        openSettings: () => void app.commands.execute(CommandIds.openSettings),
        checkConnection: () => void app.commands.execute(CommandIds.checkConnection),
        forgetDays: () => void app.commands.execute(CommandIds.forgetDays)
      }
    });
    panel.id = PANEL_ID;
    panel.title.icon = shieldIcon;
    panel.title.caption = trans.__('Security Lake');
    app.shell.add(panel, 'left', { rank: 600, type: 'Security Lake' });
    restorer?.add(panel, PANEL_ID);
    if (state) {
      const saving = remember(model, state);
      panel.disposed.connect(() => saving.dispose());
    }
    return {
      get spec() {
        return model.state.spec;
      },
      get canRun() {
        return model.state.plan !== null;
      },
      reset: () => model.reset(),
      seeSql: () => {
        const { plan } = model.state;
        if (plan) {
          seeSql(plan);
        }
      }
    };
  }
};

/** What the form held before the reload; null when there is nothing that can be used. */
async function recall(state: IStateDB): Promise<IAskMemory | null> {
  const value = await state.fetch(MEMORY_KEY);
  if (value === undefined) {
    return null;
  }
  const { readMemory } = await import('../panels/ask/memory');
  return readMemory(value);
}

/** Keeps what the form holds. */
function remember(model: AskModel, state: IStateDB): IDisposable {
  const saving = new Debouncer(() => {
    const value = model.toJSON() as unknown as ReadonlyPartialJSONValue;
    return state.save(MEMORY_KEY, value);
  }, SAVE_REST);
  let last = '';
  model.stateChanged.connect(({ state: { phase } }) => {
    // Before the lake is listed the form holds nothing that a person chose.
    if (phase !== 'ready') {
      return;
    }
    // What is looked up for the form changes for longer than the form itself, and mustn't put off its writing.
    const form = JSON.stringify(model.toJSON());
    if (form !== last) {
      last = form;
      void saving.invoke();
    }
  });
  return saving;
}
