/** @jest-environment node */
import { Connection } from '../../athena/connection';
import { FakeClock } from '../../testing/fake-athena';
import type { FakeAthena, IScript } from '../../testing/fake-athena';
import { DEMO_CONFIG } from '../../testing/demo-config';
import { isHeartbeat, lakeAthena, seriesRow, SPEC } from '../../testing/lake';
import { detailOf, explainOf, seriesOf, valuesOf } from '../detail';
import { ResultEngine } from '../engine';
import { SecurityLake } from '../service';
import type { IResumePoint, IRunProgress } from '../types';

const NOW = Date.UTC(2026, 2, 1);
const DAYS = 40;

const quiet = (level: number) => Array.from({ length: DAYS }, (_, i) => level + ((i * 7) % 5));
const spiked = quiet(20).map((n, i) => (i === 25 ? 900 : n));

const ROWS = [
  seriesRow(['Allowed'], quiet(2000), { series: 3, total: 90_000 }),
  seriesRow([null], spiked, { series: 3, total: 90_000 })
];

function world(athena: FakeAthena = lakeAthena(ROWS)) {
  const clock = new FakeClock();
  const lake = new SecurityLake({
    connection: new Connection(athena.send, async () => 'us-east-1', clock),
    now: () => NOW
  });
  return { athena, clock, lake };
}

/** Queries of the series statement. */
const started = (athena: FakeAthena) => athena.queries.filter(({ sql }) => !isHeartbeat(sql));

describe('a run', () => {
  it('goes from a spec to ranked findings with receipt, range and tables', async () => {
    const { lake } = world();
    const document = await lake.run(SPEC);
    expect(document).toMatchObject({
      formatVersion: 1,
      spec: SPEC,
      demo: true,
      ranAt: '2026-03-01T00:00:00.000Z',
      range: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 10) }
    });
    expect(document.tables.map(table => table.name)).toEqual([SPEC.tables[0].name]);
    expect(document.receipts[0]).toMatchObject({
      kind: 'series',
      state: 'SUCCEEDED',
      scannedBytes: 1024
    });
    expect(document.receipts[0].sql).toContain('SELECT');
    expect(document.series?.keys).toEqual([['Allowed'], [null]]);
    expect(document.series?.leftOut).toMatchObject({ series: 1 });
    expect(document.findings?.findings[0]).toMatchObject({ kind: 'outlier', series: 1, first: 25 });
    expect(document.findings?.trends).toHaveLength(2);
  });

  it('asks for fewer rows a page where rows are long', async () => {
    const { athena, lake } = world(
      lakeAthena(
        Array.from({ length: 30 }, (_, i) => seriesRow([`k${i}`], [1], { series: 30, total: 30 }))
      )
    );
    const range = { kind: 'between', from: '2026-01-01', to: '2026-01-03' } as const;
    const long = await lake.run({ ...SPEC, range, grain: 'minute' });
    expect(long.series?.keys).toHaveLength(30);
    const asked = athena.bodies.map(({ MaxResults }) => MaxResults).filter(rows => rows);
    expect(asked).toContain(Math.floor(1_000_000 / 2880));
    const before = asked.length;
    await lake.run(SPEC);
    const days = athena.bodies.map(({ MaxResults }) => MaxResults).filter(rows => rows);
    expect(days.slice(before)).toEqual([1000, 1000]);
  });

  it('tells its stages in order, with what is needed to find it again', async () => {
    const { lake } = world();
    const seen: IRunProgress[] = [];
    await lake.run(SPEC, { onProgress: progress => seen.push(progress) });
    const stages = seen.map(progress => progress.stage);
    expect([...new Set(stages)].slice(0, 2)).toEqual(['query', 'reading']);
    expect(seen[0].resume).toMatchObject({ now: NOW, queryId: null });
    expect(seen.at(-1)).toMatchObject({ queryId: 'query-1', resume: { queryId: 'query-1' } });
  });

  it('without any row is a document without series, not an error', async () => {
    const document = await world(lakeAthena([])).lake.run(SPEC);
    expect(document.series?.keys).toEqual([]);
    expect(document.series?.grid.length).toBe(DAYS);
    expect(document.findings).toMatchObject({ findings: [], expectedFalse: 0, trends: [] });
  });

  it('finds its query again after a reload, before and after its id was known', async () => {
    const { lake, athena } = world();
    const points: IResumePoint[] = [];
    const first = await lake.run(SPEC, { onProgress: ({ resume }) => points.push(resume!) });
    for (const resume of [points[0], points.at(-1)!]) {
      const again = world(athena).lake;
      expect(await again.run(SPEC, { resume })).toEqual(first);
    }
    expect(started(athena)).toHaveLength(1);
  });

  it('is asked again when a local engine forgot the query in a restart', async () => {
    const { lake, athena } = world();
    athena.onCall = name => {
      if (name === 'GetQueryExecution' && started(athena).length === 1) {
        started(athena)[0].id = 'gone';
      }
    };
    const document = await lake.run(SPEC);
    expect(document.series?.keys).toHaveLength(2);
    expect(started(athena)).toHaveLength(2);
  });

  it('is never started a second time on Athena', async () => {
    const { lake, athena } = world();
    athena.routes.config = { ...DEMO_CONFIG, backend: 'athena', demo: false };
    athena.onCall = name => {
      if (name === 'GetQueryExecution') {
        started(athena)[0].id = 'gone';
      }
    };
    await expect(lake.run(SPEC)).rejects.toMatchObject({ code: 'query-unknown' });
    expect(started(athena)).toHaveLength(1);
  });

  it('that is cancelled half way stops the query', async () => {
    const { lake, athena, clock } = world(lakeAthena(ROWS, { states: ['RUNNING'] }));
    const controller = new AbortController();
    clock.onSleep = () => controller.abort();
    await expect(lake.run(SPEC, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError'
    });
    expect(started(athena)[0].stopped).toBe(true);
  });

  it('that is cancelled says when a query beside it could not be stopped', async () => {
    const athena = lakeAthena(ROWS, { states: ['RUNNING'] });
    athena.script = () => ({ states: ['RUNNING'] });
    const beside = () => athena.queries.find(({ sql }) => isHeartbeat(sql))?.id ?? '-';
    const clock = new FakeClock();
    const lake = new SecurityLake({
      connection: new Connection(
        (path, init) => {
          const isStop = JSON.stringify(init.headers ?? {}).includes('StopQueryExecution');
          if (isStop && new TextDecoder().decode(init.body as Uint8Array).includes(beside())) {
            const denied = { status: 403, type: 'AccessDeniedException', message: 'no' };
            athena.faults.StopQueryExecution = [{ kind: 'error', ...denied }];
          }
          return athena.send(path, init);
        },
        async () => 'us-east-1',
        clock
      ),
      now: () => NOW
    });
    const controller = new AbortController();
    clock.onSleep = () => (athena.queries.length === 2 ? controller.abort() : undefined);
    const failure: unknown = await lake.run(SPEC, { signal: controller.signal }).catch(e => e);
    expect(failure).toMatchObject({ code: 'stop-failed', queryId: beside() });
    expect(started(athena)[0].stopped).toBe(true);
  });

  it('of an impossible spec starts nothing', async () => {
    const { lake, athena } = world();
    const range = { kind: 'between' as const, from: '2026-02-01', to: '2026-01-01' };
    await expect(lake.run({ ...SPEC, range })).rejects.toMatchObject({
      name: 'SpecError',
      field: 'range'
    });
    expect(athena.queries).toEqual([]);
  });

  it('of two at once gives each its own result', async () => {
    const { lake } = world();
    const [a, b] = await Promise.all([lake.run(SPEC), lake.run(SPEC)]);
    expect(a.series).toEqual(b.series);
    expect(a.receipts[0].queryId).not.toBe(b.receipts[0].queryId);
  });

  it('does not take a log that began half way for series that rose from zero', async () => {
    const begun = quiet(500).map((n, i) => (i < 15 ? 0 : n));
    const beat = [seriesRow(['111122223333', 'us-east-1'], begun)];
    const rows = [seriesRow(['Allowed'], begun)];
    const blind = await world(lakeAthena(rows)).lake.run(SPEC);
    expect(blind.findings?.findings.map(({ message }) => message.id)).toContain('change-from-zero');
    const document = await world(lakeAthena(rows, {}, beat)).lake.run(SPEC);
    expect(document.findings?.findings).toEqual([]);
    expect(valuesOf(document, 0)[14]).toBeNaN();
    expect([...seriesOf(document).missing].indexOf(0)).toBe(15);
    expect(document.receipts.map(receipt => receipt.kind)).toEqual(['series', 'heartbeat']);
  });

  it('is not disturbed when the heartbeat cannot be had', async () => {
    const { lake, athena } = world();
    athena.script = sql =>
      isHeartbeat(sql)
        ? { states: ['FAILED'], reason: 'SYNTAX_ERROR: sorry' }
        : { ...(lakeAthena(ROWS).script as (sql: string) => IScript)(sql) };
    const document = await lake.run(SPEC);
    expect(document.series?.keys).toHaveLength(2);
    expect(document.receipts).toHaveLength(1);
  });

  it('that fails stops its heartbeat too', async () => {
    const { lake, athena } = world();
    athena.script = sql =>
      isHeartbeat(sql) ? { states: ['RUNNING'] } : { states: ['FAILED'], reason: 'Query timeout' };
    await expect(lake.run(SPEC)).rejects.toMatchObject({ code: 'time-limit' });
    while (!athena.queries.every(query => query.stopped || !isHeartbeat(query.sql))) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
  });

  it('with rows that cannot be read fails instead of showing half', async () => {
    const broken = [...ROWS, ['top', 'x', '1', '1', '{"1":', '3', '9']];
    await expect(world(lakeAthena(broken)).lake.run(SPEC)).rejects.toThrow('malformed');
  });
});

describe('what the server says', () => {
  it('is asked once until it is refreshed', async () => {
    const { lake, athena } = world();
    const changes: string[] = [];
    lake.changed.connect(() => changes.push('changed'));
    await Promise.all([lake.tables(), lake.tables(), lake.config()]);
    expect(athena.calls).toEqual(['config', 'ListDatabases', 'ListTableMetadata']);
    lake.refresh();
    expect(changes).toEqual(['changed']);
    expect((await lake.tables()).tables).toHaveLength(1);
    expect(athena.calls).toHaveLength(6);
  });

  it('is asked again after it failed', async () => {
    const { lake, athena } = world();
    athena.faults.config = [{ kind: 'page', status: 404, body: '{"message":"Not Found"}' }];
    await expect(lake.config()).rejects.toMatchObject({ code: 'server-missing' });
    expect(await lake.config()).toEqual(DEMO_CONFIG);
  });

  it('is waited for while the server restarts', async () => {
    const { lake, athena } = world();
    athena.faults.config = [{ kind: 'reset' }, { kind: 'page', status: 502, body: '<p>Bad</p>' }];
    expect(await lake.config()).toEqual(DEMO_CONFIG);
  });

  it('when no lake is set up is the reason, not an empty list', async () => {
    const { lake, athena } = world();
    athena.routes.config = {
      ...DEMO_CONFIG,
      ready: false,
      reason: 'No lake folder is set; make one.'
    };
    await expect(lake.tables()).rejects.toMatchObject({
      code: 'lake-missing',
      technical: expect.stringContaining('No lake folder is set')
    });
  });

  it('of a database that may not be read leaves the others', async () => {
    const { lake, athena } = world();
    athena.answers.ListDatabases = () => ({ DatabaseList: [{ Name: 'a' }, { Name: 'b' }] });
    athena.faults.ListTableMetadata = [
      { kind: 'error', status: 400, type: 'MetadataException', message: 'Access denied by Glue' }
    ];
    const { tables, failures } = await lake.tables();
    expect(tables).toHaveLength(1);
    expect(failures).toHaveLength(1);
  });
});

describe('a single statement', () => {
  const statement = { kind: 'events' as const, sql: 'SELECT *', database: 'd', catalog: 'c' };
  const rows = Array.from({ length: 30 }, (_, i) => [String(i)]);
  const athena = () => lakeAthena([], { columns: [['n', 'bigint']], rows, pageSize: 10 });

  it('gives its rows up to a limit, and says that there are more', async () => {
    const { lake } = world(athena());
    const some = await lake.query(statement, { limit: 12 });
    expect(some.rows).toEqual(rows.slice(0, 12));
    expect(some.truncated).toBe(true);
    expect(some.columns).toEqual([{ name: 'n', type: 'bigint' }]);
  });

  it('gives its first rows while it reads the others, and asks for few of them', async () => {
    const many = Array.from({ length: 300 }, (_, i) => [String(i)]);
    const { lake, athena } = world(lakeAthena([], { columns: [['n', 'bigint']], rows: many }));
    const first: string[] = [];
    const onFirst = jest.fn(({ rows }: { rows: (string | null)[][] }) => {
      first.push(...rows.map(row => row[0]!));
    });
    const all = await lake.query(statement, { onFirst });
    expect(onFirst).toHaveBeenCalledTimes(1);
    expect(first).toEqual(many.slice(0, 50).map(row => row[0]));
    expect(all.rows).toEqual(many);
    const asked = athena.bodies.map(({ MaxResults }) => MaxResults).filter(rows => rows);
    expect(asked).toEqual([51, 1000]);
  });

  it('of exactly as many rows as the limit is not truncated', async () => {
    const { lake } = world(athena());
    expect(await lake.query(statement, { limit: 30 })).toMatchObject({ truncated: false });
    expect(await lake.query(statement, { limit: 29 })).toMatchObject({ truncated: true });
  });
});

describe('a finished document', () => {
  it('survives being saved: same values, same detection, without a server', async () => {
    const document = await world().lake.run(SPEC);
    const saved = JSON.parse(JSON.stringify(document)) as typeof document;
    expect([...valuesOf(saved, 1)]).toEqual(spiked);
    const { detection, options } = detailOf(saved, 1);
    expect(options).toMatchObject({ grain: 'day', profile: 'count', rate: 1, partialLast: false });
    expect(detection.outliers).toMatchObject([{ first: 25, observed: 900 }]);
    expect(detection.expected).toHaveLength(DAYS);
    expect(explainOf(saved, 1, 25)).toMatchObject({ observed: 900, flagged: true });
    expect(seriesOf(saved)).toBe(seriesOf(saved));
    expect(() => valuesOf(saved, 2)).toThrow('no series 2');
  });

  it('is detected again under other settings without touching the old one', async () => {
    const document = await world().lake.run(SPEC);
    const before = JSON.stringify(document);
    const engine = new ResultEngine();
    const seed = await engine.redetect(document, { ...SPEC.detectors, profile: 'seed' });
    expect(seed.spec.detectors.profile).toBe('seed');
    expect(seed.findings?.expectedFalse).toBeNaN();
    expect(seed.series).toBe(document.series);
    expect(JSON.stringify(document)).toBe(before);
    const back = await engine.redetect(seed, SPEC.detectors);
    expect(back.findings).toEqual(document.findings);
  });
});
