import { expect, test } from '@playwright/test';

import { AskPanel } from './pages/ask-panel';
import { Notebook } from './pages/notebook';
import { Result } from './pages/result';

const BASE = '/jupyterlab/default';

test('under a base URL with XSRF checks: run, read, prove, insert', async ({ page }) => {
  await page.goto(`${BASE}/lab?reset`);
  await page.waitForFunction(() => window.jupyterapp?.restored);
  await page.evaluate(async () => {
    await window.jupyterapp.restored;
    window.jupyterapp.shell.activateById('jp-SecurityLake-panel');
  });
  const panel = new AskPanel(page);
  await panel.open();
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.drawn();
  await result.button('Check count').click();
  await expect(result.outcome).toHaveText(/^([\d,]+) = \1 ✓/, { timeout: 30_000 });
  await result.button('Insert in notebook').click();
  await expect
    .poll(() => new Notebook(page).source(0), { timeout: 30_000 })
    .toContain('amazon_security_lake');
});

test('a post from elsewhere is refused', async ({ request }) => {
  const response = await request.post(`${BASE}/security-lake-ml/athena`, {
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AmazonAthena.ListWorkGroups'
    },
    data: '{}'
  });
  expect(response.status()).toBe(403);
});
