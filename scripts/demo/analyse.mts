// One question over one table, the whole way: statement, rows, series, detectors, ranking.
import { planAnalysis, type IFullPlan } from '../../src/analysis/plan';
import { WorkerJob } from '../../src/analysis/worker-job';
import { findPeriodInCounts } from '../../src/detectors/arrivals/minute-counts';
import { firstSeen } from '../../src/detectors/arrivals/first-seen';
import type { IFinding, IFindingSet } from '../../src/findings/types';
import type { ILakeTable } from '../../src/lake/types';
import { questionById } from '../../src/questions';
import type { IQuestion } from '../../src/questions/types';
import { gridOf } from '../../src/series/grid';
import { SeriesReader } from '../../src/series/reader';
import { silentBuckets } from '../../src/series/silence';
import type { ISeriesSet } from '../../src/series/types';
import { BEACON_PAIRS, heartbeatKeys } from '../../src/sql';
import type { KeyTuple } from '../../src/sql/types';
import { specFor } from '../sql/variants.mts';
import type { Engine } from './athena.mts';

const DAY_MS = 86_400_000;

export interface IAnalysed {
  plan: IFullPlan;
  set: ISeriesSet;
  findings: IFindingSet;
}

/** Runs the main job of a question as the product does; one that isn't in the catalogue as an analyst's own. */
export async function analyse(
  engine: Engine,
  question: IQuestion,
  tables: readonly ILakeTable[],
  range: { from: number; to: number },
  now: number
): Promise<IAnalysed> {
  const { keys, measure, filter } = question;
  const own = questionById(question.id)
    ? {}
    : { question: null, custom: { keys, measure, filter } };
  const plan = planAnalysis(specFor(question, tables, { grain: question.grain, ...own }), tables, {
    now,
    range
  });
  const grid = gridOf(plan.range, plan.bucketMs);
  const job = new WorkerJob({
    settings: plan.spec.detectors,
    rows: {
      grid,
      keyNames: plan.keyNames,
      gaps: plan.measure.kind === 'ratio' ? 'missing' : 'zero'
    },
    series: null
  });
  job.add(await engine.rows(plan.series.sql));
  job.close(await silent(engine, plan));
  while (job.advance(1000, Date.now) !== 'done') {
    // The next slice.
  }
  return { plan, set: job.result.series, findings: job.result.findings };
}

async function silent(engine: Engine, plan: IFullPlan): Promise<Uint8Array> {
  const grid = gridOf(plan.range, plan.bucketMs);
  const counts = new Float64Array(grid.length);
  for (const table of plan.tables) {
    const reader = new SeriesReader(grid, heartbeatKeys(table), { gaps: 'zero' });
    (await engine.rows(plan.heartbeat(table).sql)).forEach(row => reader.add(row));
    reader.finish().values.forEach((count, at) => (counts[at % grid.length] += count));
  }
  return silentBuckets(counts, grid.partial);
}

/** Findings of one kind in the order of the ranking, each series once. */
export function ranked(analysed: IAnalysed, kind: IFinding['kind']): IFinding[] {
  const seen = new Set<number>();
  return analysed.findings.findings.filter(finding => {
    const fresh = finding.kind === kind && !seen.has(finding.series);
    if (fresh) {
      seen.add(finding.series);
    }
    return fresh;
  });
}

/** Keys that are new in the last week of the range, latest first. */
export async function newKeys(engine: Engine, plan: IFullPlan): Promise<KeyTuple[]> {
  const rows = await engine.rows(plan.firstSeen(100_000).sql);
  const width = plan.keyNames.length;
  const histories = rows.map(row => ({
    group: width > 1 ? String(row[0]) : '',
    first: Number(row[width]),
    last: Number(row[width + 1]),
    count: Number(row[width + 2])
  }));
  const { to } = plan.range;
  const found = firstSeen(histories, {
    from: Math.min(plan.range.from, to - 45 * DAY_MS),
    to,
    recentMs: 7 * DAY_MS,
    leastHistoryMs: 14 * DAY_MS
  });
  return found.fresh.map(index => rows[index].slice(0, width));
}

/** Keys with a beat, the surest first: hourly coverage, then minutes of the steadiest. */
export async function beacons(engine: Engine, plan: IFullPlan): Promise<KeyTuple[]> {
  const width = plan.keyNames.length;
  const covered = (await engine.rows(plan.beaconCoverage(12).sql)).slice(0, BEACON_PAIRS);
  if (covered.length === 0) {
    return [];
  }
  const grid = gridOf(plan.range, 60_000);
  const reader = new SeriesReader(grid, plan.keyNames, { gaps: 'zero' });
  const pairs = covered.map(row => row.slice(0, width));
  (await engine.rows(plan.beaconMinutes(pairs).sql)).forEach(row => reader.add(row));
  const set = reader.finish();
  return set.keys
    .map((keys, i) => ({
      keys,
      period: findPeriodInCounts(set.values.subarray(i * grid.length, (i + 1) * grid.length))
    }))
    .filter(entry => entry.period !== null)
    .sort((a, b) => a.period!.p - b.period!.p || b.period!.beats - a.period!.beats)
    .map(entry => entry.keys);
}
