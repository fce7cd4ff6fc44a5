import { act, fireEvent, screen, within } from '@testing-library/react';

import { resultDocument } from '../../testing/result-document';
import { DAY, eventful, modelOf, quiet } from './results';
import { options, press, show } from './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

describe('the list', () => {
  it('shows the trends of all series behind the chip', async () => {
    await show(modelOf({ document: eventful() }).model);
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: /^Trends/ })));
    screen.getByText('Steepest rises');
    screen.getByText('All 4 series by slope relative to their own level');
    expect(options()[0].getAttribute('aria-label')).toContain('org-audit: Rising, 90 days, +');
  });

  it('keeps only what is on the screen in the page', async () => {
    const series = Array.from({ length: 2000 }, (_, i) => ({
      keys: [`key ${i}`],
      values: quiet(15, 20)
    }));
    const { model } = modelOf({ document: resultDocument({ bucketMs: DAY, series }) });
    model.ranking.filter = 'trend';
    await show(model);
    expect(options().length).toBeLessThan(40);
    expect(options()[0].getAttribute('aria-setsize')).toBe(
      String(model.ranking.rows.filter(row => row.type === 'entry').length)
    );
  });

  it('shows hostile keys as text, and what they hide', async () => {
    const values = quiet(90, 20);
    values[60] = 500;
    const keys = [['x\u202egnp.<img src=x onerror=alert(1)>'], [null], [''], ['A'.repeat(4096)]];
    const series = keys.map(one => ({ keys: one, values: [...values] }));
    await show(modelOf({ document: resultDocument({ bucketMs: DAY, series }) }).model);
    expect(document.querySelector('img')).toBeNull();
    const list = within(screen.getByRole('listbox'));
    expect(list.getByText('U+202E').className).toBe('jp-SecurityLake-hidden');
    expect(list.getByText('NULL').tagName).toBe('I');
    expect(list.getByText('(empty)').tagName).toBe('I');
    const long = list.getByText(/^A+…$/);
    expect(long.textContent!.length).toBeLessThan(200);
    expect(long.closest('[title]')!.getAttribute('title')).toContain('A'.repeat(4096));
  });

  it('is cut to five in a notebook until all are asked for', async () => {
    const series = Array.from({ length: 8 }, (_, i) => {
      const values = quiet(90, 20);
      values[30 + i] = 400 + i;
      return { keys: [`key ${i}`], values };
    });
    const { model } = modelOf({ document: resultDocument({ bucketMs: DAY, series }) });
    await show(model, true);
    expect(options()).toHaveLength(5);
    await press(/^Show all/);
    expect(options()).toHaveLength(model.ranking.rows.length);
  });

  it('can be walked through by keys', async () => {
    const { model } = modelOf({ document: eventful() });
    await show(model);
    const list = screen.getByRole('listbox');
    await act(async () => void fireEvent.keyDown(list, { key: 'ArrowDown' }));
    expect(options()[1].getAttribute('aria-selected')).toBe('true');
    expect(list.getAttribute('aria-activedescendant')).toBe(options()[1].id);
  });
});
