import { expect, test, type IJupyterLabPageFixture } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Notebook } from './pages/notebook';
import { Result } from './pages/result';
import { Traffic } from './pages/traffic';

const NAME = 'triage.ipynb';

/** A notebook file with one empty cell. */
const EMPTY = JSON.stringify({
  cells: [
    { cell_type: 'code', id: 'a', execution_count: null, metadata: {}, outputs: [], source: '' }
  ],
  metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' } },
  nbformat: 4,
  nbformat_minor: 5
});

/** Runs the default question and puts its result into an open notebook. */
async function exported(page: IJupyterLabPageFixture): Promise<Result> {
  await page.notebook.createNew(NAME);
  const panel = new AskPanel(page);
  await panel.open();
  await panel.ask({ question: 'Access denied bursts?', days: 30 });
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.button('Open in notebook').click();
  const output = Result.output(page);
  await expect(output.title).toHaveText('Access denied bursts?', { timeout: 30_000 });
  return output;
}

test('the result is in the notebook at once, and again after closing it, without a query', async ({
  page,
  tmpPath
}) => {
  const output = await exported(page);
  const notebook = new Notebook(page);
  const source = await notebook.source(1);
  expect(source).toMatch(
    /^import jupyter_security_lake_ml as lake\nlake\.show\("[\w-]+\.lakeml"\)$/
  );
  const file = /"([^"]+)"/.exec(source)?.[1] ?? '';
  const analysis = JSON.parse(await notebook.saved(`${tmpPath}/${file}`));
  expect(analysis.question).toBe('access-denied');
  await expect(output.rows.first()).toContainText('report-builder-prod');
  await output.drawn();

  await page.notebook.save();
  const saved = await notebook.saved(`${tmpPath}/${NAME}`);
  expect(saved).toContain('application/vnd.security-lake-ml+json');
  expect(saved).toContain('"image/png":"iVBOR');
  expect(saved).toContain('"text/plain"');

  await page.notebook.close();
  const traffic = new Traffic(page);
  await notebook.open(`${tmpPath}/${NAME}`);
  const again = Result.output(page);
  await expect(again.rows.first()).toContainText('report-builder-prod', { timeout: 30_000 });
  await again.drawn();
  await again.show('Trends');
  expect(traffic.operations).toEqual([]);
});

test('running the cell gives the analysis without a result and asks nothing by itself', async ({
  page
}) => {
  await exported(page);
  const traffic = new Traffic(page);
  await page.notebook.selectCells(1);
  await page.notebook.runCell(1, true);
  const output = Result.output(page);
  await expect(output.root.getByText('This analysis has not been run yet.')).toBeVisible({
    timeout: 40_000
  });
  expect(traffic.operations).toEqual([]);
  await output.button('Run').click();
  await output.ready();
  await expect(output.rows.first()).toContainText('report-builder-prod');
  expect(traffic.count('StartQueryExecution')).toBeGreaterThan(0);
});

test('a read-only notebook stays as it is: the cell goes into a new one, and it is said why', async ({
  page,
  tmpPath
}) => {
  const path = `${tmpPath}/${NAME}`;
  await page.contents.uploadContent(EMPTY, 'text', path);
  await page.route(`**/api/contents/${path}*`, async route => {
    const response = await route.fetch();
    const isRead = route.request().method() === 'GET' && response.ok();
    const json = isRead ? { ...(await response.json()), writable: false } : undefined;
    await route.fulfill({ response, json });
  });
  await new Notebook(page).open(path);
  const panel = new AskPanel(page);
  await panel.open();
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await expect(result.sql).toContainText(`${NAME} is read-only.`);
  await expect(result.button('Open in a new notebook')).toBeVisible();
  await result.button('Insert in a new notebook').click();
  const cells = page.locator('.jp-NotebookPanel:visible .jp-CodeCell .cm-content');
  await expect(cells.first()).toContainText('amazon_security_lake', { timeout: 30_000 });
  expect(await new Notebook(page).sources()).toEqual(['']);
  expect(await new Notebook(page).saved(path)).not.toContain('SELECT');
});
