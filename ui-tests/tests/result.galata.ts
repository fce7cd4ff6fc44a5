import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { incident } from './pages/lake';
import { Result } from './pages/result';

test('the planted burst is the first finding, told with its numbers and drawn', async ({
  page
}) => {
  const burst = incident('ct2-denied-burst-2');
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();

  await expect(result.scope).toContainText('CloudTrail management · v2');
  await expect(result.scope).toContainText('UTC');
  await expect(result.verdict).toContainText(/^\d+ findings?, expect .* to be false/);
  await expect(result.badge).toHaveText('Demo lake · not your data');

  const row = result.rows.first();
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(row).toContainText('report-builder-prod');
  await expect(row).toContainText(/Outlier · \d+ \w{3} \d\d:00/);
  await expect(row).toContainText(/×\s?[\d.,]+|0 →/);
  await expect(row.locator('.jp-SecurityLake-spark-line')).toHaveAttribute('d', /^M/);
  await expect(row.locator('.jp-SecurityLake-spark-dot')).toBeVisible();

  await expect(result.sentence).toContainText(burst.key.role);
  await expect(result.sentence).toContainText(`${burst.events} events`);
  await expect(result.sentence).toContainText('UTC');
  await result.drawn();
  await expect(result.chart.locator('.scatterlayer .trace')).not.toHaveCount(0);
});

test('Trends opens with five rises, five falls and then all series', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ question: 'Who calls the API out of pattern?', days: 30, grain: 'Day' });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.show('Trends');
  const lines = result.list.locator('[role=option], .jp-SecurityLake-Result-heading');
  await expect(result.headings).toHaveText([
    'Steepest rises',
    'Steepest falls',
    /^All [\d,]+ series by slope/
  ]);
  const texts = await lines.allInnerTexts();
  expect(texts.indexOf('Steepest falls')).toBe(6);
  expect(texts.findIndex(text => text.startsWith('All '))).toBe(12);
  const slopes = texts.slice(1, 6).map(text => /([+−-])\s?[\d.,]+\s%/.exec(text)?.[1]);
  expect(slopes).toEqual(['+', '+', '+', '+', '+']);
  await result.rows.first().click();
  await expect(result.sentence).toContainText(/of its own level per day/);
  await result.drawn();
});

test('a change point is a line with its levels and confidence', async ({ page }) => {
  const step = incident('ct10-secrets-level');
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ question: 'Reads of secrets jump?', days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.show('Change points');
  await result.choose('fraud-scoring-prod');
  await expect(result.sentence).toContainText(step.key.role);
  await expect(result.sentence).toContainText(/about [\d.,]+ events per hour/);
  await expect(result.sentence).toContainText(/confidence (>\s)?\d+/);
  await result.drawn();
  await expect(result.chart.locator('.shapelayer path')).not.toHaveCount(0);
  await expect(result.chart.locator('.annotation').first()).toBeVisible();
});

test('filtering by key leaves the rows that hold it', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.show('Trends');
  await result.search.fill('checkout');
  await expect(result.headings.last()).not.toHaveText(/All 6\d series/);
  for (const text of await result.rows.allInnerTexts()) {
    expect(text).toContain('checkout');
  }
  await result.search.fill('no such key');
  await expect(result.list).toContainText('No key holds this text.');
});
