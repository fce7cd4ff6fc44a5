import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';

test('two browser tabs at once keep their own questions and results', async ({ page, context }) => {
  const other = await context.newPage();
  await other.goto('/lab');
  const asks = [
    { panel: new AskPanel(page), table: 'Security Hub findings · v2' },
    { panel: new AskPanel(other), table: 'Route 53 resolver · v2' }
  ];
  for (const { panel, table } of asks) {
    await panel.page.bringToFront();
    await panel.open();
    await panel.ask({ table, days: 7 });
  }
  await Promise.all(asks.map(({ panel }) => panel.run()));
  for (const { panel, table } of asks) {
    await panel.page.bringToFront();
    const result = Result.tab(panel.page);
    await expect(result.verdict).toBeVisible({ timeout: 45_000 });
    await expect(result.scope).toContainText(table);
  }
  await other.close();
});
