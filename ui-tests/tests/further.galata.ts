import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { incident } from './pages/lake';
import { Result } from './pages/result';

test('a new region is found, told, proved and read by its events', async ({ page }) => {
  const { key } = incident('ct4-new-region');
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ question: 'Activity in a region not used before?', days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();

  await expect(result.chip('New')).toBeChecked();
  await expect(result.rows.first()).toContainText(key.region);
  await expect(result.verdict).toContainText(
    /New means: seen in the last 7 days, and not once in the \d+ days before\./
  );
  await result.choose(key.region);
  await expect(result.sentence).toContainText(
    /is new: first seen at .* UTC and not once in the \d+ days before, with [\d,]+ events since then\./
  );
  await result.drawn();

  await result.button('Check count').click();
  await expect(result.outcome).toHaveText(/^([1-9][\d,]*) = \1 ✓/, { timeout: 30_000 });
  await result.button('Show events').click();
  await expect(result.events).toBeVisible({ timeout: 30_000 });
});

test('an instance that calls home is a beacon with its period', async ({ page }) => {
  const { key } = incident('v5-beacon');
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ table: 'VPC Flow · v2', question: 'An instance calling home?', days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();

  await expect(result.chip('Beacons')).toBeChecked();
  const row = result.row(key.dst_ip).first();
  await expect(row).toContainText('Every 5 min 00 s');
  await result.choose(key.dst_ip);
  await expect(result.sentence).toContainText('every 5 min 00 s');
  await result.drawn();

  await result.button('Check count').click();
  await expect(result.outcome).toHaveText(/^([1-9][\d,]*) = \1 ✓/, { timeout: 60_000 });
  await result.button('Show events').click();
  await expect(result.events).toBeVisible({ timeout: 60_000 });
});

test('a flow log that stopped is the only thing that a question about silence shows', async ({
  page
}) => {
  const { key } = incident('v13-flow-log-silent');
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ table: 'VPC Flow · v2', question: 'Flow log gone silent?', days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();

  await expect(result.chip('Silent')).toBeChecked();
  await expect(result.rows).toHaveCount(1);
  await expect(result.rows.first()).toContainText(key.vpc);
  await expect(result.sentence).toContainText(/has been silent since/);
  expect(await result.count('Outliers')).toBe(0);
});
