import { screen } from '@testing-library/react';

import type { IPlan } from '../../analysis/types';
import { Missing } from '../../series/types';
import { DEMO_CONFIG } from '../../testing/demo-config';
import { resultDocument } from '../../testing/result-document';
import { answerOf, DAY, engine, eventful, quiet, ScriptedLake, trans } from './results';
import { ResultModel } from '../model';
import { press, show } from './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

/** The burst of the result is of 25 December 2026. */
const BURST = Date.UTC(2026, 11, 25);

/** A lake that keeps 30 days; like the real one it knows it only once the server was asked. */
class ShortLake extends ScriptedLake {
  override answer = { ...DEMO_CONFIG, retentionDays: 0 };

  override async config() {
    this.answer = { ...DEMO_CONFIG, retentionDays: 30 };
    return this.answer;
  }
}

async function shownOn(now: number, document = eventful()): Promise<ShortLake> {
  jest.spyOn(Date, 'now').mockReturnValue(now);
  const lake = new ShortLake();
  await show(new ResultModel({ lake, notebook: null, trans, engine, document }));
  return lake;
}

describe('a result that was run over more than the lake keeps', () => {
  it('says from when on there are rows, and that the rest is no zero', async () => {
    const missing = new Uint8Array(90).fill(Missing.expired, 0, 61);
    const values = quiet(90, 20).map((value, i) => (i < 61 ? NaN : value));
    const document = resultDocument({ bucketMs: DAY, missing, series: [{ keys: ['a'], values }] });
    await shownOn(document.range.to, document);
    screen.getByText(
      /The lake keeps nothing from before 26 Dec 2026 UTC \(61 days of the range\); the series are blank there, not zero\./
    );
  });

  it('says nothing of it where all of the range was kept', async () => {
    await shownOn(eventful().range.to);
    expect(screen.queryByText(/The lake keeps/)).toBeNull();
  });
});

describe('a saved result', () => {
  it('is checked as long as the lake keeps its events', async () => {
    const lake = await shownOn(BURST + 29 * DAY);
    lake.script = answerOf([['400']]);
    await press('Check count');
    screen.getByText('400 = 400 ✓');
  });

  it.each(['Check count', 'Show events', 'Break down'])(
    'says after “%s” that they have expired, and asks nothing',
    async name => {
      const lake = await shownOn(BURST + 30 * DAY);
      lake.script = answerOf([['0']]);
      await press(name);
      screen.getByText(/have expired in the lake since|keeps no rows of then any more/);
      expect(screen.queryByText(/400 ≠ 0/)).toBeNull();
      expect(lake.queries).toEqual([]);
    }
  );

  it('shows no SQL that would reach for them, once that is known', async () => {
    const planned = jest.fn<IPlan, Parameters<ShortLake['plan']>>();
    const lake = await shownOn(BURST + 30 * DAY);
    planned.mockImplementation((...args) => ShortLake.prototype.plan.apply(lake, args));
    lake.plan = planned;
    await press('Show events');
    expect(planned).toHaveBeenCalled();
    expect(screen.queryByLabelText('Investigation SQL')).toBeNull();
  });
});
