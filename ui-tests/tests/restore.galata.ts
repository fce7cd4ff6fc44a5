import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';
import { Traffic } from './pages/traffic';

test('a reload brings back the form and the result, and asks nothing again', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ table: 'VPC Flow · v2', days: 7 });
  await panel.run();
  const before = Result.tab(page);
  await expect(before.verdict).toBeVisible({ timeout: 45_000 });
  const verdict = await before.verdict.innerText();
  const title = await before.title.innerText();

  // The layout and the form rest before they are kept.
  await page.waitForResponse(
    response =>
      response.request().method() === 'PUT' &&
      response.url().includes('/api/workspaces') &&
      ['security-lake-ml-results', 'security-lake-ml:panel'].every(kept =>
        (response.request().postData() ?? '').includes(kept)
      )
  );
  const traffic = new Traffic(page);
  await page.reload({ waitForIsReady: false });
  await expect(panel.root).toBeVisible();
  await expect(panel.table).toHaveValue('VPC Flow · v2');
  await expect(panel.segment('When (UTC)', '7 d')).toBeChecked();
  const after = Result.tab(page);
  await expect(after.title).toHaveText(title);
  await expect(after.verdict).toHaveText(verdict);
  expect(traffic.count('StartQueryExecution')).toBe(0);
});
