import { act, fireEvent, screen } from '@testing-library/react';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';

import { addResultCommands, addResultKeys, ResultView } from '..';
import type { ResultModel } from '../model';
import { eventful, modelOf, trans } from './results';
import './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

describe('the keys', () => {
  let view: ResultView;
  let commands: CommandRegistry;

  async function attach(model: ResultModel, compact = false): Promise<void> {
    view = new ResultView({ model, compact });
    commands = new CommandRegistry();
    addResultCommands(commands, trans);
    addResultKeys(commands);
    document.addEventListener('keydown', listener, true);
    await act(async () => Widget.attach(view, document.body));
    await act(async () => void (await view.renderPromise));
  }
  const listener = (event: KeyboardEvent) => commands.processKeydownEvent(event);
  afterEach(async () => {
    document.removeEventListener('keydown', listener, true);
    await act(async () => view.dispose());
  });
  const type = (key: string, keyCode: number) =>
    act(async () => {
      fireEvent.keyDown(document.activeElement!, { key, keyCode });
    });

  it('work on the list while it has the focus, and only then', async () => {
    const { model, notebook, lake } = modelOf({ document: eventful() });
    await attach(model);
    await type('i', 73);
    expect(notebook.inserted).toEqual([]);
    screen.getByRole('listbox').focus();
    await type('i', 73);
    expect(notebook.inserted).toHaveLength(1);
    await type('e', 69);
    expect(lake.queries.map(query => query.kind)).toEqual(['events']);
  });

  it('keep the single keys of a notebook away from its cells, and no others', async () => {
    const { model, notebook } = modelOf({ document: eventful() });
    await attach(model, true);
    let cut = 0;
    let saved = 0;
    const describedBy = { args: {} };
    commands.addCommand('cut', { describedBy, execute: () => cut++ });
    commands.addCommand('save', { describedBy, execute: () => saved++ });
    commands.addKeyBinding({ command: 'cut', keys: ['X'], selector: 'body :focus', args: {} });
    commands.addKeyBinding({
      command: 'save',
      keys: ['Ctrl S'],
      selector: 'body :focus',
      args: {}
    });
    screen.getByRole('listbox').focus();
    await type('x', 88);
    expect(cut).toBe(0);
    await act(async () => {
      fireEvent.keyDown(document.activeElement!, { key: 's', keyCode: 83, ctrlKey: true });
    });
    expect(saved).toBe(1);
    await type('i', 73);
    expect(notebook.inserted).toHaveLength(1);
  });

  it('leave typing alone', async () => {
    const { model, notebook } = modelOf({ document: eventful() });
    await attach(model);
    screen.getByRole('searchbox').focus();
    await type('i', 73);
    expect(notebook.inserted).toEqual([]);
  });
});
