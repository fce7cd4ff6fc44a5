import { act, screen } from '@testing-library/react';

import { DEMO_CONFIG } from '../../../testing/demo-config';
import { FakeLake } from '../../../testing/fake-lake';
import { show, type IShown } from './setting';

const NOW = Date.UTC(2026, 10, 24, 15);

async function shown(retentionDays: number | undefined, days: number): Promise<IShown> {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
  const lake = new FakeLake();
  lake.answer = { ...DEMO_CONFIG, retentionDays };
  const panel = await show(lake);
  await act(async () => panel.model.setRange({ kind: 'last', days }));
  return panel;
}

afterEach(() => jest.restoreAllMocks());

const note = () => screen.queryByTestId('kept')?.textContent ?? '';

describe('A lake that keeps rows for some days', () => {
  it('is said to before anything runs, with the first day that is read', async () => {
    await shown(60, 90);
    expect(note()).toBe('The lake keeps 60 days: this analysis reads from 26 Sept 2026 on.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Run' }).disabled).toBe(false);
  });

  it('goes without saying where the range begins later', async () => {
    await shown(60, 60);
    expect(note()).toBe('');
  });

  it.each([0, undefined])('is one that keeps them for ever when it says %j', async days => {
    await shown(days, 900);
    expect(note()).toBe('');
  });

  it('can not be asked for a range of which nothing is left', async () => {
    const { model } = await shown(30, 7);
    await act(async () =>
      model.setRange({ kind: 'between', from: '2026-09-01', to: '2026-10-01' })
    );
    expect(screen.getByRole('alert').textContent).toBe(
      'The lake keeps rows from 2026-10-26 on, and the range ends before that. Choose a later one.'
    );
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Run' }).disabled).toBe(true);
    expect(note()).toBe('');
  });
});
