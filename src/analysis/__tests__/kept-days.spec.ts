/** @jest-environment node */
import { Connection } from '../../athena/connection';
import { FakeClock } from '../../testing/fake-athena';
import type { FakeAthena, IScript } from '../../testing/fake-athena';
import { DEMO_CONFIG } from '../../testing/demo-config';
import { isHeartbeat, lakeAthena, seriesRow, SPEC } from '../../testing/lake';
import { costOf } from '../cost';
import { planAnalysis } from '../plan';
import { SecurityLake } from '../service';
import { ScanMemory } from '../scans';
import { KeptDays } from '../kept-days';
import type { IResumePoint } from '../types';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 1);
const FIRST = Date.UTC(2026, 0, 1) / DAY;
const DAYS = 40;

/** What the page asked of the cache, and what it answers. */
interface ICacheFake {
  asked: Record<string, unknown>[];
  kept: number[];
  over: number[];
}

/** One value on each of the days since the first. */
const values = (from: number, to: number): number[] =>
  Array.from({ length: DAYS }, (_, i) => (from <= i && i < to ? 10 + i : 0));

const row = (key: string, from: number, to: number, series = 1) =>
  seriesRow([key], values(from, to), { series, total: 0 });

/** The span of a statement, in days since the first. */
const spanOf = (sql: string): [number, number] => {
  const [from, to] = [/time >= (\d+)/, /time < (\d+)/].map(
    end => Number(end.exec(sql)![1]) / DAY - FIRST
  );
  return [from, to];
};

function world(cache: Partial<ICacheFake> = {}, series = 1) {
  const athena = lakeAthena([]);
  const plain = athena.script as (sql: string) => IScript;
  athena.script = sql => {
    const [from, to] = spanOf(sql);
    const rows = isHeartbeat(sql)
      ? [seriesRow(['111122223333', 'us-east-1'], values(from, to), { series: 1, total: 0 })]
      : [row('Allowed', from, to, series)];
    return { ...plain(sql), rows };
  };
  athena.routes.config = { ...DEMO_CONFIG, cache: { on: true, marginHours: 24, reason: '' } };
  const fake: ICacheFake = { asked: [], kept: [], over: [], ...cache };
  athena.answers.cache = body => {
    fake.asked.push(body);
    const day = Number(body.day);
    switch (body.action) {
      case 'look':
        return { kept: fake.kept, over: fake.over };
      case 'read': {
        const at = day - FIRST;
        const cells = JSON.stringify({ [day]: 10 + at });
        const keys = isHeartbeat(String(body.template))
          ? ['111122223333', 'us-east-1']
          : ['Allowed'];
        return { rows: [['top', ...keys, cells]] };
      }
      default:
        return { kept: [], over: false };
    }
  };
  const lake = new SecurityLake({
    connection: new Connection(athena.send, async () => 'us-east-1', new FakeClock()),
    now: () => NOW
  });
  return { athena, lake, cache: fake };
}

const series = ({ queries }: FakeAthena) => queries.filter(({ sql }) => !isHeartbeat(sql));
const actions = ({ asked }: ICacheFake, action: string) =>
  asked.filter(body => body.action === action && !isHeartbeat(String(body.template)));
const firstDays = (count: number) => Array.from({ length: count }, (_, i) => FIRST + i);

const PRICE = { perTb: 5, currency: 'USD', minimumBytes: 10e6 };

describe('a run with kept days', () => {
  it('asks only for the others, and is what it would be without', async () => {
    const bare = await world().lake.run(SPEC);
    const { lake, athena } = world({ kept: firstDays(37) });
    const document = await lake.run(SPEC);
    expect(series(athena).map(({ sql }) => spanOf(sql))).toEqual([[37, 40]]);
    expect(document.keptDays).toBe(37);
    expect(document.series).toEqual(bare.series);
    expect(document.findings).toEqual(bare.findings);
  });

  it('has the closed days of what it paid for kept, once it knows that the table had rows then', async () => {
    const { lake, cache } = world({ kept: firstDays(37) });
    await lake.run(SPEC);
    expect(actions(cache, 'keep')).toMatchObject([
      {
        queryId: expect.stringMatching(/^query-/),
        from: (FIRST + 37) * DAY,
        to: (FIRST + 40) * DAY,
        days: [FIRST + 37, FIRST + 38, FIRST + 39],
        bucketMs: DAY,
        empty: true
      }
    ]);
  });

  it('asks for everything when the server keeps nothing, or can’t say', async () => {
    const { lake, athena } = world({ kept: firstDays(37) });
    athena.faults.cache = Array.from({ length: 99 }, () => ({
      kind: 'page' as const,
      status: 500,
      body: 'no'
    }));
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const document = await lake.run(SPEC);
    expect(series(athena).map(({ sql }) => spanOf(sql))).toEqual([[0, 40]]);
    expect(document.series?.keys).toEqual([['Allowed']]);
    warn.mockRestore();
  });

  it('of too many series asks for all at once, and the server remembers it', async () => {
    const { lake, athena, cache } = world({ kept: firstDays(37) }, 250_000);
    const document = await lake.run(SPEC);
    expect(series(athena).map(({ sql }) => spanOf(sql))).toEqual([
      [37, 40],
      [0, 40]
    ]);
    expect(document.receipts.filter(({ kind }) => kind === 'series')).toHaveLength(2);
    expect(document.series?.leftOut?.series).toBe(249_999);
    expect(document.keptDays).toBeUndefined();
    expect(actions(cache, 'keep')).toMatchObject([{ from: (FIRST + 37) * DAY }]);
  });

  it('of a statement known to be too large asks for all in the way it always did', async () => {
    const { lake, athena } = world({ over: [FIRST] }, 250_000);
    await lake.run(SPEC);
    expect(series(athena).map(({ sql }) => spanOf(sql))).toEqual([[0, 40]]);
    expect(series(athena)[0].sql).toContain('by_total <= 1000 ');
  });

  it('finds its queries again after a reload, whatever is kept by then', async () => {
    const { lake, athena, cache } = world({ kept: firstDays(37) });
    const points: IResumePoint[] = [];
    const first = await lake.run(SPEC, { onProgress: ({ resume }) => points.push(resume!) });
    expect(points.at(-1)?.spans).toMatchObject([
      { from: (FIRST + 37) * DAY, to: (FIRST + 40) * DAY, queryId: expect.any(String) }
    ]);
    cache.kept = firstDays(40);
    const again = new SecurityLake({
      connection: new Connection(athena.send, async () => 'us-east-1', new FakeClock()),
      now: () => NOW + DAY
    });
    const document = await again.run(SPEC, { resume: points.at(-1)! });
    expect(document.series).toEqual(first.series);
    expect(document.findings).toEqual(first.findings);
    expect(series(athena)).toHaveLength(1);
  });

  it('that is cancelled stops each of its queries', async () => {
    const kept = firstDays(40).filter(day => day !== FIRST + 5 && day !== FIRST + 20);
    const { lake, athena } = world({ kept });
    const usual = athena.script as (sql: string) => IScript;
    athena.script = sql => ({ ...usual(sql), states: ['RUNNING'] });
    const controller = new AbortController();
    athena.onCall = name => {
      if (name === 'GetQueryExecution' && series(athena).length === 2) {
        controller.abort();
      }
    };
    await expect(lake.run(SPEC, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError'
    });
    expect(series(athena).map(({ stopped }) => stopped)).toEqual([true, true]);
  });

  it('keeps nothing where a person doesn’t want it', async () => {
    const { athena, cache } = world({ kept: firstDays(37) });
    const lake = new SecurityLake({
      connection: new Connection(athena.send, async () => 'us-east-1', new FakeClock()),
      now: () => NOW,
      keepsDays: () => false
    });
    await lake.run(SPEC);
    expect(cache.asked).toEqual([]);
    expect(series(athena)[0].sql).toContain('by_total <= 1000 ');
  });
});

describe('the cost of a run with kept days', () => {
  it('is that of the others, whose statements it names', async () => {
    const { lake } = world({ kept: firstDays(37) });
    const cost = await lake.cost(SPEC);
    expect(cost).toMatchObject({ days: 40, keptDays: 37, notKept: null, queries: 2 });
    expect(cost.statements.map(spanOf)).toEqual([
      [37, 40],
      [37, 40]
    ]);
  });

  it('is nothing when all are here', async () => {
    const { lake } = world({ kept: firstDays(40) });
    expect(await lake.cost(SPEC)).toMatchObject({
      queries: 0,
      bytes: { low: 0, high: 0 },
      keptDays: 40
    });
  });

  it('says why days aren’t kept', async () => {
    const { lake } = world({ over: [FIRST] });
    expect(await lake.cost(SPEC)).toMatchObject({ keptDays: 0, notKept: 'too-many' });
  });

  it.each([
    ['nothing of it where nothing costs anything', null, true, null],
    ['that the server keeps none', PRICE, false, 'off-server'],
    ['that the person wants none kept', PRICE, true, 'off-here']
  ])('says %s', async (_, price, on, notKept) => {
    const { tables } = await world().lake.tables();
    const plan = planAnalysis(SPEC, tables, { now: NOW });
    const config = { ...DEMO_CONFIG, price, cache: { on, marginHours: 24, reason: '' } };
    const cost = await costOf(plan, config, new ScanMemory(), null, NOW);
    expect(cost).toMatchObject({ keptDays: 0, notKept, anew: 0 });
  });

  it('is asked for again when a run has ended, however it did: only then is known what is kept', async () => {
    const { lake } = world();
    const heard: number[] = [];
    lake.spending.changed.connect((_, { queries }) => heard.push(queries));
    await lake.run(SPEC);
    await Promise.resolve();
    expect(heard.length).toBe(lake.spending.spent.queries + 1);
    const controller = new AbortController();
    controller.abort();
    await expect(lake.run(SPEC, { signal: controller.signal })).rejects.toThrow();
    await Promise.resolve();
    expect(heard.length).toBe(lake.spending.spent.queries + 2);
  });
});

describe('the days themselves', () => {
  it('are looked for after what is on its way to be kept has arrived', async () => {
    const order: string[] = [];
    let arrive: () => void = () => undefined;
    const kept = new KeptDays(async <T>(body: Record<string, unknown>) => {
      order.push(String(body.action));
      if (body.action === 'keep') {
        await new Promise<void>(resolve => (arrive = resolve));
        order.push('kept');
      }
      return { kept: [], over: [] } as T;
    }, 24);
    const what = { template: 't', span: { from: 0, to: DAY }, queryId: 'q', bucketMs: DAY };
    void kept.keep({ ...what, days: [0], empty: false });
    const looked = kept.look('t', [0]);
    await Promise.resolve();
    arrive();
    await looked;
    expect(order).toEqual(['keep', 'kept', 'look']);
  });
});
