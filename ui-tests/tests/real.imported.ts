import { expect, test } from '@playwright/test';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';

/** Tables that the files of AWS hold, each with a question that its handful of rows answers. */
const TABLES = [
  { table: 'CloudTrail management · v1', question: 'Who calls the API out of pattern?' },
  { table: 'Security Hub findings · v1', question: 'More findings of some type?' },
  { table: 'VPC Flow · v1', question: 'More requests to the internet?' },
  { table: 'Route 53 resolver · v1', question: 'Domains not seen before?' },
  { table: 'EKS audit · v2', question: 'Forbidden calls in a cluster?' }
];

test.skip(
  !process.env.IMPORTED_LAKE_DIR,
  'The files that AWS wrote are not there: they are looked for in ../shared/parquet.'
);

test.beforeEach(async ({ page }) => {
  await page.goto('/lab?reset');
  await page.waitForFunction(() => window.jupyterapp?.restored);
  await page.evaluate(async () => {
    await window.jupyterapp.restored;
    window.jupyterapp.shell.activateById('jp-SecurityLake-panel');
  });
});

test('an imported lake lists its tables, and is no demo', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await expect(panel.connection).toContainText('Lake on this server’s disk');
  await panel.table.click();
  await panel.table.fill('');
  await expect(panel.list('Table').getByRole('option')).toHaveText(
    TABLES.map(({ table }) => table),
    { useInnerText: true }
  );
});

test('a range without rows leads to the days that have some', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ table: 'VPC Flow · v1', question: 'Port scans coming in?', days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await expect(result.root.getByText(/^No rows for/)).toBeVisible({ timeout: 45_000 });
  await expect(result.root).toContainText('The table has rows on 2 days: 11 Mar – 12 Apr 2022 UTC');
  await result.button('Run over these days').click();
  await expect(result.scope).toContainText('11 Mar – 12 Apr 2022 UTC', { timeout: 45_000 });
  await expect(result.scope).toContainText('1 series');
});

for (const { table, question } of TABLES) {
  test(`${table}: rows of AWS as series, and back to the very events`, async ({ page }) => {
    const panel = new AskPanel(page);
    await panel.open();
    await panel.ask({ table, question, days: 30 });
    await expect(panel.root.getByTestId('held')).toContainText('This table has no rows then');
    await panel.root.getByRole('button', { name: 'Use these days' }).click();
    await expect(panel.root.getByTestId('held')).toHaveCount(0);
    await panel.run();
    const result = Result.tab(page);
    const whole = result.root.getByRole('button', { name: /^Count all rows by/ });
    await expect(whole.or(result.verdict)).toBeVisible({ timeout: 45_000 });
    if (await whole.isVisible()) {
      await whole.click();
    }
    await expect(result.verdict).toBeVisible({ timeout: 45_000 });
    // A handful of files says nothing of the days between them.
    await expect(result.verdict).not.toContainText('silent');

    await result.show('Trends');
    await result.rows.first().click();
    await result.drawn();
    await expect.poll(() => result.sqlText()).toContain('AS event_time');
    await result.button('Show events').click();
    await expect(result.events).toContainText(/^\d+ events?, all there are\./, { timeout: 45_000 });
    await expect(result.events.getByRole('gridcell').first()).toBeVisible();
    await result.button('Check count').click();
    await expect(result.outcome).toHaveText(/^([\d,]+) = \1 ✓/, { timeout: 30_000 });
  });
}
