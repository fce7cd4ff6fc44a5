import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { expect, test } from '@playwright/test';

const root = resolve(__dirname, '..', '..');
const core = readFileSync(resolve(root, 'jupyter_security_lake_ml/core.js'), 'utf8');
const workload = readFileSync(resolve(root, 'tests/core/workload.js'), 'utf8');
const program = `${core};(${workload.trim().replace(/;$/, '')})(SecurityLakeCore)`;

/** Answers of the detectors, of every engine the same but for the last digits of real numbers. */
function expectSame(found: unknown, wanted: unknown, where: string): void {
  if (Array.isArray(wanted)) {
    expect(found, where).toHaveLength(wanted.length);
    wanted.forEach((each, i) => expectSame((found as unknown[])[i], each, `${where}[${i}]`));
  } else if (wanted !== null && typeof wanted === 'object') {
    expect(Object.keys(found as object), where).toEqual(Object.keys(wanted));
    for (const [key, each] of Object.entries(wanted)) {
      expectSame((found as Record<string, unknown>)[key], each, `${where}.${key}`);
    }
  } else if (typeof wanted === 'number' && !Number.isSafeInteger(wanted)) {
    const apart = Math.abs((found as number) - wanted);
    if (!(apart <= 1e-9 * Math.abs(wanted))) {
      expect(found, where).toBe(wanted);
    }
  } else if (found !== wanted) {
    expect(found, where).toBe(wanted);
  }
}

test('the detectors say the same in the page, in a worker and in Node', async ({ page }) => {
  const inNode = JSON.parse((0, eval)(program) as string) as unknown[];
  expect(inNode.length).toBeGreaterThan(50);
  const inPage = await page.evaluate(text => (0, eval)(text) as string, program);
  expectSame(JSON.parse(inPage), inNode, 'page');
  const inWorker = await page.evaluate(text => {
    const source = new Blob([`postMessage((0, eval)(${JSON.stringify(text)}))`]);
    const worker = new Worker(URL.createObjectURL(source));
    return new Promise<string>((done, failed) => {
      worker.onmessage = ({ data }) => done(data as string);
      worker.onerror = event => failed(new Error(event.message));
    });
  }, program);
  expectSame(JSON.parse(inWorker), inNode, 'worker');
});
