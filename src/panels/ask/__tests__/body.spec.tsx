import { act, fireEvent, screen, within } from '@testing-library/react';

import { DEMO_CONFIG } from '../../../testing/demo-config';
import { FakeLake, fakeTables } from '../../../testing/fake-lake';
import { FakeRecent, keep, mount, newModel, show } from './setting';

const table = () => screen.getByRole('combobox', { name: 'Table' });
const question = () => screen.getByRole('combobox', { name: 'Question' });
const run = () => screen.getByRole('button', { name: 'Run' });

describe('Whose logs', () => {
  it('says that a demo lake is not your data, before and after the form is there', async () => {
    await show();
    const strip = screen.getByRole('status', { name: 'Connection' });
    expect(strip.textContent).toBe('Demo lake · not your data');
  });

  it('never calls a real lake a demo', async () => {
    const lake = new FakeLake();
    lake.answer = { ...DEMO_CONFIG, backend: 'athena', demo: false, workgroup: 'security' };
    await show(lake);
    expect(screen.getByRole('status', { name: 'Connection' }).textContent).toBe(
      'Athena · security · us-east-1'
    );
    expect(screen.queryByText(/Demo/)).toBeNull();
  });
});

describe('Defaults', () => {
  it('can be run at once, with a table, its first question and 30 days', async () => {
    const { callbacks } = await show();
    expect((table() as HTMLInputElement).value).toBe('CloudTrail management · v2');
    expect((question() as HTMLInputElement).value).toBe('Access denied bursts?');
    fireEvent.click(run());
    expect(callbacks.run).toHaveBeenCalledTimes(1);
    expect(callbacks.run.mock.calls[0][0]).toMatchObject({
      question: 'access-denied',
      range: { kind: 'last', days: 30 },
      grain: 'auto'
    });
  });

  it('tell why the question is asked and its technique', async () => {
    await show();
    expect(screen.getByText(/Denied calls per identity/).textContent).toMatch(/T1580/);
  });

  it('show the resolved range and grain', async () => {
    await show();
    expect(screen.getByTestId('resolved-range').textContent).toMatch(
      /^\d+ \w+( \d{4})? 00:00 – \d+ \w+ \d\d:\d\d · by hour$/
    );
  });
});

describe('Tables', () => {
  it('stand under their source, the unknown one last and marked', async () => {
    await show();
    fireEvent.mouseDown(table());
    const groups = within(screen.getByRole('listbox', { name: 'Table' })).getAllByRole('group');
    expect(groups.map(group => group.getAttribute('aria-label'))).toEqual([
      'CloudTrail management',
      'VPC Flow',
      'Other tables'
    ]);
    expect(within(groups[2]).getByRole('option').textContent).toBe('orders not recognised');
  });

  it('are found by typing and taken by Enter', async () => {
    const { model } = await show();
    fireEvent.change(table(), { target: { value: 'flow' } });
    expect(screen.getAllByRole('option').map(each => each.textContent)).toEqual(['VPC Flow · v2']);
    fireEvent.keyDown(table(), { key: 'Enter' });
    expect(model.state.offer?.tables[0].source).toBe('VPC_FLOW');
  });

  it('without the columns of their questions show each question greyed with the reason', async () => {
    const { model } = await show();
    act(() => model.setTables([fakeTables()[0]]));
    fireEvent.mouseDown(question());
    const options = screen.getAllByRole('option');
    expect(options.length).toBeGreaterThan(0);
    const greyed = options.filter(each => each.getAttribute('aria-disabled') === 'true');
    expect(greyed.length).toBeGreaterThan(0);
    expect(greyed[0].textContent).toMatch(/needs /);
    fireEvent.click(greyed[0]);
    expect(model.state.spec.question).not.toBe(
      model.state.choices.find(choice => choice.lacking.length)?.question.id
    );
  });
});

describe('A date range', () => {
  const custom = () => fireEvent.click(screen.getByRole('radio', { name: 'Custom' }));

  it('is chosen by a preset', async () => {
    const { model } = await show();
    fireEvent.click(screen.getByRole('radio', { name: '90 d' }));
    expect(model.state.spec.range).toEqual({ kind: 'last', days: 90 });
  });

  it('holds whole days in UTC, the last one included', async () => {
    const { model } = await show();
    custom();
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2025-03-01' } });
    fireEvent.change(screen.getByLabelText('To, included'), { target: { value: '2025-03-02' } });
    expect(model.state.spec.range).toEqual({
      kind: 'between',
      from: '2025-03-01T00:00:00.000Z',
      to: '2025-03-03T00:00:00.000Z'
    });
  });

  it('with the end before the start says so and can’t be run', async () => {
    const { callbacks } = await show();
    custom();
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2025-03-05' } });
    fireEvent.change(screen.getByLabelText('To, included'), { target: { value: '2025-03-01' } });
    expect(screen.getByRole('alert').textContent).toBe('The end is before the start.');
    fireEvent.click(run());
    expect(callbacks.run).not.toHaveBeenCalled();
  });

  it('without a date can’t be run: it would be unbounded', async () => {
    await show();
    custom();
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '' } });
    expect(screen.getByRole('alert').textContent).toMatch(/without bounds/);
    expect((run() as HTMLButtonElement).disabled).toBe(true);
  });
});

describe('See SQL', () => {
  it('hands over the statement that Run would start', async () => {
    const { callbacks } = await show();
    fireEvent.click(screen.getByRole('button', { name: 'See SQL' }));
    expect(callbacks.seeSql.mock.calls[0][0].series.sql).toMatch(/time_dt/);
  });
});

describe('Without a form', () => {
  it('a missing lake folder is explained, and can be tried again', async () => {
    const lake = new FakeLake();
    lake.answer = { ...DEMO_CONFIG, demo: false, ready: false, reason: 'Set LAKE_DIR.' };
    const { model } = await show(lake);
    expect(screen.getByRole('alert').textContent).toMatch(/no lake to ask yet\.Set LAKE_DIR\./);
    expect(screen.queryByRole('form')).toBeNull();
    lake.answer = DEMO_CONFIG;
    await act(async () => {
      model.isActive = true;
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    });
    expect(screen.getByRole('form', { name: 'New analysis' })).toBeTruthy();
  });

  it('a server without the extension says what to do, with the technical text a click away', async () => {
    const lake = new FakeLake();
    lake.answer = new Error('The server part is missing.');
    await show(lake);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toMatch(/The server part is missing\.Do this\./);
    expect(within(alert).getByText('HTTP 500').closest('details')?.open).toBe(false);
    expect(screen.getByRole('status', { name: 'Connection' }).textContent).toBe('Not connected');
  });

  it('an empty lake says so', async () => {
    const lake = new FakeLake();
    lake.listing = { tables: [], failures: [{ database: 'db', reason: 'denied' }] };
    await show(lake);
    expect(screen.getByRole('alert').textContent).toMatch(/no tables.*One database/s);
  });

  it('says that it lists the tables while it does', () => {
    mount();
    expect(screen.getByRole('status', { name: 'Listing tables' })).toBeTruthy();
  });
});

describe('Recent analyses', () => {
  it('show what was found and open by a click', async () => {
    const recent = new FakeRecent();
    const spec = keep(newModel(new FakeLake())).state.spec;
    const entry = { spec, findings: 9, state: 'done' as const, ranAt: '2026-01-01T00:00:00Z' };
    recent.recent = [
      { ...entry, id: 'a', title: 'Access denied bursts?' },
      { ...entry, id: 'b', title: 'New domains', findings: null, state: 'running' }
    ];
    const { callbacks } = await show(new FakeLake(), recent);
    expect(screen.getByRole('button', { name: 'New domains running' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Access denied bursts? 9' }));
    expect(callbacks.openRecent).toHaveBeenCalledWith('a');
  });
});
