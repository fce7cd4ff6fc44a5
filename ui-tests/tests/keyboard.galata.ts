import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Notebook } from './pages/notebook';
import { Result } from './pages/result';

test('findings can be read, copied and inserted without a mouse', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const panel = new AskPanel(page);
  await panel.open();
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await expect(result.list).toBeFocused();
  await result.show('Trends');
  await result.list.focus();
  await page.keyboard.press('Home');
  await expect(result.rows.nth(0)).toHaveAttribute('aria-selected', 'true');
  const first = await result.sentence.innerText();
  await page.keyboard.press('ArrowDown');
  await expect(result.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(result.sentence).not.toHaveText(first);
  await page.keyboard.press('Enter');
  await expect(result.finding).toBeFocused();
  await page.keyboard.press('c');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^SELECT[\s\S]+FROM "amazon_security_lake/);
  await page.keyboard.press('Escape');
  await expect(result.list).toBeFocused();
  await page.keyboard.press('/');
  await expect(result.search).toBeFocused();
  await page.keyboard.type('ci');
  await expect(result.search).toHaveValue('ci');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await result.list.focus();
  await page.keyboard.press('Shift+/');
  await expect(result.root.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(result.root.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);
  await page.keyboard.press('i');
  await expect
    .poll(() => new Notebook(page).source(0), { timeout: 30_000 })
    .toContain('amazon_security_lake');
});
