import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';

test('palette, launcher and menu open the panel', async ({ page }) => {
  const panel = new AskPanel(page);
  const hide = async () => {
    await panel.tab.click();
    await expect(panel.root).toBeHidden();
  };

  await page
    .getByRole('region', { name: 'notebook content' })
    .or(page.locator('.jp-Launcher'))
    .getByText('Security Lake', { exact: true })
    .click();
  await expect(panel.root).toBeVisible();
  await hide();

  await page.menu.clickMenuItem('View>Open the Security Lake Panel');
  await expect(panel.root).toBeVisible();
  await hide();

  await page.keyboard.press('Control+Shift+C');
  await page.locator('.lm-CommandPalette-input').fill('security lake panel');
  await page
    .locator('.lm-CommandPalette-item', { hasText: 'Open the Security Lake Panel' })
    .click();
  await expect(panel.root).toBeVisible();
});

test('the palette runs what the panel says', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await page.keyboard.press('Control+Shift+C');
  await page.locator('.lm-CommandPalette-input').fill('run the security lake');
  await page.keyboard.press('Enter');
  const result = Result.tab(page);
  await result.ready();
  await expect(result.title).toHaveText('Access denied bursts?');
});

test('the settings editor has the defaults, and a change reaches the panel', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await expect(panel.segment('When (UTC)', '30 d')).toBeChecked();
  await panel.root.getByRole('button', { name: 'Settings' }).click();
  const form = page.locator('.jp-SettingsForm, .jp-SettingsPanel').first();
  for (const name of ['Default range', 'Default grain', 'Sensitivity', 'SQL in a cell']) {
    await expect(form.getByText(name, { exact: true }).first()).toBeVisible();
  }
  await form.getByRole('combobox').first().selectOption('7 days');
  await expect(panel.segment('When (UTC)', '7 d')).toBeChecked();
});
