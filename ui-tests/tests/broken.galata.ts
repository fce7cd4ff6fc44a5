import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';
import { Traffic } from './pages/traffic';

test('without the chart’s code the rest works, and it can be tried again', async ({ page }) => {
  const code = '**/jupyter-security-lake-ml/static/plotly.*';
  await page.route(code, route => route.abort());
  const panel = new AskPanel(page);
  await panel.open();
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await expect(result.chart.getByRole('alert')).toContainText('could not be loaded');
  await expect(result.chart.getByRole('table', { name: 'Values' })).toBeVisible();
  await result.button('Check count').click();
  await expect(result.outcome).toHaveText(/^([\d,]+) = \1 ✓/, { timeout: 30_000 });
  await page.unroute(code);
  await result.chart.getByRole('button', { name: 'Retry' }).click();
  await result.drawn();
});

test('a server that is gone for a while is told of, and its query is not lost', async ({
  page
}) => {
  const panel = new AskPanel(page);
  await panel.open();
  const traffic = new Traffic(page);
  const letGo = await traffic.hold('GetQueryExecution');
  await panel.run();
  const result = Result.tab(page);
  await expect.poll(() => traffic.count('GetQueryExecution')).toBeGreaterThan(0);
  const back = await traffic.cut();
  await letGo();
  await expect(result.stages).toContainText(
    'The connection to the Jupyter server was lost. Trying again'
  );
  await back();
  await result.ready();
  expect(traffic.count('StartQueryExecution')).toBe(traffic.queryIds.length);
});
