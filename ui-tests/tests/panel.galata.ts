import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { daysAgo } from './pages/lake';
import { Result } from './pages/result';

test('the icon opens a form that can be run at once', async ({ page }) => {
  const panel = new AskPanel(page);
  await expect(panel.tab).toHaveAttribute('title', 'Security Lake');
  await panel.tab.click();
  await expect(panel.connection).toHaveText('Demo lake · not your data');
  expect(await panel.connection.evaluate(word => word.scrollWidth <= word.clientWidth)).toBe(true);
  await expect(panel.table).toHaveValue('CloudTrail management · v2');
  await expect(panel.question).not.toHaveValue('');
  await expect(panel.segment('When (UTC)', '30 d')).toBeChecked();
  await expect(panel.range).toHaveText(/^\d+ \w{3} 00:00 – \d+ \w{3} \d\d:\d\d · by (hour|day)$/);
  await expect(panel.runButton).toBeEnabled();
});

test('tables stand under their source and can be searched', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.table.click();
  const list = panel.list('Table');
  const management = list.getByRole('group', { name: 'CloudTrail management' });
  await expect(management.getByRole('option')).toHaveText([
    'CloudTrail management · v2',
    'CloudTrail management · v1',
    'CloudTrail management · v1 + v2'
  ]);
  const flows = list.getByRole('group', { name: 'VPC Flow' }).getByRole('option');
  await expect(flows).toHaveText(['VPC Flow · v2', 'VPC Flow · v1', 'VPC Flow · v1 + v2']);
  await panel.table.fill('route');
  await expect(list.getByRole('option')).toHaveText([
    'Route 53 resolver · v2',
    'Route 53 resolver · v1',
    'Route 53 resolver · v1 + v2'
  ]);
  await panel.table.fill('nothing like this');
  await expect(list).toHaveText('No table matches.');
  await panel.table.press('Escape');
  await expect(panel.table).toHaveValue('CloudTrail management · v2');
});

test('each table brings its own questions, with a default', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  for (const table of ['Security Hub findings · v2', 'VPC Flow · v2', 'Route 53 resolver · v1']) {
    await panel.choose('Table', table);
    await expect(panel.question).toHaveValue(/\?$/);
    await expect(panel.runButton).toBeEnabled();
  }
  await panel.question.click();
  await expect(panel.list('Question').getByRole('option', { name: 'IAM' })).toHaveCount(0);
});

test('both versions of a source are one analysis over the change of schema', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({
    table: 'Lambda invocations · v1 + v2',
    question: 'Functions invoked out of pattern?',
    days: 90,
    grain: 'Day'
  });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await expect(result.scope).toContainText('v1');
  await expect(result.scope).toContainText('v2');
  await result.show('All');
  await result.rows.first().click();
  await result.button('Check count').click();
  await expect(result.outcome).toHaveText(/^([\d,]+) = \1 ✓/, { timeout: 30_000 });
});

test('a range has two ends in their order, or nothing can be run', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.press('When (UTC)', '7 d');
  await expect(panel.segment('When (UTC)', '7 d')).toBeChecked();
  await panel.press('When (UTC)', 'Custom');
  await panel.from.fill(daysAgo(5));
  await panel.to.fill(daysAgo(9));
  await expect(panel.problem).toHaveText('The end is before the start.');
  await expect(panel.runButton).toBeDisabled();
  await panel.to.fill('');
  await expect(panel.problem).toContainText('Give both dates');
  await expect(panel.runButton).toBeDisabled();
  await panel.to.fill(daysAgo(3));
  await expect(panel.problem).toHaveCount(0);
  await expect(panel.runButton).toBeEnabled();
});

test('grain, group-by and measure of one’s own are what is run', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ days: 7, grain: 'Day' });
  await expect(panel.range).toHaveText(/by day$/);
  await panel.fold('Group by').click();
  await panel.addKey('Region');
  await expect(panel.fold('Group by')).toContainText('identity, region · count');
  await panel.root.getByLabel('Measure', { exact: true }).selectOption('distinct');
  await panel.run();
  const result = Result.tab(page);
  await expect(result.verdict).toBeVisible({ timeout: 45_000 });
  await expect(result.scope).toContainText(/series by identity.* region × 7 days/);
});
