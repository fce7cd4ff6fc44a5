/** @jest-environment node */
import { Connection } from '../../athena/connection';
import { eventDay } from '../../lake/time';
import { nativeTable, nativeTables } from '../../lake/__tests__/tables';
import type { ILakeTable } from '../../lake/types';
import { questionsFor } from '../../questions/catalogue';
import { missingFields } from '../../questions/prerequisites';
import { Missing } from '../../series/types';
import type { IStatement } from '../../sql/types';
import { DEMO_CONFIG } from '../../testing/demo-config';
import { FakeClock } from '../../testing/fake-athena';
import type { IScript } from '../../testing/fake-athena';
import { isDays, isHeartbeat, lakeAthena, seriesRow, SPEC } from '../../testing/lake';
import { seriesOf } from '../detail';
import { expiredOf, missingOf, readOf } from '../expired';
import { defaultSpec, planAnalysis, type IFullPlan } from '../plan';
import { SecurityLake } from '../service';
import { SpecError } from '../types';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 1, 12);
/** 30 days are kept: the first that is read is that of 29 days ago. */
const EDGE = Date.UTC(2026, 0, 31);
/** The spec's 40 days from 1 January; the last ten of them are kept. */
const VALUES = Array.from({ length: 40 }, (_, i) => 50 + ((i * 7) % 5));
const KEPT = VALUES.map((value, i) => (i < 30 ? 0 : value));

function world(retentionDays: number, more: Partial<typeof DEMO_CONFIG> = {}) {
  const beats = seriesRow(['111122223333', 'us-east-1'], KEPT);
  const athena = lakeAthena([seriesRow(['Allowed'], KEPT)], {}, [beats]);
  athena.routes.config = { ...DEMO_CONFIG, demo: false, retentionDays, ...more };
  const lake = new SecurityLake({
    connection: new Connection(athena.send, async () => 'us-east-1', new FakeClock()),
    now: () => NOW
  });
  return { athena, lake };
}

/** Everything that a plan can ask. */
function statementsOf(plan: IFullPlan): IStatement[] {
  const { bucketMs, readable, tables, keyNames } = plan;
  const end = Math.ceil(readable.to / bucketMs);
  const span = { bucketMs, first: Math.floor(readable.from / bucketMs), end };
  const keys = keyNames.map(() => 'x');
  const wide = { from: Date.UTC(2024, 0, 1), to: NOW };
  return [
    plan.series,
    plan.seriesOver(readable),
    plan.events(keys, { ...span, first: span.first - 400 }),
    plan.check(keys, span),
    plan.count(keys, span),
    plan.breakdown(keys, span, ['account', 'region']),
    plan.firstSeen(),
    plan.beaconCoverage(),
    plan.beaconMinutes([keys]),
    ...plan.beside.map(({ statement }) => statement),
    ...tables.flatMap(table => [
      plan.heartbeat(table),
      plan.heartbeatOver(table, readable),
      plan.freshness(table),
      plan.days(table, wide),
      plan.remembers(table)
    ])
  ];
}

/** Earliest moments that a statement's predicates let through. */
function startsOf(sql: string): number[] {
  return [
    ...[...sql.matchAll(/>= TIMESTAMP '([^']+)'/g)].map(([, at]) => Date.parse(`${at}Z`)),
    ...[...sql.matchAll(/>= (\d{13})\b/g)].map(([, at]) => Number(at))
  ];
}

const pruned = (sql: string) =>
  [...sql.matchAll(/eventday BETWEEN '(\d{8})'/g)].map(([, day]) => day);

/** Tables as they are analysed: each alone, and both versions of a source together. */
function analysed(): ILakeTable[][] {
  const tables = nativeTables();
  const newer = (old: ILakeTable) =>
    tables.find(({ source, version }) => source === old.source && version === 2)!;
  const both = tables.filter(({ version }) => version === 1).map(old => [old, newer(old)]);
  return [...tables.map(table => [table]), ...both];
}

describe('a lake that keeps 30 days', () => {
  it.each(analysed().map(tables => [tables.map(({ name }) => name).join(' and '), tables]))(
    'is asked nothing of %s from before',
    (_, tables) => {
      for (const question of questionsFor(tables[0])) {
        if (tables.some(table => missingFields(question, table).length > 0)) {
          continue;
        }
        const plan = planAnalysis(
          {
            ...defaultSpec(tables[0]),
            tables: tables.map(({ catalog, database, name }) => ({ catalog, database, name })),
            question: question.id,
            custom: null,
            range: { kind: 'last', days: 400 }
          },
          tables,
          { now: NOW, retentionDays: 30 }
        );
        for (const { sql } of statementsOf(plan)) {
          const starts = startsOf(sql);
          expect(starts.length + pruned(sql).length).toBeGreaterThan(0);
          expect(Math.min(...starts, Infinity)).toBeGreaterThanOrEqual(EDGE);
          // A neighbouring partition is read for rows that lie in it by mistake.
          expect([eventDay(EDGE - DAY), ...pruned(sql)].sort()[0]).toBe(eventDay(EDGE - DAY));
        }
      }
    }
  );

  it('keeps its first day through the whole day, and today counts', () => {
    const table = nativeTable('cloud_trail_mgmt_2_0');
    const fromOf = (now: number, retentionDays: number) =>
      planAnalysis({ ...defaultSpec(table), range: { kind: 'last', days: 400 } }, [table], {
        now,
        retentionDays
      }).readable.from;
    expect(fromOf(Date.UTC(2026, 2, 1), 30)).toBe(EDGE);
    expect(fromOf(Date.UTC(2026, 2, 2) - 1, 30)).toBe(EDGE);
    expect(fromOf(Date.UTC(2026, 2, 2), 30)).toBe(EDGE + DAY);
    expect(fromOf(NOW, 1)).toBe(Date.UTC(2026, 2, 1));
  });

  it('is read as asked where the range begins later, and where rows are kept for ever', () => {
    const table = nativeTable('cloud_trail_mgmt_2_0');
    const sqlOf = (days: number, retentionDays?: number) =>
      planAnalysis({ ...defaultSpec(table), range: { kind: 'last', days } }, [table], {
        now: NOW,
        retentionDays
      }).series.sql;
    expect(sqlOf(30, 30)).toBe(sqlOf(30));
    expect(sqlOf(400, 0)).toBe(sqlOf(400));
    expect(sqlOf(400, 30)).not.toBe(sqlOf(400));
  });

  it('refuses a range that is wholly past it before anything is asked', async () => {
    const { lake, athena } = world(10);
    const run = lake.run(SPEC);
    await expect(run).rejects.toBeInstanceOf(SpecError);
    await expect(run).rejects.toMatchObject({
      field: 'range',
      message:
        'The lake keeps rows from 2026-02-20 on, and the range ends before that. Choose a later one.'
    });
    expect(athena.queries).toEqual([]);
  });
});

describe('a run over more than is kept', () => {
  it('leaves the expired days blank, not zero, and finds nothing at the edge', async () => {
    const document = await world(30).lake.run(SPEC);
    const { values, grid } = seriesOf(document);
    expect(grid.length).toBe(40);
    expect([...values.subarray(0, 30)]).toEqual(Array.from({ length: 30 }, () => NaN));
    expect([...values.subarray(30)]).toEqual(VALUES.slice(30));
    expect(document.findings!.findings).toEqual([]);
    expect(expiredOf(document)).toBe(30);
    expect(missingOf(document)[30]).toBe(Missing.none);
    expect(readOf(document)).toEqual({ from: EDGE, to: document.range.to });
  });

  it('marks nothing as expired where rows are kept for ever', async () => {
    const document = await world(0).lake.run(SPEC);
    expect(expiredOf(document)).toBe(0);
    expect(readOf(document)).toEqual(document.range);
  });

  it('marks them also where nobody could say whether logs arrived', async () => {
    const { athena, lake } = world(30);
    const plain = athena.script as (sql: string) => IScript;
    athena.script = sql =>
      isHeartbeat(sql) ? { states: ['QUEUED', 'FAILED'], reason: 'no' } : plain(sql);
    expect(expiredOf(await lake.run(SPEC))).toBe(30);
  });

  it('neither looks for nor keeps days from before', async () => {
    const { athena, lake } = world(30, { cache: { on: true, marginHours: 24, reason: '' } });
    const asked: Record<string, unknown>[] = [];
    athena.answers.cache = body => {
      asked.push(body);
      return body.action === 'look' ? { kept: [], over: [] } : { kept: [], over: false };
    };
    await lake.run(SPEC);
    const days = asked.flatMap(body => (body.days as number[] | undefined) ?? []);
    expect(days.length).toBeGreaterThan(0);
    expect(Math.min(...days) * DAY).toBe(EDGE);
  });

  it('costs what the days that are read cost', async () => {
    const { lake } = world(30);
    expect((await lake.cost(SPEC)).days).toBe(10);
  });

  it('looks for days with rows no further back', async () => {
    const { athena, lake } = world(30);
    await lake.heldDays(SPEC);
    const [{ sql }] = athena.queries.filter(query => isDays(query.sql));
    expect(Math.min(...startsOf(sql))).toBe(EDGE);
  });
});

describe('a result of which days have expired since', () => {
  const bucket = (at: number) => ({
    bucketMs: DAY,
    first: at / DAY,
    end: at / DAY + 1
  });
  const plan = planAnalysis(SPEC, [vpcFlow()], {
    now: NOW,
    range: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 10) },
    retentionDays: 30
  });

  it('is planned all the same, and its days that are kept are asked for', () => {
    expect(plan.range.from).toBe(Date.UTC(2026, 0, 1));
    expect(startsOf(plan.check(['Allowed'], bucket(EDGE)).sql)).toContain(EDGE);
  });

  it('says of an expired day that its rows are gone', () => {
    const gone = /keeps no rows of then any more, only from 2026-01-31 on/;
    expect(() => plan.events(['Allowed'], bucket(EDGE - DAY))).toThrow(gone);
  });

  it('shows what is left of a span, but counts nothing of it anew', () => {
    const span = { ...bucket(EDGE), first: EDGE / DAY - 3 };
    expect(Math.min(...startsOf(plan.events(['Allowed'], span).sql))).toBe(EDGE);
    for (const count of [plan.check, plan.count, plan.breakdown]) {
      expect(() => count(['Allowed'], span)).toThrow(/have expired in the lake since/);
    }
  });

  it('counts a trend over a run that had expired days then, since nothing was lost after', () => {
    const { from, to } = { from: EDGE, to: Date.UTC(2026, 1, 10) };
    const later = planAnalysis(SPEC, plan.tables, {
      now: NOW,
      range: { from, to },
      retentionDays: 30
    });
    const whole = { bucketMs: DAY, first: Date.UTC(2026, 0, 1) / DAY, end: to / DAY };
    expect(Math.min(...startsOf(later.check(['Allowed'], whole).sql))).toBe(EDGE);
  });
});

/** The table that the spec names. */
function vpcFlow(): ILakeTable {
  const [{ name, database }] = SPEC.tables;
  return { ...nativeTable('vpc_flow_2_0'), name, database };
}
