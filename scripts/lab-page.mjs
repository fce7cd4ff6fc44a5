import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.cwd(), 'ui-tests', 'package.json'))('playwright');

/**
 * Opens the JupyterLab at `url` with the panel of Security Lake beside it; CHROMIUM_PATH names the browser.
 *
 * @param before - Runs in the page before any of its own code.
 */
export async function openLab(url, before = () => undefined) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(before);
  await page.goto(url);
  const panel = page.locator('#jp-SecurityLake-panel');
  const tab = page.locator('.jp-SideBar .lm-TabBar-tab[data-id="jp-SecurityLake-panel"]');
  await tab.waitFor({ timeout: 120_000 });
  // While JupyterLab restores its layout a click may be undone.
  while (!(await panel.getByRole('combobox', { name: 'Table' }).isVisible())) {
    if (!(await panel.isVisible())) {
      await tab.click();
    }
    await page.waitForTimeout(3000);
  }
  return { browser, page, panel };
}
