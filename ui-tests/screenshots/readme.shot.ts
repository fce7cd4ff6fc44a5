import { join } from 'node:path';

import { expect, test, type IJupyterLabPageFixture } from '@jupyterlab/galata';

import { AskPanel } from '../tests/pages/ask-panel';
import { Result } from '../tests/pages/result';

/** Where the pictures go: into the documentation unless `SCREENSHOTS_DIR` says otherwise. */
const FOLDER = process.env.SCREENSHOTS_DIR ?? join(__dirname, '..', '..', 'docs', 'images');

/** Width of the sidebar, as a person would drag it. */
const SIDEBAR = 320;

for (const theme of ['light', 'dark'] as const) {
  test(`panel and result, ${theme}`, async ({ page }) => {
    if (theme === 'dark') {
      await page.theme.setDarkTheme();
    }
    // The launcher shows the name of the folder, which is the test's.
    await page.filebrowser.openHomeDirectory();
    const panel = new AskPanel(page);
    await panel.open();
    await page.sidebar.setWidth(SIDEBAR);

    await panel.question.click();
    await expect(panel.list('Question')).toBeVisible();
    await shoot(page, `panel-${theme}`);
    await panel.question.press('Escape');

    await panel.ask({
      table: 'VPC Flow · v2',
      question: 'More requests to the internet?',
      days: 30
    });
    await panel.run();
    const result = Result.tab(page);
    await result.ready();
    await result.choose('i-01020077b3e9d51a4');
    await result.drawn();
    await result.button('Check count').click();
    await expect(result.outcome).toContainText('✓', { timeout: 30_000 });
    await result.title.hover();
    await shoot(page, `result-${theme}`);
  });
}

async function shoot(page: IJupyterLabPageFixture, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await expect(page.locator('.Toastify__toast')).toHaveCount(0);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}
