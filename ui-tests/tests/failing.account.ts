import { expect, test, type Locator, type Page } from '@playwright/test';

import { Account } from './pages/account';
import { AskPanel } from './pages/ask-panel';
import { Result } from './pages/result';

const RUNNING = { State: 'RUNNING' };
const THROTTLED: [number, Record<string, unknown>] = [
  400,
  { __type: 'ThrottlingException', Message: 'Rate exceeded' }
];
const account = new Account();
// One page for most: to load JupyterLab takes longer than what is tried in it.
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000);
  page = await account.openPage(browser);
});

test.afterEach(async ({}, { title }) => {
  await page.screenshot({ path: test.info().outputPath(`${title.replace(/\W+/g, '-')}.png`) });
  await account.mend();
  await page.evaluate(() => window.jupyterapp.commands.execute('application:close-all'));
});

test.afterAll(() => account.close());

/** What asks before money is spent. */
function dialog(): Locator {
  return page.getByRole('dialog').filter({ hasText: 'Run this analysis?' });
}

/** Runs until the query has an id, confirming where that is asked for; Athena tells of it as running until mended. */
async function runs(): Promise<{ panel: AskPanel; result: Result }> {
  const { started } = await account.control({ state: RUNNING });
  const panel = new AskPanel(page);
  await panel.run();
  const result = Result.tab(page);
  await expect(result.stages).toBeVisible();
  await expect
    .poll(async () => {
      if (await dialog().isVisible()) {
        await dialog().getByRole('button', { name: 'Run' }).click();
      }
      return (await account.control()).started.length;
    })
    .toBeGreaterThan(started.length);
  return { panel, result };
}

/** The queries that were started, once no more are: a run starts several, one after another. */
async function settled(): Promise<string[]> {
  let before: string[] = [];
  await expect
    .poll(
      async () => {
        const { started } = await account.control();
        const isSame = started.length === before.length;
        before = started;
        return isSame;
      },
      { intervals: [700] }
    )
    .toBe(true);
  return before;
}

/** Starts of queries beyond those that got an id: there must be none. */
async function startedTwice(): Promise<number> {
  const { tokens, started } = await account.control();
  return new Set(tokens).size - started.length;
}

test('the account is told from a demo lake', async () => {
  const panel = new AskPanel(page);
  await expect(panel.connection).toContainText('Athena');
  await expect(panel.root).not.toContainText(/demo/i);
});

test('what nobody can estimate is asked about before it costs anything', async () => {
  const before = await account.control();
  await new AskPanel(page).run();
  const result = Result.tab(page);
  await expect(dialog()).toContainText('First run of this kind: no estimate');
  await expect(dialog()).toContainText('no limit set in the workgroup');
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await expect(result.root).toContainText('Cancelled');
  expect((await account.control()).started).toEqual(before.started);
});

test('throttled: it says so, tries again, and gets there', async () => {
  const { result } = await runs();
  await account.control({ faults_of: { GetQueryExecution: new Array(400).fill(THROTTLED) } });
  await expect(result.stages).toContainText(/too many requests from this account\. Trying again/);
  await account.mend();
  await result.ready();
  await expect(result.stages).toHaveCount(0);
  expect(await startedTwice()).toBe(0);
});

for (const { name, status, sentence, turn } of [
  {
    name: 'resources exhausted',
    status: {
      StateChangeReason: 'Query exhausted resources at this scale factor',
      AthenaError: { ErrorCategory: 2, ErrorType: 1 }
    },
    sentence: 'The query needs more memory than Athena has for one query.',
    turn: 'Your turn'
  },
  {
    name: 'Lake Formation',
    status: {
      StateChangeReason: 'Insufficient Lake Formation permission(s): Required Select on t',
      AthenaError: { ErrorCategory: 2, ErrorType: 234 }
    },
    sentence: 'Lake Formation does not let you read this table.',
    turn: 'For an administrator'
  },
  {
    name: 'the limit of the workgroup',
    status: { StateChangeReason: 'Query cancelled! : Bytes scanned limit was exceeded' },
    sentence: 'The query was stopped: it would have read more than the workgroup allows.',
    turn: 'Your turn'
  }
]) {
  test(`failed, ${name}: what happened, whose turn it is, what to do`, async () => {
    const { result } = await runs();
    await account.control({ state: { State: 'FAILED', ...status } });
    await expect(result.failure).toContainText(sentence);
    await expect(result.failure).toContainText(turn);
    await expect(result.failure.locator('pre')).toBeHidden();
    await result.failure.getByText('Details').click();
    await expect(result.failure.locator('pre')).toContainText(status.StateChangeReason);
  });
}

test('cancelled: the query is stopped at Athena', async () => {
  const { result, panel } = await runs();
  const before = (await account.control()).counts.StopQueryExecution ?? 0;
  await result.button('Cancel').click();
  await expect(result.root.getByText('Cancelled; the query was stopped.')).toBeVisible();
  expect((await account.control()).counts.StopQueryExecution).toBeGreaterThan(before);
  await expect(panel.recent.getByRole('listitem').first()).toContainText('cancelled');
});

test('cancelled from outside: it says that it was somebody else', async () => {
  const { result } = await runs();
  await account.control({
    state: { State: 'CANCELLED', StateChangeReason: 'Query was cancelled by user' }
  });
  await expect(result.failure).toContainText('The query was cancelled from somewhere else.');
});

test('offline for a while: it waits, and the result comes', async () => {
  const { result } = await runs();
  await page.context().setOffline(true);
  await expect(result.stages).toContainText('The connection to the Jupyter server was lost.');
  await page.context().setOffline(false);
  await account.mend();
  await result.ready();
  expect(await startedTwice()).toBe(0);
});

test('Athena out of reach and back: it waits, and the result comes', async () => {
  const { result } = await runs();
  await account.control({ offline: true });
  await expect(result.stages).toContainText('Trying again');
  await account.mend();
  await result.ready();
  expect(await startedTwice()).toBe(0);
});

test('a page of a proxy in Athena’s place is not taken for an answer', async () => {
  const { result } = await runs();
  await account.control({ faults_of: { GetQueryExecution: new Array(400).fill('login') } });
  await expect(result.failure).toContainText('answered in');
  await expect(result.failure).toContainText('For an administrator');
  await expect(result.root).not.toContainText('Please sign in');
  await account.mend();
  await result.button('Retry').click();
  await result.ready();
  expect(await startedTwice()).toBe(0);
});

test('credentials that expire while a query runs: Retry finds the query again', async () => {
  const { result } = await runs();
  const { started } = await account.control({ expired: true });
  await expect(result.failure).toContainText(
    'The AWS credentials of the Jupyter server have expired.'
  );
  await account.mend();
  await result.button('Retry').click();
  await result.ready();
  const after = await account.control();
  // The small statements beside the series are begun anew; the series is not.
  const anew = after.started.filter(id => !started.includes(id)).length;
  expect(anew).toBeLessThan(started.length);
});

test('the tab closed and opened again: the running query is found by its id', async () => {
  await runs();
  const started = await settled();
  // The page writes down what it runs as soon as it knows; the layout follows within half a second.
  await page.waitForTimeout(1000);
  const context = page.context();
  await page.close();
  page = await context.newPage();
  await page.goto(account.url);
  const result = Result.tab(page);
  await expect(result.stages).toBeVisible({ timeout: 30_000 });
  await account.mend();
  await result.ready();
  expect((await account.control()).started).toEqual(started);
});

// Last: JupyterLab itself puts a dialog over the page.
test('the server restarted during a query: nothing is lost or started twice', async () => {
  const { result } = await runs();
  const started = await settled();
  await account.stopLab();
  await expect(result.stages).toContainText('The connection to the Jupyter server was lost.');
  await account.restart();
  await account.mend();
  await result.ready();
  expect((await account.control()).started).toEqual(started);
});
