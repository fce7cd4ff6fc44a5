// npm run test:trino [-- PART…]: is the SQL accepted by a real Trino, and do both engines answer it alike?
// PART limits it to statements whose id holds it, such as vpc_flow_2_0 or access-denied/.
// Exit status: 0 all good, or nothing to run on; 1 something differs, or nothing to run on under CI=true; 2 broken.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { agreement, cases, firstStatements, furtherStatements } from './trino/cases.mts';
import { difference, type IAnswer } from './trino/compare.mts';
import { nativeTables } from './sql/tables.mts';
import { variants, type IVariant } from './sql/variants.mts';

const TOOL = join('..', 'shared', 'trino', 'trino.py');
const WORK = join('node_modules', '.cache', 'trino');
// A fixed end, so that the lake is made once and the same statements are asked each time.
const LAKE = join(WORK, 'lake');
const LAKE_END = '2025-06-30';
const PARTS = process.argv.slice(2);
const PYTHON = existsSync(join('.venv', 'bin', 'python'))
  ? join('.venv', 'bin', 'python')
  : 'python3';

function python(args: string[], quiet = false): string {
  const run = spawnSync(PYTHON, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit']
  });
  if (run.status !== 0) {
    throw new Error(
      `${args.slice(0, 3).join(' ')} ended with ${run.status}: ${run.stderr ?? ''}${run.stdout.slice(-2000)}`
    );
  }
  return run.stdout.trim();
}

function ask(
  script: string,
  before: string[],
  statements: IVariant[],
  name: string
): Map<string, IAnswer> {
  const source = join(WORK, `${name}-in.jsonl`);
  const target = join(WORK, `${name}-out.jsonl`);
  writeFileSync(
    source,
    statements.map(({ id, sql }) => `${JSON.stringify({ id, sql })}\n`).join('')
  );
  const since = Date.now();
  python([join('scripts', 'trino', script), ...before, source, target]);
  const answers = readFileSync(target, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as IAnswer);
  console.log(
    ` ${name}: ${answers.length} statements in ${((Date.now() - since) / 1000).toFixed(0)} s`
  );
  return new Map(answers.map(answer => [answer.id, answer]));
}

function report(title: string, problems: string[]): boolean {
  problems.slice(0, 40).forEach(problem => console.log(`  ${problem}`));
  console.log(`${title}: ${problems.length === 0 ? 'good' : `${problems.length} wrong`}`);
  return problems.length === 0;
}

function chosen(entry: { id: string }): boolean {
  return PARTS.length === 0 || PARTS.some(part => entry.id.includes(part));
}

/** The server to ask, and whether this run may fill and must stop it. Null when there is none. */
async function server(): Promise<{ url: string; fill: boolean; stop: boolean } | null> {
  if (process.env.TRINO_URL) {
    return { url: process.env.TRINO_URL, fill: false, stop: false };
  }
  if (!existsSync(TOOL)) {
    return null;
  }
  const ran = await fetch('http://127.0.0.1:18080/v1/info').then(
    answer => answer.ok,
    () => false
  );
  const url = python([TOOL, 'start']).split('\n').at(-1)!;
  return { url, fill: true, stop: !ran };
}

async function main(): Promise<number> {
  const trino = await server();
  if (!trino) {
    console.log(
      `test:trino: there is no Trino: neither ${TOOL} nor TRINO_URL. Nothing was checked; docs/testing-with-trino.md says how.`
    );
    return process.env.CI === 'true' ? 1 : 0;
  }
  mkdirSync(WORK, { recursive: true });
  const tables = nativeTables();
  try {
    python(
      ['-m', 'jupyter_security_lake_ml', 'demo-lake', LAKE, '--scale', '0.05', '--end', LAKE_END],
      true
    );
    const about = JSON.parse(readFileSync(join(LAKE, 'incidents.json'), 'utf8')) as Record<
      string,
      string
    >;
    const lake = { end: Date.parse(about.end), cutover: Date.parse(about.cutover) };
    const range = { from: lake.cutover - 15 * 86_400_000, to: lake.end };
    if (trino.fill) {
      console.log(python([TOOL, 'load', LAKE, '--tables', join(LAKE, 'tables.json')]));
    }
    const every = [...variants(tables, range, lake.end)].filter(chosen);
    const validated = ask('ask_trino.py', [trino.url, 'validate'], every, 'validate');
    let good = report(
      'accepted by Trino',
      [...validated.values()]
        .filter(a => a.error !== undefined)
        .map(a => `${a.id}: ${a.error!.slice(0, 300)}`)
    );
    const asked = cases(tables, lake).filter(chosen);
    const first = firstStatements(asked);
    const local = ask('ask_local.py', [LAKE], first, 'local-series');
    const further = furtherStatements(asked, local);
    ask('ask_local.py', [LAKE], further, 'local').forEach((answer, id) => local.set(id, answer));
    const remote = ask('ask_trino.py', [trino.url, 'run'], [...first, ...further], 'trino');
    if (!trino.fill && ![...remote.values()].some(answer => (answer.rows?.length ?? 0) > 1)) {
      console.log(
        'rows: not compared, the tables at TRINO_URL are empty; see docs/testing-with-trino.md.'
      );
      return good && process.env.CI !== 'true' ? 0 : 1;
    }
    const differences = [...remote].flatMap(([id, answer]) => {
      const found = difference(local.get(id)!, answer);
      return found === null ? [] : [`${id}: ${found}`];
    });
    good = report(`same rows on both engines, ${remote.size} statements`, differences) && good;
    const agreed = agreement(asked, remote);
    good =
      report(`checks and events agree with the series, ${agreed.checked} buckets`, agreed.wrong) &&
      good;
    return good ? 0 : 1;
  } finally {
    if (trino.stop) {
      python([TOOL, 'stop'], true);
    }
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`test:trino: ${(error as Error).message}`);
  process.exitCode = 2;
}
