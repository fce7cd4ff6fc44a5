// node scripts/bench-first-page.mjs URL: how long after the last poll the first findings, and the first events, are there.
//
// URL is that of a JupyterLab on the demo lake, with its token, as for `bench-page.mjs`; CHROMIUM_PATH names the
// browser. The clock is the page's own: from the answer to the last `GetQueryExecution` to the frame that shows it.
import { openLab } from './lab-page.mjs';

const TIMES = 7;
const LIST = '.jp-SecurityLake-Result [role=option]';
const GRID = '.jp-SecurityLake-grid [role=gridcell]';

/** In the page: notes when each poll was answered, and when something that wasn't there is shown. */
function watch() {
  const { fetch } = window;
  window.polled = 0;
  window.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const headers = new Headers(init?.headers ?? input.headers);
    if (headers.get('x-amz-target')?.endsWith('.GetQueryExecution')) {
      window.polled = performance.now();
    }
    return answer;
  };
  window.shown = selector => {
    const visible = () =>
      [...document.querySelectorAll(selector)].find(each => each.checkVisibility());
    const before = visible();
    return new Promise(resolve => {
      const look = () => {
        const now = visible();
        if (now && now !== before) {
          // The frame is painted after its callbacks, and before the next message is heard.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - window.polled);
          port2.postMessage(null);
        } else {
          requestAnimationFrame(look);
        }
      };
      look();
    });
  };
}

/** Milliseconds from the last poll until `selector` shows something new, for each time that `act` was done. */
async function measure(page, selector, act) {
  const times = [];
  for (let i = 0; i < TIMES; i++) {
    const shown = page.evaluate(each => window.shown(each), selector);
    await act(i);
    times.push(Math.round(await shown));
    await page.waitForTimeout(2000);
  }
  const [first, ...rest] = times;
  rest.sort((a, b) => a - b);
  return `first ${first}, then ${rest[0]} to ${rest.at(-1)}, median ${rest[rest.length >> 1]} ms`;
}

const { browser, page, panel } = await openLab(process.argv[2], watch);
await page.waitForTimeout(2000);
const run = panel.getByRole('button', { name: 'Run', exact: true });
console.log('findings of the default question:', await measure(page, LIST, () => run.click()));
const result = page.locator('.jp-SecurityLake-Result:visible').last();
console.log(
  'events of a finding:',
  await measure(page, GRID, async i => {
    const entries = result.getByRole('option');
    await entries.nth(i % (await entries.count())).click();
    await page.waitForTimeout(1000);
    await result.getByRole('button', { name: 'Show events' }).click();
  })
);
await browser.close();
