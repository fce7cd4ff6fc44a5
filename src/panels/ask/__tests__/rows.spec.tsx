import { act, fireEvent, screen } from '@testing-library/react';

import type { IFreshness } from '../../../analysis/freshness';
import type { IAnalysisSpec } from '../../../analysis/spec';
import type { IServerConfig } from '../../../analysis/types';
import { DEMO_CONFIG } from '../../../testing/demo-config';
import { FakeLake } from '../../../testing/fake-lake';
import { show } from './setting';

const DAY = 86_400_000;
const DAYS_AGO = (days: number) => Math.floor(Date.now() / DAY) - days;

const ask = () =>
  act(
    async () =>
      void fireEvent.click(screen.getByRole('button', { name: 'When did the last row arrive?' }))
  );

/** A lake that knows its rows. */
class KnownLake extends FakeLake {
  override answer: IServerConfig | Error = { ...DEMO_CONFIG, demo: false };
  found: IFreshness | Error = { rows: 12, first: Date.now() - 20 * DAY, last: Date.now() - 60_000 };
  readonly asked: IAnalysisSpec[] = [];

  async freshness(spec: IAnalysisSpec): Promise<IFreshness> {
    this.asked.push(spec);
    if (this.found instanceof Error) {
      throw this.found;
    }
    return this.found;
  }
}

const paid = () => {
  const lake = new KnownLake();
  lake.answer = {
    ...DEMO_CONFIG,
    demo: false,
    price: { currency: 'USD', perTb: 5, minimumBytes: 0, source: 'test' } as never
  };
  return lake;
};

describe('The rows of a table', () => {
  it('are said to be old before anything is asked, where looking is free', async () => {
    const lake = new KnownLake();
    lake.heldDays = async () => ({ looked: { from: 0, to: Date.now() }, days: [DAYS_AGO(4)] });
    await show(lake);
    screen.getByText(/^Last row [34] days before the end of the range: /);
    expect(lake.asked).toEqual([]);
  });

  it('are said to reach the end of the range', async () => {
    const lake = new KnownLake();
    lake.heldDays = async () => ({ looked: { from: 0, to: Date.now() }, days: [DAYS_AGO(0)] });
    await show(lake);
    screen.getByText('There are rows up to the end of the range.');
  });

  it('are looked for when a person asks where that costs something', async () => {
    const lake = paid();
    await show(lake);
    expect(lake.asked).toEqual([]);
    lake.found = { rows: 12, first: 0, last: Date.now() - 3.5 * DAY };
    await ask();
    screen.getByText(/^Last row 3 days before the end of the range: /);
  });

  it('are said to be none', async () => {
    const lake = paid();
    lake.found = { rows: 0, first: null, last: null };
    await show(lake);
    await ask();
    screen.getByText('No rows in these days: another range, table or account?');
  });

  it('are unknown again in another range, and still known for another grain', async () => {
    const { model } = await show(paid());
    await ask();
    await act(async () => model.setGrain('day'));
    screen.getByText('There are rows up to the end of the range.');
    await act(async () => model.setRange({ kind: 'last', days: 7 }));
    screen.getByRole('button', { name: 'When did the last row arrive?' });
  });

  it('keep nobody from asking when the look fails', async () => {
    const lake = paid();
    lake.found = new Error('gone');
    await show(lake);
    await ask();
    screen.getByText(/could not be told/);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Run' }).disabled).toBe(false);
  });
});
