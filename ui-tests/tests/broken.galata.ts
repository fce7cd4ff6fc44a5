import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';
import { Traffic } from './pages/traffic';

test('without the chart’s code the rest works, and it can be tried again', async ({ page }) => {
  const plotly = /\/static\/(plotly|\d+)\.[0-9a-f]+\.js/;
  const panel = new AskPanel(page);
  await panel.open();
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.drawn();
  expect(plotly.source).toBeTruthy();
});

test('a server that is gone for a while during a query loses nothing', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  const traffic = new Traffic(page);
  const letGo = await traffic.hold('GetQueryExecution');
  await panel.run();
  const result = Result.tab(page);
  await expect.poll(() => traffic.count('GetQueryExecution')).toBeGreaterThan(0);
  const back = await traffic.cut();
  await letGo();
  const seen = traffic.operations.length;
  await expect.poll(() => traffic.operations.length).toBeGreaterThan(seen + 1);
  await expect(result.failure).toHaveCount(0);
  await back();
  await result.ready();
  expect(traffic.count('StartQueryExecution')).toBe(traffic.queryIds.length);
});

test('a server that stays away is explained, and Retry runs again', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  const traffic = new Traffic(page);
  const back = await traffic.cut();
  await panel.run();
  const result = Result.tab(page);
  await expect(result.failure).toBeVisible({ timeout: 60_000 });
  await expect(result.failure).toContainText(/server/i);
  await back();
  await result.failure.getByRole('button', { name: 'Retry' }).click();
  await result.ready();
});
