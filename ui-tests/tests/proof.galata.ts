import { expect, test, type IJupyterLabPageFixture } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Notebook } from './pages/notebook';
import { Result } from './pages/result';

async function outliers(page: IJupyterLabPageFixture): Promise<Result> {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ question: 'Access denied bursts?', days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  return result;
}

test('the SQL stands in an editor and returns as many events as the chart shows', async ({
  page,
  context
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const result = await outliers(page);
  await expect(result.sql.locator('.cm-content')).toHaveAttribute('aria-readonly', 'true');
  const seen = await result.sqlText();
  expect(seen).toMatch(/^SELECT\n/);

  await result.sql.getByRole('button', { name: 'Copy' }).click();
  const sql = await page.evaluate(() => navigator.clipboard.readText());
  expect(sql.replace(/\s+/g, ' ')).toContain(seen.replace(/\s+/g, ' ').trim());
  expect(sql).toContain('FROM "amazon_security_lake_glue_db_us_east_1".');
  expect(sql).toMatch(/time_dt >= TIMESTAMP '[^']+'/);
  expect(sql).not.toContain('GROUP BY');

  await result.button('Check count').click();
  await expect(result.outcome).toHaveText(/^([\d,]+) = \1 ✓/, { timeout: 30_000 });
  const counted = /^([\d,]+) =/.exec(await result.outcome.innerText())?.[1];

  await result.button('Show events').click();
  await expect(result.events).toContainText(
    counted === '0' ? 'No events' : new RegExp(`^${counted} events?, all there are\\.`),
    { timeout: 30_000 }
  );
});

test('events beyond a thousand are cut, and it is said', async ({ page }) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ question: 'Who calls the API out of pattern?', days: 30, grain: 'Day' });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.show('Trends');
  await result.search.fill('kms');
  await result.choose(/data-loader-prod/);
  await result.button('Show events').click();
  await expect(result.events.getByRole('status')).toContainText(
    'The newest 1,000 events; there are more.',
    { timeout: 30_000 }
  );
  await expect(result.events.getByRole('gridcell').first()).toBeVisible();
});

test('Insert makes a notebook where none is open', async ({ page }) => {
  const result = await outliers(page);
  await result.button('Insert in notebook').click();
  const notebook = new Notebook(page);
  await expect.poll(() => notebook.source(0), { timeout: 30_000 }).toContain('SELECT');
  expect(await notebook.source(0)).toContain('report-builder-prod');
});

test('Insert puts a code cell under the active one', async ({ page }) => {
  await page.notebook.createNew();
  await page.notebook.setCell(0, 'code', 'first = 1');
  await page.notebook.addCell('code', 'second = 2');
  await page.notebook.selectCells(0);
  const result = await outliers(page);
  await result.button('Insert in notebook').click();
  const notebook = new Notebook(page);
  await expect.poll(() => notebook.sources()).toHaveLength(3);
  const sources = await notebook.sources();
  expect(sources[0]).toBe('first = 1');
  expect(sources[1]).toContain('SELECT');
  expect(sources[2]).toBe('second = 2');
});
