import { act, screen } from '@testing-library/react';

import type { ICost } from '../../../analysis/cost';
import type { IAnalysisSpec } from '../../../analysis/spec';
import { Spending } from '../../../athena/spending';
import { DEMO_CONFIG } from '../../../testing/demo-config';
import { FakeLake } from '../../../testing/fake-lake';
import { costWords } from '../cost-words';
import { show, trans } from './setting';

const KNOWN: ICost = {
  free: false,
  demo: false,
  queries: 2,
  statements: ['SELECT 1', 'SELECT 2'],
  days: 29.4,
  keptDays: 0,
  notKept: null,
  serverReason: '',
  anew: 0,
  bytes: { low: 1.06e9, high: 1.34e9 },
  money: { low: 0.0045, high: 0.0067, currency: 'USD' },
  cutoffBytes: 20e9,
  cutoffMoney: { amount: 0.1, currency: 'USD' }
};

/** A lake that is asked for costs, and answers when the test says so. */
class CostlyLake extends FakeLake {
  override answer = { ...DEMO_CONFIG, backend: 'athena' as const, demo: false };
  readonly spending = new Spending();
  readonly asked: IAnalysisSpec[] = [];
  next: ICost | Error = KNOWN;

  async cost(spec: IAnalysisSpec): Promise<ICost> {
    this.asked.push(spec);
    if (this.next instanceof Error) {
      throw this.next;
    }
    return this.next;
  }
}

describe('The cost in words', () => {
  it.each<[string, Partial<ICost>]>([
    ['Reads ≈ 1.1–1.3 GB, about $0.005–$0.007 · each query stops at 20 GB ($0.10)', {}],
    [
      'Reads ≈ 900 kB–1.3 GB, < $0.001–$0.007 · no limit set in the workgroup',
      {
        bytes: { low: 0.9e6, high: 1.34e9 },
        money: { low: 0.00005, high: 0.0067, currency: 'USD' },
        cutoffBytes: null,
        cutoffMoney: null
      }
    ],
    [
      'First run of this kind: no estimate · each query stops at 20 GB ($0.10)',
      { bytes: null, money: null }
    ],
    ['Demo lake: free', { free: true, demo: true, money: null }],
    ['Local engine: free', { free: true, money: null }],
    ['Reads nothing: free', { queries: 0, bytes: { low: 0, high: 0 } }]
  ])('%s', (words, part) => {
    expect(costWords({ ...KNOWN, ...part }, trans)).toEqual([words]);
  });

  it.each<[string, Partial<ICost>]>([
    ['21 of 30 days already here, free', { keptDays: 21 }],
    [
      'Its days are not kept: both versions of the source are read together',
      { notKept: 'two-versions' }
    ],
    [
      'Its days are not kept: what comes in today may count for an earlier day',
      { notKept: 'other-time' }
    ],
    ['Its days are not kept: the server is set to keep none', { notKept: 'off-server' }],
    [
      'AWS doesn’t say who asks, so no days are kept',
      { notKept: 'off-server', serverReason: 'AWS doesn’t say who asks, so no days are kept.' }
    ],
    ['Its days are not kept: that is turned off in your settings', { notKept: 'off-here' }],
    ['Its days are not kept: there are more than 100,000 series', { notKept: 'too-many' }],
    ['New keys are looked for anew in 45 days at each run', { anew: 45 }]
  ])('adds: %s', (words, part) => {
    expect(costWords({ ...KNOWN, ...part }, trans).slice(1)).toEqual([words]);
  });
});

describe('Under Run', () => {
  const shown = () => screen.queryByTestId('cost')?.textContent ?? null;

  it('stands what the run will cost, and of a demo lake that it is free', async () => {
    const lake = new CostlyLake();
    const { model } = await show(lake);
    expect(shown()).toContain('stops at 20 GB');
    lake.next = { ...KNOWN, free: true, demo: true, money: null };
    await act(() => model.load());
    expect(shown()).toBe('Demo lake: free');
  });

  it('follows the form and what queries turned out to read', async () => {
    const lake = new CostlyLake();
    const { model } = await show(lake);
    lake.next = { ...KNOWN, bytes: null, money: null };
    await act(async () => model.setRange({ kind: 'last', days: 90 }));
    expect(shown()).toContain('no estimate');
    expect(lake.asked.at(-1)?.range).toEqual({ kind: 'last', days: 90 });
    lake.next = KNOWN;
    await act(async () =>
      lake.spending.add({
        queryId: 'a',
        kind: 'series',
        sql: 'SELECT 1',
        state: 'SUCCEEDED',
        scannedBytes: 1,
        totalMs: 1,
        queueMs: 0,
        submitted: '2026-01-01T00:00:00.000Z',
        workgroup: 'primary'
      })
    );
    expect(shown()).toContain('Reads ≈');
  });

  it('offers to forget the days that are kept, where some are', async () => {
    const lake = new CostlyLake();
    const { model, callbacks } = await show(lake);
    expect(screen.queryByRole('button', { name: 'Forget kept days …' })).toBeNull();
    lake.next = { ...KNOWN, keptDays: 21 };
    await act(() => model.load());
    screen.getByRole('button', { name: 'Forget kept days …' }).click();
    expect(callbacks.forgetDays).toHaveBeenCalledTimes(1);
  });

  it('says nothing where nobody knows, and Run works all the same', async () => {
    const lake = new CostlyLake();
    lake.next = new Error('gone');
    await show(lake);
    expect(shown()).toBeNull();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Run' }).disabled).toBe(false);
  });
});
