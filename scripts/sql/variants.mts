// Every statement kind of every question for every table that can answer it.
import { planAnalysis, type IFullPlan } from '../../src/analysis/plan';
import { DEFAULT_DETECTORS } from '../../src/analysis/plan/default-spec';
import type { IAnalysisSpec } from '../../src/analysis/spec';
import type { ILakeTable } from '../../src/lake/types';
import { isFor, QUESTIONS } from '../../src/questions';
import type { IQuestion } from '../../src/questions/types';
import { heartbeatKeys } from '../../src/sql';
import type { IBucketSpan, IStatement, KeyTuple } from '../../src/sql/types';
import { HOSTILE } from './hostile.mts';
import { ownQuestions } from './own.mts';

export interface IVariant {
  id: string;
  table: string;
  kind: string;
  sql: string;
}

/** What a person would choose: one table, or two versions of one source together. */
export function specFor(
  question: IQuestion | null,
  tables: readonly ILakeTable[],
  more: Partial<IAnalysisSpec> = {}
): IAnalysisSpec {
  return {
    formatVersion: 1,
    tables: tables.map(({ catalog, database, name }) => ({ catalog, database, name })),
    range: { kind: 'last', days: 30 },
    grain: 'auto',
    question: question?.id ?? null,
    custom: null,
    accounts: [],
    regions: [],
    detectors: DEFAULT_DETECTORS,
    ...more
  };
}

/** All statements over `tables` for a range, with plain and hostile key values. */
export function* variants(
  tables: readonly ILakeTable[],
  range: { from: number; to: number },
  now: number
): Generator<IVariant> {
  let turn = 0;
  for (const question of QUESTIONS) {
    const able = tables.filter(table => isFor(question, table));
    for (const table of able) {
      const plan = planAnalysis(specFor(question, [table]), tables, { now, range });
      yield* named(`${question.id}/${table.suffix}`, table.name, ofPlan(plan, turn++));
    }
    if (able.length > 1) {
      yield* together(question, able, tables, range, now, turn++);
    }
  }
  for (const table of tables) {
    for (const [id, custom] of ownQuestions(table)) {
      const plan = planAnalysis(specFor(null, [table], { custom }), tables, { now, range });
      yield* named(`${id}/${table.suffix}`, table.name, ofPlan(plan, turn++));
    }
    yield* ofTable(table, tables, range, now);
  }
}

/** The catalogue alone: one plain statement of each kind for each question and version. */
export function* catalogue(
  tables: readonly ILakeTable[],
  range: { from: number; to: number },
  now: number
): Generator<IVariant> {
  for (const question of QUESTIONS) {
    for (const table of tables.filter(entry => isFor(question, entry))) {
      const plan = planAnalysis(specFor(question, [table]), tables, { now, range });
      yield* named(`${question.id}/${table.suffix}`, table.name, plainOf(plan));
    }
  }
}

/** Two versions at once, changing over by themselves and at a given moment. */
function* together(
  question: IQuestion,
  able: readonly ILakeTable[],
  tables: readonly ILakeTable[],
  range: { from: number; to: number },
  now: number,
  turn: number
): Generator<IVariant> {
  const name = able.map(table => table.name).join('+');
  const id = `${question.id}/${able.map(table => table.suffix).join('+')}`;
  const plan = planAnalysis(specFor(question, able), tables, { now, range });
  yield* named(id, name, ofPlan(plan, turn));
  const cutOver = new Date((range.from + range.to) / 2).toISOString();
  const cut = planAnalysis(specFor(question, able, { cutOver }), tables, { now, range });
  yield* named(id, name, [['series-cut', cut.series]]);
}

/** A table's heartbeat, and a question to thousands of accounts. */
function* ofTable(
  table: ILakeTable,
  tables: readonly ILakeTable[],
  range: { from: number; to: number },
  now: number
): Generator<IVariant> {
  const question = QUESTIONS.find(entry => isFor(entry, table)) ?? null;
  const custom = question ? null : (ownQuestions(table)[0]?.[1] ?? null);
  if ((!question && !custom) || heartbeatKeys(table).length === 0) {
    return;
  }
  const accounts = Array.from({ length: 5000 }, (_, i) => String(100000000000 + i));
  const regions = ['us-east-1', "eu-'west"];
  const asked = (more: Partial<IAnalysisSpec>): IFullPlan =>
    planAnalysis(specFor(question, [table], { custom, ...more }), tables, { now, range });
  yield* named(`table/${table.suffix}`, table.name, [
    ['heartbeat', asked({}).heartbeat(table)],
    ['freshness', asked({}).remembers(table)],
    ['days', asked({}).days(table, range)],
    ['series-accounts', asked({ accounts, regions }).series]
  ]);
}

/** Hostile values take turns over questions and keys, so that each meets every kind of statement. */
function* ofPlan(plan: IFullPlan, turn: number): Generator<[string, IStatement]> {
  const values = Object.values(HOSTILE);
  const hostile: KeyTuple = plan.keyNames.map((_, i) => values[(turn + i * 4) % values.length]);
  yield* plainOf(plan);
  yield ['events-all', plan.events([], middle(plan, 0))];
  yield* ofKeys(plan, hostile, 'hostile');
}

/** One statement of each kind. */
function* plainOf(plan: IFullPlan): Generator<[string, IStatement]> {
  yield ['series', plan.series];
  yield ['first-seen', plan.firstSeen()];
  yield ['beacon-coverage', plan.beaconCoverage()];
  const plain: KeyTuple = plan.keyNames.map(() => 'value');
  yield* ofKeys(plan, plain, 'plain');
}

/** The kinds that are asked about one series. */
function* ofKeys(plan: IFullPlan, keys: KeyTuple, as: string): Generator<[string, IStatement]> {
  const one = middle(plan, 0);
  const candidates = ['account', 'region', 'ip', 'operation', 'identity', ...plan.keyNames];
  yield [`events-${as}`, plan.events(keys, one)];
  yield [`check-${as}`, plan.check(keys, middle(plan, 2))];
  yield [`breakdown-${as}`, plan.breakdown(keys, one, candidates)];
  yield [`breakdown-usual-${as}`, plan.breakdown(keys, one)];
  yield [`beacon-minutes-${as}`, plan.beaconMinutes([keys, plan.keyNames.map(() => 'b')])];
}

function middle(plan: IFullPlan, around: number): IBucketSpan {
  const { bucketMs, range } = plan;
  const first = Math.floor((range.from + range.to) / 2 / bucketMs);
  return { bucketMs, first: first - around, end: first + around + 1 };
}

function* named(
  id: string,
  table: string,
  statements: Iterable<[string, IStatement]>
): Generator<IVariant> {
  for (const [variant, { kind, sql }] of statements) {
    yield { id: `${id}/${variant}`, table, kind, sql };
  }
}
