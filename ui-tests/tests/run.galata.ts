import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';
import { slowed, stateOf, Traffic } from './pages/traffic';

test('a run says its stages and ends in a result', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  const traffic = new Traffic(page);
  const letGo = await traffic.hold('GetQueryExecution');
  await panel.run();
  const result = Result.tab(page);
  const stages = result.stages.getByRole('listitem');
  await expect(stages).toHaveText([/^Query/, /^Reading/, /^Detecting/]);
  await expect(stages.first()).toHaveAttribute('aria-current', 'step');
  await expect(result.stages.getByRole('progressbar')).toBeVisible();
  await expect(panel.recent.getByRole('listitem').first()).toContainText('running');
  await letGo();
  await result.ready();
  await expect(result.title).toHaveText('Access denied bursts?');
  await expect(panel.recent.getByRole('listitem').first()).toContainText(/\d/);
});

test('Cancel stops the query itself', async ({ page, request }) => {
  const panel = new AskPanel(page);
  await panel.open();
  const traffic = new Traffic(page);
  await traffic.rewrite(slowed);
  await panel.run();
  const result = Result.tab(page);
  await expect.poll(() => traffic.queryIds.length).toBeGreaterThan(0);
  expect(await stateOf(request, traffic.queryIds[0])).toMatch(/QUEUED|RUNNING/);
  await result.button('Cancel').click();
  await expect(result.root.getByRole('status').first()).toBeAttached();
  await expect(result.root.getByText('Cancelled; the query was stopped.')).toBeVisible();
  await expect.poll(() => stateOf(request, traffic.queryIds[0])).toBe('CANCELLED');
  await expect(panel.recent.getByRole('listitem').first()).toContainText('cancelled');
});

test('a range without rows says so and offers no list', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ dates: { from: '2020-01-01', to: '2020-01-31' } });
  await panel.run();
  const result = Result.tab(page);
  await expect(result.root.getByText(/^No rows for 1 Jan/)).toBeVisible();
  await expect(result.list).toHaveCount(0);
});
