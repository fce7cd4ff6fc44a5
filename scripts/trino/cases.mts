// What both engines are asked: one plain statement of each kind for every question and table, with keys that exist.
import { planAnalysis, type IFullPlan } from '../../src/analysis/plan';
import type { ILakeTable } from '../../src/lake/types';
import { isFor, QUESTIONS } from '../../src/questions';
import { heartbeatKeys, seriesLayout } from '../../src/sql';
import type { IBucketSpan, KeyTuple } from '../../src/sql/types';
import { ownQuestions } from '../sql/own.mts';
import { specFor, type IVariant } from '../sql/variants.mts';
import type { IAnswer } from './compare.mts';

const DAY_MS = 86_400_000;

/** A plan of one question over one table (or two versions together), to be asked about further. */
export interface ICase {
  id: string;
  plan: IFullPlan;
}

/** Version 1 is asked about the month before the change-over, version 2 about the last month, both over the change. */
export function cases(
  tables: readonly ILakeTable[],
  lake: { end: number; cutover: number }
): ICase[] {
  const found: ICase[] = [];
  for (const question of QUESTIONS) {
    const able = tables.filter(table => isFor(question, table));
    const choices =
      able.length > 1 ? [...able.map(table => [table]), able] : able.map(table => [table]);
    for (const chosen of choices) {
      const around =
        chosen.length > 1
          ? lake.cutover + 15 * DAY_MS
          : chosen[0].version === 1
            ? lake.cutover
            : lake.end;
      const range = { from: around - 30 * DAY_MS, to: around };
      found.push({
        id: `${question.id}/${chosen.map(table => table.suffix).join('+')}`,
        plan: planAnalysis(specFor(question, chosen), tables, { now: lake.end, range })
      });
    }
  }
  for (const table of tables) {
    const around = table.version === 1 ? lake.cutover : lake.end;
    const range = { from: around - 30 * DAY_MS, to: around };
    for (const [id, custom] of ownQuestions(table)) {
      const spec = specFor(null, [table], { custom });
      const plan = planAnalysis(spec, tables, { now: lake.end, range });
      found.push({ id: `${id}/${table.suffix}`, plan });
    }
  }
  return found;
}

/** The statements to begin with: their answers name the keys for the rest. */
export function firstStatements(all: readonly ICase[]): IVariant[] {
  return all.map(({ id, plan }) => variant(`${id}/series`, plan.series));
}

/** One statement of every other kind, for the busiest bucket of the largest series, and of one with a missing key. */
export function furtherStatements(
  all: readonly ICase[],
  series: ReadonlyMap<string, IAnswer>
): IVariant[] {
  const watched = new Set<string>();
  return all.flatMap(({ id, plan }) => {
    const rows = series.get(`${id}/series`)?.rows ?? [];
    const asked: IVariant[] = [];
    if (
      plan.tables.length === 1 &&
      !watched.has(plan.tables[0].name) &&
      heartbeatKeys(plan.tables[0]).length > 0
    ) {
      watched.add(plan.tables[0].name);
      asked.push(variant(`${id}/heartbeat`, plan.heartbeat(plan.tables[0])));
    }
    const chosen = pick(rows, plan);
    asked.push(variant(`${id}/first-seen`, plan.firstSeen()));
    if (!chosen) {
      return asked;
    }
    const { keys, span } = chosen;
    asked.push(
      variant(`${id}/events`, plan.events(keys, span, Infinity)),
      variant(`${id}/check`, plan.check(keys, span))
    );
    if (plan.tables.length > 1) {
      return asked;
    }
    asked.push(
      variant(`${id}/beacon-coverage`, plan.beaconCoverage(2)),
      variant(`${id}/beacon-minutes`, plan.beaconMinutes([keys])),
      variant(
        `${id}/breakdown`,
        plan.breakdown(keys, span, ['account', 'region', 'ip', 'operation', ...plan.keyNames])
      )
    );
    const missing = pick(
      rows.filter(row => keysOf(row, plan).includes(null)),
      plan
    );
    if (missing) {
      asked.push(variant(`${id}/check-null`, plan.check(missing.keys, missing.span)));
    }
    return asked;
  });
}

/** Rows that an events statement must return and values that a check must: the series' own. */
export function agreement(
  all: readonly ICase[],
  answers: ReadonlyMap<string, IAnswer>
): { checked: number; wrong: string[] } {
  let checked = 0;
  const wrong: string[] = [];
  for (const { id, plan } of all) {
    const chosen = pick(answers.get(`${id}/series`)?.rows ?? [], plan);
    const value = answers.get(`${id}/check`)?.rows?.[0]?.[0];
    if (!chosen || value === undefined) {
      continue;
    }
    checked += 1;
    if (Number(value) !== chosen.value) {
      wrong.push(`${id}: check says ${String(value)}, the series ${chosen.value}`);
    }
    const events = answers.get(`${id}/events`)?.rows?.length;
    if (plan.measure.kind === 'count' && events !== chosen.value) {
      wrong.push(`${id}: ${String(events)} events, the series says ${chosen.value}`);
    }
  }
  return { checked, wrong };
}

function pick(
  rows: readonly unknown[][],
  plan: IFullPlan
): { keys: KeyTuple; span: IBucketSpan; value: number } | null {
  const layout = seriesLayout(plan.keyNames.length);
  const [largest] = rows
    .filter(row => row[layout.slice] !== 'all')
    .sort((a, b) => Number(b[layout.total]) - Number(a[layout.total]));
  if (!largest) {
    return null;
  }
  const cells = Object.entries(JSON.parse(String(largest[layout.cells])) as Record<string, number>);
  const [bucket, value] = cells.sort((a, b) => b[1] - a[1])[0];
  const first = Number(bucket);
  return {
    keys: keysOf(largest, plan),
    span: { bucketMs: plan.bucketMs, first, end: first + 1 },
    value
  };
}

function keysOf(row: unknown[], plan: IFullPlan): KeyTuple {
  const { firstKey, total } = seriesLayout(plan.keyNames.length);
  return row.slice(firstKey, total) as KeyTuple;
}

function variant(id: string, statement: { kind: string; sql: string }): IVariant {
  return { id, table: '', kind: statement.kind, sql: statement.sql };
}
