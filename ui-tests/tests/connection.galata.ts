import { expect, test } from '@jupyterlab/galata';

import { AskPanel } from './pages/ask-panel';
import { ConnectionPage } from './pages/connection-page';
import { contrast } from './pages/contrast';

test('the badge opens the page; the demo lake works step by step and is no account', async ({
  page
}) => {
  const panel = new AskPanel(page);
  await panel.open();
  await panel.root.getByRole('button', { name: 'Connect…' }).click();
  const connection = new ConnectionPage(page);
  await expect(connection.standing).toHaveText('All works.', { timeout: 30_000 });
  await expect(connection.steps).toHaveText([
    /^✓ ?Database works.*amazon_security_lake_glue_db/,
    /^✓ ?Table works.*tables can be seen/,
    /^✓ ?One row works.*came back/
  ]);
  await expect(connection.root).toContainText(
    'made-up events on this server’s disk, not your data'
  );
  await expect(connection.root).toContainText('No AWS account');
  await expect(connection.root).not.toContainText('arn:');
  // The explanation follows the steps and covers none of them.
  const top = await connection.root.getByText('How to ask your own lake').boundingBox();
  const last = await connection.steps.last().boundingBox();
  expect(top!.y).toBeGreaterThan(last!.y + last!.height);
});

test('the page is used by the keyboard and readable in the dark', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.theme.setDarkTheme();
  await page.keyboard.press('Control+Shift+C');
  await page.locator('.lm-CommandPalette-input').fill('check the connection to the security lake');
  await page.keyboard.press('Enter');
  const connection = new ConnectionPage(page);
  await expect(connection.standing).toHaveText('All works.', { timeout: 30_000 });
  await connection.button('Check again').focus();
  await page.keyboard.press('Tab');
  await expect(connection.button('Copy report')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(connection.root).toContainText('Copied; it holds no secrets.');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Asks: Demo lake');
  expect(copied).toContain('[works] One row: One row came back');
  for (const part of [
    connection.root.getByRole('heading', { level: 1 }),
    connection.root.locator('.jp-SecurityLake-aboutValue').first(),
    connection.root.locator('.jp-SecurityLake-stepState').first(),
    connection.root.locator('.jp-SecurityLake-detailsText').first()
  ]) {
    expect(await contrast(part)).toBeGreaterThanOrEqual(4.5);
  }
});

test('a failure of the connection leads to the page, which names what is missing', async ({
  page
}) => {
  const panel = new AskPanel(page);
  await panel.open();
  const failing = {
    version: '0',
    backend: 'athena',
    demo: false,
    ready: false,
    region: 'eu-west-3',
    workgroup: 'analysts',
    catalog: 'AwsDataCatalog',
    databases: [],
    reason: 'AccessDeniedException: not authorized to perform: athena:GetWorkGroup'
  };
  await page.route('**/security-lake-ml/config*', route => route.fulfill({ json: failing }));
  const titled = (id: string) => ({ id, title: id });
  const step = { ...titled('workgroup'), state: 'running', detail: '' };
  const failed = {
    ...step,
    state: 'failed',
    detail: 'AWS doesn’t allow this.',
    failure: 'permission',
    turn: 'administrator',
    remedy: 'Add the permission that is named.',
    permission: 'athena:GetWorkGroup',
    technical: failing.reason
  };
  await page.route('**/security-lake-ml/check*', route =>
    route.fulfill({
      contentType: 'application/x-ndjson',
      body: [step, failed]
        .map((one, at) => JSON.stringify({ ...failing, steps: [one], done: at > 0 }) + '\n')
        .join('')
    })
  );
  await panel.root.getByRole('button', { name: 'List the tables again' }).click();
  await panel.root.getByRole('alert').getByRole('button', { name: 'Check the connection' }).click();
  const connection = new ConnectionPage(page);
  await expect(connection.standing).toHaveText('Workgroup fails.');
  await expect(connection.steps.first().locator('code')).toHaveText('athena:GetWorkGroup');
  await expect(
    connection.root.getByText('On the resource link, in your own account')
  ).toBeVisible();
  await expect(connection.root).not.toContainText(/demo/i);
});
