import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

/** What `npm run -s detect` writes for these series. */
function detect(series, ...options) {
  const folder = mkdtempSync(join(tmpdir(), 'detect-'));
  try {
    const [input, output] = ['in.json', 'out.json'].map(name => join(folder, name));
    writeFileSync(input, JSON.stringify(series));
    execFileSync('node', ['scripts/run.mjs', 'detect', input, output, ...options]);
    return JSON.parse(readFileSync(output, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a spike, a step and a partial last day are told as such', () => {
  const noise = [3, 1, 4, 1, 5, 2, 6, 3];
  const values = Array.from({ length: 120 }, (_, i) => 20 + noise[i % noise.length]);
  values[40] = 120;
  for (let i = 80; i < 120; i++) {
    values[i] += 100;
  }
  values[119] = 2;
  const { s } = detect([{ id: 's', grain: 'day', values, partial_last: true }]);
  assert.deepEqual(s.outliers, [40]);
  assert.deepEqual(s.changes, [80]);
});

test('one bad series gets an error, the others their answers', () => {
  const answers = detect([
    { id: 'words', grain: 'day', values: 'many' },
    { id: 'week', grain: 'week', values: [1, 2] },
    { id: 'late', values: [], times: ['noon'] },
    null,
    { id: 'good', grain: 'day', values: [1, null, 2], unknown: true },
    { id: 'empty', grain: 'none', values: [] }
  ]);
  for (const bad of ['words', 'week', 'late', '3']) {
    assert.match(answers[bad].error, /\w/, bad);
  }
  for (const good of ['good', 'empty']) {
    assert.deepEqual(answers[good].outliers, [], good);
    assert.equal(answers[good].trend, 'flat', good);
  }
});

test('arrival times every five minutes have that period', () => {
  const times = Array.from({ length: 200 }, (_, i) => i * 300 + ((i * 7) % 11));
  const { beacon } = detect([{ id: 'beacon', grain: 'minute', values: [], times }]);
  assert.ok(Math.abs(beacon.period.seconds - 300) < 3);
  assert.ok(beacon.period.coverage > 0.95);
});

test('profile seed adds the numbers of the reference', () => {
  const values = Array.from({ length: 60 }, (_, i) => (i % 7) + 10);
  const { s } = detect([{ id: 's', grain: 'day', values }], '--profile', 'seed');
  assert.equal(typeof s.seed.stability.label, 'string');
  assert.ok(Array.isArray(s.seed.cusum));
});
