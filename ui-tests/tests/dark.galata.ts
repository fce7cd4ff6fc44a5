import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { contrast } from './pages/contrast';
import { Result } from './pages/result';

/** Least contrast of small text (WCAG 2.2, level AA). */
const LEAST = 4.5;

test('text is readable in the dark theme', async ({ page }) => {
  await page.theme.setDarkTheme();
  const panel = new AskPanel(page);
  await panel.open();
  await panel.run();
  const result = Result.tab(page);
  await result.ready();
  await result.drawn();
  const parts = {
    badge: result.badge,
    connection: panel.connection,
    question: panel.question,
    hint: panel.root.locator('.jp-SecurityLake-hint').first(),
    run: panel.runButton,
    scope: result.scope,
    verdict: result.verdict,
    chip: result.chip('All'),
    row: result.rows.first().locator('.jp-SecurityLake-Result-what'),
    sentence: result.sentence,
    axis: result.chart.locator('.xtick text').first(),
    insert: result.button('Insert in notebook'),
    link: result.button('Copy key')
  };
  for (const [name, part] of Object.entries(parts)) {
    expect.soft(await contrast(part), name).toBeGreaterThanOrEqual(LEAST);
  }
});
