import { act, screen } from '@testing-library/react';

import { Spending } from '../../../athena/spending';
import type { IReceipt } from '../../../athena/types';
import { DEMO_CONFIG } from '../../../testing/demo-config';
import { FakeLake } from '../../../testing/fake-lake';
import { show } from './setting';

const receipt = (queryId: string, scannedBytes: number, amount: number | null): IReceipt => ({
  queryId,
  kind: 'series',
  sql: 'SELECT 1',
  state: 'SUCCEEDED',
  scannedBytes,
  totalMs: 1,
  queueMs: 0,
  submitted: '2026-01-01T00:00:00.000Z',
  workgroup: 'primary',
  price: amount === null ? null : { amount, currency: 'USD' }
});

const spendingLake = () => Object.assign(new FakeLake(), { spending: new Spending() });

describe('What was spent', () => {
  it('is not spoken of before anything was asked', async () => {
    await show(spendingLake());
    expect(screen.queryByTestId('spent')).toBeNull();
  });

  it('is summed under the form as queries end', async () => {
    const lake = spendingLake();
    lake.answer = { ...DEMO_CONFIG, backend: 'athena', demo: false };
    await show(lake);
    act(() => lake.spending.add(receipt('a', 2e9, 0.01)));
    act(() => lake.spending.add(receipt('b', 1e8, 0.001)));
    expect(screen.getByTestId('spent').textContent).toBe('This session: 2 queries, 2.1 GB, $0.011');
  });

  it('of a demo lake is free, never money', async () => {
    const lake = spendingLake();
    await show(lake);
    act(() => lake.spending.add(receipt('a', 2e9, null)));
    expect(screen.getByTestId('spent').textContent).toBe(
      'This session: 1 query, 2 GB, demo lake: free'
    );
  });
});
