import { screen } from '@testing-library/react';

import { eventful, modelOf } from './results';
import { press, show } from './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

describe('the queries of a result', () => {
  const open = async (receipt: object, demo: boolean) => {
    const document = { ...eventful(), demo };
    document.receipts = [{ ...document.receipts[0], ...receipt }];
    await show(modelOf({ document }).model);
    await press('Queries of this result');
    return screen.getByRole('region', { name: 'Queries' });
  };

  it('say what they read and cost, how long they waited, and lead to the console', async () => {
    const price = { amount: 0.0065, currency: 'USD' };
    const section = await open({ price, region: 'eu-west-1', queueMs: 1200 }, false);
    expect(section.querySelector('summary')?.textContent).toBe(
      'series · 12.4 MB read · $0.007 · 1.8 s · of it 1.2 s queued'
    );
    const link = screen.getByRole('link', { name: 'Open in the Athena console' });
    expect(link.getAttribute('href')).toMatch(/^https:\/\/eu-west-1\.console\.aws\.amazon\.com\//);
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it('of a demo lake are nobody’s money', async () => {
    const section = await open({ price: null, region: '' }, true);
    expect(section.textContent).toContain('demo lake: free');
    expect(section.textContent).not.toMatch(/[$€]/);
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('say how much had been kept and was free', async () => {
    const document = { ...eventful(), receipts: [], keptDays: 30 };
    await show(modelOf({ document }).model);
    await press('Queries of this result');
    screen.getByText('30 days of it had been kept and were free.');
    expect(screen.queryByText('No query is recorded.')).toBeNull();
  });

  it('of a result from before, or a forged one, show no price', async () => {
    const section = await open({ price: { amount: 'much', currency: '<b>' } }, false);
    expect(section.querySelector('summary')?.textContent).toBe('series · 12.4 MB read · 1.8 s');
  });
});
