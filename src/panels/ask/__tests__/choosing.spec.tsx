import { act, fireEvent, screen, within } from '@testing-library/react';

import { FakeLake, fakeTable } from '../../../testing/fake-lake';
import { show } from './setting';

const open = () => fireEvent.click(screen.getByRole('button', { name: /^Group by/ }));

/** A custom source whose columns don't say by their names when something happened. */
function sensorLake(columns: Record<string, string>): FakeLake {
  const lake = new FakeLake();
  lake.listing = { tables: [fakeTable('ext_sensor', columns)], failures: [] };
  return lake;
}

describe('The time of a custom source', () => {
  it('is its likeliest column, and another one when a person says so', async () => {
    const { model } = await show(
      sensorLake({ logged_at: 'timestamp', received_ts: 'string', host: 'string' })
    );
    expect(model.state.plan?.series.sql).toContain('logged_at >= TIMESTAMP');
    open();
    const picker = screen.getByLabelText<HTMLSelectElement>('Time of an event');
    expect(picker.value).toBe('logged_at');
    await act(async () => void fireEvent.change(picker, { target: { value: 'received_ts' } }));
    expect(model.state.plan?.series.sql).toContain('from_iso8601_timestamp(received_ts)');
  });

  it('is kept with a question that is saved', async () => {
    const { model } = await show(sensorLake({ logged_at: 'timestamp', host: 'string' }));
    await act(async () => model.saveOwn('Hosts'));
    expect(model.toJSON().own[0]).toMatchObject({ title: 'Hosts', eventTime: 'logged_at' });
  });

  it('is no choice of a native source', async () => {
    await show();
    open();
    expect(screen.queryByLabelText('Time of an event')).toBeNull();
  });
});

describe('A share of one’s own', () => {
  it('is of the events that meet its own conditions', async () => {
    const { model } = await show();
    open();
    fireEvent.change(screen.getByLabelText('Measure'), { target: { value: 'ratio' } });
    const group = within(screen.getByRole('group', { name: 'Share of those where' }));
    const field = group.getByRole('combobox', { name: 'Add a condition on' });
    fireEvent.change(field, { target: { value: 'Error code' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    fireEvent.change(group.getByLabelText('How to compare'), { target: { value: 'not-null' } });
    fireEvent.click(group.getByRole('button', { name: 'Add' }));
    expect(model.state.asked?.measure).toEqual({
      kind: 'ratio',
      of: [{ field: 'error', op: 'not-null' }]
    });
    expect(model.state.plan?.series.sql).toContain('count_if');
  });
});

describe('Where fields are in the table', () => {
  it('is shown on demand', async () => {
    await show();
    open();
    fireEvent.click(screen.getByText('Where these fields are in the table'));
    screen.getByText('actor.session.issuer, else actor.user.uid, else actor.invoked_by');
  });
});
