import { expect, test, type Page } from '@playwright/test';

import { Account } from './pages/account';
import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';

const account = new Account();
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000);
  page = await account.openPage(browser);
});

test.afterAll(() => account.close());

test('what a run costs before it, what it cost after it, and that closed days are paid once', async () => {
  const panel = new AskPanel(page);
  const cost = panel.root.getByRole('status', { name: 'Cost of the run' });
  await expect(cost).toContainText(
    'First run of this kind: no estimate · no limit set in the workgroup'
  );
  await panel.run();
  const dialog = page.getByRole('dialog').filter({ hasText: 'Run this analysis?' });
  await expect(dialog).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('asked.png') });
  await dialog.getByRole('button', { name: 'Run' }).click();
  const result = Result.tab(page);
  await result.ready();
  await expect(panel.root.getByTestId('spent')).toHaveText(
    /^This session: \d queries, [\d.]+ [kM]B, (< )?\$0\.\d{3}$/
  );

  const receipts = result.root.getByRole('region', { name: 'Queries' });
  await result.button('Queries of this result').click();
  await expect(receipts.locator('summary').first()).toHaveText(/series · .* read · .*\$0\.\d+/);
  await receipts.locator('summary').first().click();
  await expect(
    receipts.getByRole('link', { name: 'Open in the Athena console' }).first()
  ).toHaveAttribute('href', /^https:\/\/eu-west-3\.console\.aws\.amazon\.com\/athena/);
  await page.screenshot({ path: test.info().outputPath('receipts.png') });

  await expect(cost).toContainText(/2\d of 30 days already here, free/);
  await expect(cost).toContainText(/Reads ≈ .*\$0\.\d+/);
  // Known and below the limit: nobody is asked.
  await panel.run();
  await result.ready();
  await result.button('Queries of this result').click();
  await expect(receipts).toContainText(/2\d days of it had been kept and were free\./);
  await page.screenshot({ path: test.info().outputPath('kept.png') });

  await panel.root.getByRole('button', { name: 'Forget kept days …' }).click();
  const forget = page.getByRole('dialog').filter({ hasText: 'Forget the days that are kept?' });
  await expect(forget).toContainText(/keeps \d+ days of results \([\d.]+ [kM]?B\)/);
  await page.screenshot({ path: test.info().outputPath('forget.png') });
  await forget.getByRole('button', { name: 'Forget' }).click();
  await expect(cost).not.toContainText('already here');
  await expect(panel.root.getByRole('button', { name: 'Forget kept days …' })).toHaveCount(0);
});

test('a saved result brings its receipts along', async () => {
  await page.reload();
  const result = Result.tab(page);
  await expect(result.list).toBeVisible({ timeout: 30_000 });
  await result.button('Queries of this result').click();
  const receipts = result.root.getByRole('region', { name: 'Queries' });
  await expect(receipts.locator('summary').first()).toHaveText(/series · .* read · .*\$0\.\d+/);
});
