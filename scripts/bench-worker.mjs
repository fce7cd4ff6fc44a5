// node scripts/bench-worker.mjs [SERIES] [LENGTH]: what a run of 10,000 series × 365 days does to the page: tasks of the
// main thread, time between reports, cancelling, and a newer run in place of an older. CHROMIUM_PATH names the browser.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { tasksOf } from './main-thread.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { chromium } = createRequire(join(root, 'ui-tests', 'package.json'))('playwright');
const [series = 10_000, length = 365] = process.argv.slice(2).map(Number);

async function bundle(entryPoint) {
  const { outputFiles } = await build({
    ...entryPoint,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    absWorkingDir: root,
    write: false
  });
  return outputFiles[0].text;
}

const files = {
  '/': [
    'text/html',
    '<!doctype html><title>bench</title><script type="module" src="page.js"></script>'
  ],
  '/page.js': [
    'text/javascript',
    await bundle({ entryPoints: [join(root, 'scripts', 'bench-worker-page.mts')] })
  ],
  '/detector.js': [
    'text/javascript',
    await bundle({ entryPoints: [join(root, 'src', 'analysis', 'worker.ts')] })
  ]
};
const server = createServer((request, response) => {
  const [type, text] = files[request.url] ?? ['text/plain', ''];
  response.writeHead(files[request.url] ? 200 : 404, { 'content-type': type }).end(text);
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
});
try {
  const page = await browser.newPage();
  page.on('pageerror', error => console.error(error.message));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => 'benchWorkerPages' in globalThis);
  await page.evaluate(([n, m]) => globalThis.benchWorkerPages(n, m), [series, length]);
  const { tasks, said } = await tasksOf(page, () =>
    page.evaluate(([n, m]) => globalThis.benchWorker(n, m), [series, length])
  );
  console.log(`${series} series x ${length}`);
  for (const [what, value] of Object.entries(said)) {
    console.log(`  ${what}: ${value}`);
  }
  console.log(`  main-thread tasks, ms (processor time), all runs: ${tasks}`);
} finally {
  await browser.close();
  server.close();
}
