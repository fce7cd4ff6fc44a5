// npm run -s bench [-- --json OUT]: the figures that the targets name, measured on this machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { packSeries } from '../src/series/pack';
import { SeriesReader } from '../src/series/reader';
import type { ISeriesSet } from '../src/series/types';
import { seriesLayout } from '../src/sql/series-rows';
import { benchDetectors, printDetectors } from './bench-detectors.mts';
import { nativeTables } from './sql/tables.mts';
import { catalogue, variants } from './sql/variants.mts';

const DAY_MS = 86_400_000;
const PYTHON = join('.venv', process.platform === 'win32' ? 'Scripts' : 'bin', 'python');

const { values: options } = parseArgs({ options: { json: { type: 'string' } } });

/** Best of five, in milliseconds: the machine may do other things too. */
function best(work: () => void): number {
  let least = Infinity;
  for (let i = 0; i < 5; i++) {
    const from = performance.now();
    work();
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

/** Statements built and thrown away: the catalogue, one of each kind, and everything that is given to Trino. */
function statements(of: typeof catalogue): { statements: number; milliseconds: number } {
  const to = Date.UTC(2026, 0, 31);
  const tables = nativeTables();
  const all = () => [...of(tables, { from: to - 30 * DAY_MS, to }, to)];
  return { statements: all().length, milliseconds: best(all) };
}

/** Reads and packs a page of the series statement: `count` rows of `length` buckets each. */
function page(count: number, length: number) {
  const layout = seriesLayout(1);
  const row = (k: number) => {
    const cells: (string | null)[] = new Array(layout.allTotal + 1).fill('0');
    cells[layout.slice] = 'top';
    cells[layout.firstKey] = `key-${k}`;
    cells[layout.total] = String(length * k);
    const buckets = Array.from({ length }, (_, i) => `"${20_000 + i}":${(i * 37 + k) % 97}`);
    cells[layout.cells] = `{${buckets.join(',')}}`;
    return cells;
  };
  // As they come: out of the text of an answer.
  const rows = JSON.parse(JSON.stringify(Array.from({ length: count }, (_, k) => row(k))));
  const grid = { bucketMs: DAY_MS, start: 20_000, length, partial: -1 };
  let set: ISeriesSet | undefined;
  const parse = best(() => {
    const reader = new SeriesReader(grid, ['key'], { gaps: 'zero' });
    rows.forEach(each => reader.add(each));
    set = reader.finish();
  });
  const packed = packSeries(set!);
  return {
    page: `${count} x ${length}`,
    parseMs: parse,
    packMs: best(() => packSeries(set!)),
    packedMB: packed.values.length / 1e6
  };
}

/** Gzipped sizes of the built chunks, largest first; empty where the front end isn't built. */
function chunks(): { file: string; gzippedKB: number }[] {
  const folder = 'jupyter_security_lake_ml/labextension/static';
  try {
    return readdirSync(folder)
      .filter(file => file.endsWith('.js'))
      .map(file => ({
        file,
        gzippedKB: gzipSync(readFileSync(join(folder, file)), { level: 9 }).length / 1000
      }))
      .sort((a, b) => b.gzippedKB - a.gzippedKB);
  } catch {
    return [];
  }
}

/** Runs one of the Python benchmarks, whose lines go to the terminal; its figures, or null when it failed. */
function python(title: string, script: string): unknown {
  console.log(title);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const out = join(folder, 'figures.json');
    const { status } = spawnSync(PYTHON, [script, '--json', out], { stdio: 'inherit' });
    return status === 0 ? JSON.parse(readFileSync(out, 'utf8')) : null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const detectors = benchDetectors();
console.log(printDetectors(detectors));
const built = { catalogue: statements(catalogue), variants: statements(variants) };
console.table(built);
const pages = [page(1000, 90), page(1000, 365), page(1000, 2160)];
console.table(pages);
const sizes = chunks();
console.table(sizes.slice(0, 8));
const engine = python('Local engine, hourly series of one week by instance', 'bench/engine.py');
const policy = python('Policy check of a statement', 'bench/policy.py');
const server = python('Server extension under load', 'bench/server_load.py');
if (options.json) {
  const figures = { detectors, built, pages, sizes, engine, policy, server };
  writeFileSync(options.json, JSON.stringify(figures, null, 2));
}
process.exitCode = [engine, policy, server].includes(null) ? 1 : 0;
