// `npm test`: every suite, each to its end even when one fails, then a line of counts per suite.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from './chromium.mjs';
import { demoLake, env, root } from './environment.mjs';
import { show, work } from './run.mjs';

const reports = join(root, 'node_modules', '.cache', 'test-reports');
const awsFiles = join(root, '..', 'shared', 'parquet');
const importedLake = join(root, 'node_modules', '.cache', 'imported-lake');

/** Runs the suites named in `only`, or all; 0 when everything passed. */
export async function main(only) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const suites = { lint, scripts, jest, pytest, ui };
  const unknown = only.filter(name => !(name in suites));
  if (unknown.length) {
    console.error(`test: ${unknown.join(', ')}: the suites are ${Object.keys(suites).join(', ')}`);
    return 2;
  }
  const results = [];
  for (const [name, suite] of Object.entries(suites)) {
    if (!only.length || only.includes(name)) {
      console.log(`\n── ${name}`);
      results.push({ name, ...(await suite()) });
    }
  }
  console.log('');
  for (const { name, passed, failed, skipped } of results) {
    console.log(
      `${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
    );
  }
  return results.every(r => r.failed === 0 && r.passed > 0) ? 0 : 1;
}

/** A suite that left no readable report counts as one failure. */
function counts(file, code, read) {
  try {
    const found = read(readFileSync(join(reports, file), 'utf8'));
    return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function lint() {
  let failed = 0;
  const parts = ['types', 'ts', 'css', 'format', 'py'];
  for (const part of parts) {
    failed += (await show('npm', ['run', '-s', `lint:${part}`])) === 0 ? 0 : 1;
  }
  return { passed: parts.length - failed, failed, skipped: 0 };
}

async function scripts() {
  const report = join(reports, 'scripts.xml');
  const code = await show('node', [
    '--test',
    '--test-reporter=junit',
    `--test-reporter-destination=${report}`,
    'scripts/'
  ]);
  return counts('scripts.xml', code, text => {
    const of = name => Number(new RegExp(`<!-- ${name} (\\d+) -->`).exec(text)[1]);
    return { passed: of('pass'), failed: of('fail'), skipped: of('skipped') };
  });
}

async function jest() {
  const report = join(reports, 'jest.json');
  const code = await show('npx', ['--no-install', 'jest', '--json', `--outputFile=${report}`]);
  return counts('jest.json', code, text => {
    const r = JSON.parse(text);
    const failed = r.numFailedTests + r.numRuntimeErrorTestSuites;
    return { passed: r.numPassedTests, failed, skipped: r.numPendingTests };
  });
}

async function pytest() {
  const code = await show('python', ['-m', 'pytest', `--junit-xml=${join(reports, 'pytest.xml')}`]);
  return counts('pytest.xml', code, text => {
    const of = name => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(text)[1]);
    const failed = of('failures') + of('errors');
    return { passed: of('tests') - failed - of('skipped'), failed, skipped: of('skipped') };
  });
}

/** The README's pictures anew: the same browser and demo lake as the UI tests. */
export async function screenshots() {
  return (await playwright(['-c', 'screenshots.config.cjs'])) ?? 1;
}

/** A lake of the files that AWS wrote; null, with a word why, where they aren't there. */
async function realLake() {
  if (!existsSync(awsFiles)) {
    console.log(`ui: no files of AWS in ${awsFiles}, so the tests of an imported lake are skipped`);
    return null;
  }
  rmSync(importedLake, { recursive: true, force: true });
  // When that fails, the tests do: they find no table.
  await show('security-lake-ml', ['import', awsFiles, importedLake], { stdio: 'ignore' });
  return importedLake;
}

/** Runs Playwright in `ui-tests` on a demo lake; its exit code, or null when there is no lake. */
async function playwright(args) {
  const browser = await chromium();
  if (!existsSync('ui-tests/node_modules/@playwright/test')) {
    await work('UI test packages', 'npm', ['ci', '--prefix', 'ui-tests', '--loglevel=error']);
  }
  if ((await show('security-lake-ml', ['demo-lake', demoLake])) !== 0) {
    return null;
  }
  const imported = await realLake();
  return show('npx', ['--no-install', 'playwright', 'test', ...args], {
    cwd: 'ui-tests',
    env: {
      ...env,
      CHROMIUM_PATH: browser,
      SECURITY_LAKE_ML_LAKE_DIR: demoLake,
      ...(imported ? { IMPORTED_LAKE_DIR: imported } : {}),
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'ui.json'),
      PATH: join(root, 'ui-tests', 'node_modules', '.bin') + delimiter + env.PATH
    }
  });
}

async function ui() {
  const code = await playwright([]);
  return counts('ui.json', code ?? 1, text => {
    const { expected, unexpected, flaky, skipped } = JSON.parse(text).stats;
    return { passed: expected + flaky, failed: unexpected, skipped };
  });
}
