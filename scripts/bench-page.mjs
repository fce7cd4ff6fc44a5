// node scripts/bench-page.mjs URL: how long the page is held up by a run of more than a thousand series × 90 days.
//
// URL is that of a JupyterLab on the demo lake, with its token: `JUPYTER_TOKEN=tok npm start -- --no-browser`, then
// `node scripts/bench-page.mjs http://localhost:8888/lab?token=tok`. CHROMIUM_PATH names the browser.
import { openLab } from './lab-page.mjs';
import { tasksOf } from './main-thread.mjs';

const ASKED = { Table: 'Route 53 resolver · v2', Question: 'Domains not seen before?' };

const { browser, page, panel } = await openLab(process.argv[2]);

/** What `work` said, with the tasks of the main thread meanwhile. */
async function traced(work) {
  const { said, tasks } = await tasksOf(page, work);
  return { ...said, 'tasks, ms (of processor time)': tasks };
}

/** Clicks Run and waits until the list, then the chart, is painted. */
async function run() {
  const at = {};
  page.on('response', response => {
    const operation = response.request().headers()['x-amz-target']?.split('.')[1];
    if (operation === 'GetQueryResults') {
      at.page = Date.now();
    } else if (operation === 'GetQueryExecution') {
      at.poll = Date.now();
    }
  });
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  const result = page.locator('.jp-SecurityLake-Result:visible').last();
  await result.getByRole('option').first().waitFor({ timeout: 120_000 });
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0))));
  const now = Date.now();
  await result.locator('.js-plotly-plot').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2000);
  const scope = await result.locator('.jp-SecurityLake-Result-scope').innerText();
  return {
    asked: scope,
    'last poll to painted list, ms': now - at.poll,
    'last page to painted list, ms': now - at.page
  };
}

for (const [name, text] of Object.entries(ASKED)) {
  const box = panel.getByRole('combobox', { name });
  await box.click();
  await box.fill(text);
  await panel.getByRole('option', { name: text }).first().click();
}
for (const choice of ['90 d', 'Day']) {
  await panel
    .locator('label')
    .filter({ hasText: new RegExp(`^${choice}$`) })
    .click();
}
await page.waitForTimeout(2000);
console.log('first run', await traced(run));
console.log('second run', await traced(run));
const result = page.locator('.jp-SecurityLake-Result:visible').last();
console.log(
  'another finding',
  await traced(async () => {
    await result.getByRole('option').last().click();
    await page.waitForTimeout(1500);
  })
);
console.log(
  'the dial',
  await traced(async () => {
    await result.getByRole('slider').press('ArrowRight');
    await page.waitForTimeout(500);
    await result.locator('.jp-SecurityLake-dial[aria-busy="false"]').waitFor({ timeout: 120_000 });
    await page.waitForTimeout(1000);
  })
);
await browser.close();
