// npm run -s demo:check [-- --lake DIR] [--events N] [--rows N] [--show N] [QUESTION…]
// --events: for how many findings of a question that counts the events are counted too (all); --rows: and for how many
// of these the rows are read (1); --show: prints that many findings; --no-checks leaves the check statements out, for
// work on detectors.
// Runs every question on a demo lake through the local engine and compares with what was planted there.
// Exit status: 0 when at least 95 % of the incidents are in the top 10 of their question, no trap is flagged and every
// finding's check statement gives its bucket; 1 when not; 2 when it couldn't run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { listTables } from '../src/lake';
import type { ILakeTable } from '../src/lake/types';
import { QUESTIONS, questionsFor } from '../src/questions';
import type { IQuestion } from '../src/questions/types';
import { analyse, keysOf, ranked, type IAnalysed } from './demo/analyse.mts';
import { eachOf, Engine, PYTHON } from './demo/athena.mts';
import { mismatches, type ICompared } from './demo/checks.mts';
import { readStory, shows, type IIncident, type ILakeStory } from './demo/incidents.mts';
import { cutOverFlags, trapFlags } from './demo/traps.mts';

const OWN_LAKE = 'demo-lake';
const TOP = 10;
const RECALL = 0.95;
const DAY_MS = 86_400_000;
// One reads in the engine while the other's series are looked at here.
const AT_ONCE = 2;
const UNCHECKED: ICompared = { checked: 0, events: 0, wrong: [] };
const TOGETHER = [
  'api-calls-by-identity',
  'vpc-external-requests',
  'dns-silent',
  'findings-by-type',
  's3-large-download',
  'lambda-invocations'
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lake: { type: 'string', default: OWN_LAKE },
    events: { type: 'string', default: 'Infinity' },
    rows: { type: 'string', default: '1' },
    show: { type: 'string', default: '0' },
    'no-checks': { type: 'boolean', default: false }
  }
});

/** Rank of an incident in what its question shows, from 1; Infinity when it is not there. */
function rankOf(incident: IIncident, analysed: IAnalysed): number {
  const { set, plan, findings } = analysed;
  const moment = (index: number): number => (set.grid.start + index) * plan.bucketMs;
  const kinds = new Set(findings.findings.map(finding => finding.kind));
  const places = [...kinds]
    .filter(kind => incident.detector !== 'trend' || kind !== 'outlier')
    .map(kind =>
      ranked(analysed, kind).findIndex(
        finding =>
          shows(incident, keysOf(analysed, finding)) &&
          moment(finding.first) < incident.to + plan.bucketMs &&
          moment(finding.last + 1) > incident.from - plan.bucketMs
      )
    );
  return 1 + Math.min(...places.map(place => (place < 0 ? Infinity : place)));
}

function rangeOf(table: ILakeTable, story: ILakeStory): { from: number; to: number } {
  return table.version === 1
    ? { from: story.start, to: story.cutover }
    : {
        from: table.version === 2 && story.traps.length > 0 ? firstDay(table, story) : story.start,
        to: story.end
      };
}

/** Version 2 of a source that had version 1 begins at the change-over; the others cover the whole lake. */
function firstDay(table: ILakeTable, story: ILakeStory): number {
  return table.source === 'EKS_AUDIT' || table.source === 'WAF' ? story.start : story.cutover;
}

/** A table that the catalogue knows nothing of is asked by the keys of what was planted in it. */
function ownQuestions(table: ILakeTable, story: ILakeStory): IQuestion[] {
  const planted = story.incidents.filter(
    incident => incident.table === table.suffix && questionsFor(table).length === 0
  );
  return planted.map(incident => ({
    id: incident.questions[0],
    title: incident.id,
    why: incident.what,
    sources: [],
    filter: [],
    keys: Object.keys(incident.key),
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend'],
    attack: [],
    falsePositives: '',
    next: ''
  }));
}

/** Questions without narrow filters, over the two versions of their source. */
function bothVersions(tables: readonly ILakeTable[]): [IQuestion, ILakeTable[]][] {
  return QUESTIONS.filter(
    question =>
      TOGETHER.includes(question.id) &&
      (positionals.length === 0 || positionals.includes(question.id))
  )
    .map((question): [IQuestion, ILakeTable[]] => [
      question,
      tables.filter(table => questionsFor(table).includes(question))
    ])
    .filter(([, pair]) => pair.length > 1);
}

async function main(): Promise<number> {
  const lake = values.lake;
  // One's own is made anew where it is of another day or another version; a lake that is named is taken as it is.
  if (lake === OWN_LAKE || !existsSync(join(lake, 'incidents.json'))) {
    console.log(`demo lake in ${lake}`);
    const made = spawnSync(PYTHON, ['-m', 'jupyter_security_lake_ml', 'demo-lake', lake], {
      stdio: 'ignore'
    });
    if (made.status !== 0) {
      throw new Error(`no demo lake could be made in ${lake}`);
    }
  }
  const story = readStory(lake);
  const engine = await Engine.start(lake);
  const began = Date.now();
  try {
    const { tables } = await listTables(engine.catalogue, { catalog: 'AwsDataCatalog' });
    const single = tables.flatMap(table =>
      [...questionsFor(table), ...ownQuestions(table, story)]
        .filter(question => positionals.length === 0 || positionals.includes(question.id))
        .map(question => () => askOne(engine, question, table, story))
    );
    const both = bothVersions(tables).map(
      ([question, pair]) =>
        () =>
          askBoth(engine, question, pair, story)
    );
    const outcomes = await eachOf(
      [...single, ...both],
      async ask => {
        const since = Date.now();
        const outcome = await ask();
        console.log(`${outcome.line}, ${Date.now() - since} ms`);
        return outcome;
      },
      AT_ONCE
    );
    const status = report(outcomes, story.incidents);
    console.log(`in ${((Date.now() - began) / 1000).toFixed(0)} s`);
    return status;
  } finally {
    engine.stop();
  }
}

/** What one question over one table, or two versions, came to. */
interface IOutcome {
  line: string;
  compared: ICompared;
  wrong: string[];
  flags: string[];
  /** Incident, rank and the question that shows it there. */
  ranks: [IIncident, number, string][];
}

async function askOne(
  engine: Engine,
  question: IQuestion,
  table: ILakeTable,
  story: ILakeStory
): Promise<IOutcome> {
  const analysed = await analyse(engine, question, [table], rangeOf(table, story), story.end);
  const compared = await compare(engine, analysed);
  const flags = trapFlags(question, table, analysed, story);
  show(analysed, Number(values.show));
  return {
    line:
      `${question.id}, ${table.suffix}: ${analysed.set.keys.length} series, ${analysed.findings.findings.length} findings, ` +
      `${compared.wrong.length} mismatches, ${flags.length} trap flags`,
    compared,
    wrong: compared.wrong.map(problem => `${question.id}, ${table.suffix}: ${problem}`),
    flags,
    ranks: story.incidents
      .filter(({ table: at, questions }) => at === table.suffix && questions.includes(question.id))
      .map(incident => [incident, rankOf(incident, analysed), question.id])
  };
}

async function askBoth(
  engine: Engine,
  question: IQuestion,
  pair: readonly ILakeTable[],
  story: ILakeStory
): Promise<IOutcome> {
  const range = { from: story.cutover - 20 * DAY_MS, to: story.cutover + 20 * DAY_MS };
  const analysed = await analyse(engine, question, pair, range, story.end);
  const compared = await compare(engine, analysed);
  const flags = cutOverFlags(question, analysed, story);
  return {
    line: `${question.id}, both versions: ${analysed.set.keys.length} series, ${compared.wrong.length} mismatches, ${flags.length} flags at the change-over`,
    compared,
    wrong: compared.wrong.map(problem => `${question.id}, both versions: ${problem}`),
    flags,
    ranks: []
  };
}

async function compare(engine: Engine, analysed: IAnalysed): Promise<ICompared> {
  return values['no-checks']
    ? UNCHECKED
    : mismatches(engine, analysed, { counted: Number(values.events), read: Number(values.rows) });
}

function show(analysed: IAnalysed, most: number): void {
  const { set, plan, findings } = analysed;
  for (const finding of findings.findings.slice(0, most)) {
    const when = new Date((set.grid.start + finding.first) * plan.bucketMs)
      .toISOString()
      .slice(0, 16);
    const { id, args } = finding.message;
    console.log(
      `  ${finding.score.toFixed(2)} ${id} ${when} ${JSON.stringify(keysOf(analysed, finding))} ${JSON.stringify(args)}`.slice(
        0,
        300
      )
    );
  }
}

/** Says what was found of what was planted; the exit status. */
function report(outcomes: readonly IOutcome[], incidents: readonly IIncident[]): number {
  const asked = new Map<IIncident, Map<string, number>>();
  const best = new Map<IIncident, number>(
    incidents
      .filter(
        ({ questions }) =>
          positionals.length === 0 || questions.some(id => positionals.includes(id))
      )
      .map(incident => [incident, Infinity])
  );
  for (const [incident, rank, question] of outcomes.flatMap(({ ranks }) => ranks)) {
    best.set(incident, Math.min(best.get(incident) ?? Infinity, rank));
    asked.set(incident, (asked.get(incident) ?? new Map<string, number>()).set(question, rank));
  }
  const flags = outcomes.flatMap(outcome => outcome.flags);
  const wrong = outcomes.flatMap(outcome => outcome.wrong);
  const sum = (of: 'checked' | 'events'): number =>
    outcomes.reduce((total, { compared }) => total + compared[of], 0);
  console.log('');
  for (const [incident, rank] of [...best].sort((a, b) => a[1] - b[1])) {
    const each = [...(asked.get(incident) ?? [])].map(([id, at]) => `${id} ${at}`).join(', ');
    console.log(
      `${rank <= TOP ? 'found ' : 'MISSED'} ${incident.id}: rank in ${each || 'nothing'}`
    );
  }
  flags.forEach(flag => console.log(`trap: ${flag}`));
  wrong.slice(0, 50).forEach(problem => console.log(`mismatch: ${problem}`));
  const found = [...best.values()].filter(rank => rank <= TOP).length;
  console.log(`${sum('checked')} findings checked, events counted for ${sum('events')} of them`);
  console.log(
    `recall ${found}/${best.size}, trap flags ${flags.length}, count mismatches ${wrong.length}`
  );
  return found >= RECALL * best.size && flags.length === 0 && wrong.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`demo:check: ${(error as Error).message}`);
  process.exitCode = 2;
}
