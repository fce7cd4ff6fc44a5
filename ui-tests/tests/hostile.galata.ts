import { expect, test, type IJupyterLabPageFixture } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';

/** All series of a day's count by one field, as the trends show them. */
async function seriesBy(page: IJupyterLabPageFixture, field: string): Promise<Result> {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ question: 'CloudTrail gone silent?', days: 30, grain: 'Day' });
  await panel.fold('Group by').click();
  await panel.addKey(field);
  await panel.removeKey('account');
  await panel.removeKey('region');
  await panel.run();
  const result = Result.tab(page);
  await expect(result.verdict).toBeVisible({ timeout: 45_000 });
  await result.show('Trends');
  return result;
}

/** The first row whose key holds a text. */
async function find(result: Result, text: string): Promise<void> {
  await result.search.fill(text);
  await expect(result.headings.last()).toHaveText(/^All [1-9] series/);
  await result.rows.last().click();
}

async function agrees(result: Result): Promise<void> {
  await result.button('Check count').click();
  await expect(result.outcome).toHaveText(/^([1-9][\d,]*) = \1 ✓/, { timeout: 30_000 });
}

test('key values made to harm are text, and are counted right', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', dialog => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const result = await seriesBy(page, 'User name');

  await find(result, '<img');
  await expect(result.sentence).toContainText('<img src=x onerror=alert(1)>');
  await expect(result.root.locator('img')).toHaveCount(0);
  await result.drawn();
  await agrees(result);

  await find(result, "' OR '");
  await expect(result.sentence).toContainText("x' OR '1'='1");
  await agrees(result);

  await find(result, 'backup\u202e');
  await expect(result.sentence.locator('.jp-SecurityLake-hidden')).toHaveText('U+202E');
  expect(await result.sentence.innerText()).not.toContain('\u202e');
  await agrees(result);

  expect(dialogs).toEqual([]);
});

test('NULL and the empty string are two keys', async ({ page }) => {
  const result = await seriesBy(page, 'User name');
  const counts: string[] = [];
  for (const [search, shown] of [
    ['null', 'NULL'],
    ['', '(empty)']
  ]) {
    await result.search.fill(search);
    const row = result.list.getByRole('option', { name: `${shown}:` }).first();
    await result.list.hover();
    await expect(async () => {
      await page.mouse.wheel(0, 300);
      await expect(row).toBeVisible({ timeout: 300 });
    }).toPass();
    await row.click();
    await expect(result.sentence).toContainText(shown);
    await agrees(result);
    counts.push(await result.outcome.innerText());
  }
  expect(counts[0]).not.toBe(counts[1]);
});

test('a user agent of four kilobytes stays in its row', async ({ page }) => {
  const result = await seriesBy(page, 'User agent');
  await find(result, 'probe 0189');
  const row = result.rows.last();
  const [list, box] = await Promise.all([result.list.boundingBox(), row.boundingBox()]);
  expect(box?.height).toBeLessThan(60);
  expect(box?.width).toBeLessThanOrEqual(list?.width ?? 0);
  await expect(result.sentence).toContainText('Mozilla/5.0 (probe 0000;');
  const room = await result.finding.evaluate(node => node.scrollWidth - node.clientWidth);
  expect(room).toBe(0);
  await agrees(result);
});
