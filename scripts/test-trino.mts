// npm run test:trino [-- PART…]: is the SQL accepted by a real Trino, and do both engines answer it alike?
// PART limits it to statements whose id holds it, such as vpc_flow_2_0 or access-denied/.
// scripts/setup/trino.mjs says where the server or the tool that starts one is. Exit status: 0 all good; 1 something
// differs, or nothing could be compared under CI=true; 2 broken.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { nativeTables } from './sql/tables.mts';
import { variants, type IVariant } from './sql/variants.mts';
import { agreement, cases, firstStatements, furtherStatements } from './trino/cases.mts';
import { difference, type IAnswer } from './trino/compare.mts';
import { python } from './trino/python.mts';
import { startServer } from './trino/server.mts';

const WORK = join('node_modules', '.cache', 'trino');
// A fixed end, so that the lake is made once and the same statements are asked each time; few days and files, since
// Trino plans longer than it reads.
const LAKE = join(WORK, 'lake');
const LAKE_OPTIONS = ['--days', '30', '--scale', '0.05', '--end', '2025-06-30'];
const CUSTOM_TABLES = join(LAKE, 'tables.json');
const SHOWN = 40;
const PARTS = process.argv.slice(2);

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
  console.log(` ${name}: ${answers.length} statements in ${seconds(since)} s`);
  return new Map(answers.map(answer => [answer.id, answer]));
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(0);
}

/** Prints what is wrong under a title; how many there are. */
function report(title: string, problems: string[]): number {
  problems.slice(0, SHOWN).forEach(problem => console.log(`  ${problem}`));
  console.log(`${title}: ${problems.length === 0 ? 'good' : `${problems.length} wrong`}`);
  return problems.length;
}

function chosen(entry: { id: string }): boolean {
  return PARTS.length === 0 || PARTS.some(part => entry.id.includes(part));
}

async function main(): Promise<number> {
  const began = Date.now();
  mkdirSync(WORK, { recursive: true });
  python(['-m', 'jupyter_security_lake_ml', 'demo-lake', LAKE, ...LAKE_OPTIONS], true);
  const about = JSON.parse(readFileSync(join(LAKE, 'incidents.json'), 'utf8')) as Record<
    string,
    string
  >;
  const lake = { end: Date.parse(about.end), cutover: Date.parse(about.cutover) };
  const server = await startServer(CUSTOM_TABLES);
  try {
    console.log(` Trino at ${server.url} and a lake: ${seconds(began)} s`);
    server.load(LAKE);
    const tables = nativeTables(CUSTOM_TABLES);
    const range = { from: lake.cutover - 15 * 86_400_000, to: lake.end };
    const every = [...variants(tables, range, lake.end)].filter(chosen);
    const validated = ask('ask_trino.py', [server.url, 'validate'], every, 'validate');
    const refused = report(
      'accepted by Trino',
      [...validated.values()]
        .filter(answer => answer.error !== undefined)
        .map(answer => `${answer.id}: ${answer.error!.slice(0, 300)}`)
    );
    const asked = cases(tables, lake).filter(chosen);
    const first = firstStatements(asked);
    const local = ask('ask_local.py', [LAKE], first, 'local-series');
    const further = furtherStatements(asked, local);
    ask('ask_local.py', [LAKE], further, 'local').forEach((answer, id) => local.set(id, answer));
    const remote = ask('ask_trino.py', [server.url, 'run'], [...first, ...further], 'trino');
    if (!server.own && ![...remote.values()].some(answer => (answer.rows?.length ?? 0) > 1)) {
      console.log(
        'rows: not compared, the tables at TRINO_URL are empty; see docs/testing-with-trino.md.'
      );
      return refused === 0 && process.env.CI !== 'true' ? 0 : 1;
    }
    const different = report(
      'same rows on both engines',
      [...remote].flatMap(([id, answer]) => {
        const found = difference(local.get(id)!, answer);
        return found === null ? [] : [`${id}: ${found}`];
      })
    );
    const agreed = agreement(asked, remote);
    const disagreeing = report('checks and events agree with the series', agreed.wrong);
    console.log(
      `test:trino: ${every.length} statements accepted but for ${refused}, ${remote.size} answered alike but for ${different}, ` +
        `${agreed.checked} buckets agree but for ${disagreeing}, in ${seconds(began)} s`
    );
    return refused + different + disagreeing === 0 ? 0 : 1;
  } finally {
    server.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`test:trino: ${(error as Error).message}`);
  process.exitCode = 2;
}
