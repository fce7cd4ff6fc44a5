/** @jest-environment node */
import { Connection } from '../../athena/connection';
import { FIRST_SEEN_COLUMNS } from '../../sql/first-seen-rows';
import { seriesColumns } from '../../sql/series-rows';
import { FakeAthena, FakeClock } from '../../testing/fake-athena';
import type { IScript } from '../../testing/fake-athena';
import { isHeartbeat, lakeAthena, seriesRow, SPEC } from '../../testing/lake';
import { ResultEngine } from '../engine';
import { SecurityLake } from '../service';
import type { IAnalysisSpec } from '../spec';
import type { IResumePoint, IRunProgress } from '../types';

const NOW = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;
const END = Date.UTC(2026, 1, 10);
const FIRST = END - 3 * DAY + 60_000;

/** Asks for new keys of a question of the catalogue, grouped by `action`. */
const ASKED: IAnalysisSpec = {
  ...SPEC,
  question: 'vpc-unusual-ports',
  custom: {
    keys: ['action'],
    measure: { kind: 'count' },
    filter: [{ field: 'action', op: 'ne', value: 'x' }]
  }
};

const SERIES = [
  seriesRow(
    ['Allowed'],
    Array.from({ length: 40 }, (_, i) => 50 + ((i * 7) % 5))
  )
];
const NEW = [
  ['Denied', FIRST, FIRST + DAY, 3, `{"${Math.floor(FIRST / DAY)}":3}`, FIRST, 0, FIRST, 0, 1].map(
    String
  )
];
/** A beat every ten minutes for three days before the end. */
const BEATS = Array.from({ length: 432 }, (_, i) => (END - 3 * DAY) / 60_000 + i * 10);
const MINUTES = [
  'top',
  'Denied',
  '432',
  '432',
  `{${BEATS.map(minute => `"${minute}":1`).join(',')}}`,
  '1',
  '432'
];
const MEMORY = [['12', String(END - 45 * DAY), String(END - 44 * DAY)]];

const isCoverage = (sql: string) => sql.includes('AS hours');
const isMinutes = (sql: string) => sql.includes('/ 60000 AS bucket');
const isNew = (sql: string) => sql.includes('owner_first_ms');
const isMemory = (sql: string) => sql.includes('SELECT count(*) AS n, min(ms)');

/** An Athena that answers each of the statements of such a run. */
function world(change: (sql: string) => Partial<IScript> = () => ({})) {
  const athena = lakeAthena(SERIES);
  const series = athena.script as (sql: string) => IScript;
  athena.script = sql => {
    const known = isNew(sql)
      ? answer(['action', ...FIRST_SEEN_COLUMNS], NEW)
      : isMemory(sql)
        ? answer(['n', 'first_ms', 'last_ms'], MEMORY)
        : isCoverage(sql)
          ? answer(['k1', 'hours', 'n', 'first_ms', 'last_ms'], [['Denied', '40', '500', '1', '2']])
          : isMinutes(sql)
            ? answer(seriesColumns(1), [MINUTES])
            : series(sql);
    return { ...known, ...change(sql) };
  };
  const clock = new FakeClock();
  const lake = new SecurityLake({
    connection: new Connection(athena.send, async () => 'us-east-1', clock),
    now: () => NOW
  });
  return { athena, clock, lake };
}

function answer(names: string[], rows: (string | null)[][]): IScript {
  return {
    states: ['RUNNING', 'SUCCEEDED'],
    columns: names.map(name => [name, 'varchar']),
    rows
  };
}

const started = ({ queries }: FakeAthena, is: (sql: string) => boolean) =>
  queries.filter(({ sql }) => is(sql));

describe('a run of a question that looks for new keys', () => {
  it('finds them beside the series, with a receipt for each statement', async () => {
    const document = await world().lake.run(ASKED);
    const found = document.findings!.findings.find(({ kind }) => kind === 'first-seen');
    expect(found).toMatchObject({
      series: -1,
      keys: ['Denied'],
      first: 37,
      detail: { firstMs: FIRST, events: 3 }
    });
    expect(document.findings!.firstSeen).toMatchObject({ memoryMs: 38 * DAY, unproven: 0 });
    expect(document.findings!.detectors).toEqual(['first-seen', 'change', 'outlier']);
    expect(document.receipts.map(({ kind }) => kind).sort()).toEqual([
      'first-seen',
      'heartbeat',
      'heartbeat',
      'series'
    ]);
  });

  it('starts nothing of it for a question that does not', async () => {
    const { lake, athena } = world();
    await lake.run(SPEC);
    expect(started(athena, isNew)).toEqual([]);
  });

  it('finds all its queries again after a reload', async () => {
    const { lake, athena } = world();
    const points: IResumePoint[] = [];
    const first = await lake.run(ASKED, { onProgress: ({ resume }) => points.push(resume!) });
    const { length } = athena.queries;
    expect(await lake.run(ASKED, { resume: points.at(-1)! })).toEqual(first);
    expect(athena.queries).toHaveLength(length);
  });

  it('that is cancelled stops all of them', async () => {
    const { lake, athena, clock } = world(sql => (isHeartbeat(sql) ? {} : { states: ['RUNNING'] }));
    const controller = new AbortController();
    clock.onSleep = () => {
      if (athena.queries.length >= 4) {
        controller.abort();
      }
    };
    await expect(lake.run(ASKED, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError'
    });
    const slow = athena.queries.filter(({ script }) => !script.states.includes('SUCCEEDED'));
    expect(slow.length).toBe(3);
    expect(slow.every(({ stopped }) => stopped)).toBe(true);
  });

  it('whose series fail stops the search too', async () => {
    const { lake, athena } = world(sql =>
      isNew(sql)
        ? { states: ['RUNNING'] }
        : isMemory(sql) || isHeartbeat(sql)
          ? {}
          : { states: ['FAILED'], reason: 'Query timeout' }
    );
    await expect(lake.run(ASKED)).rejects.toMatchObject({ code: 'time-limit' });
    expect(started(athena, isNew).every(({ stopped }) => stopped)).toBe(true);
  });

  it('keeps the series when the search fails, and says so', async () => {
    const { lake } = world(sql =>
      isNew(sql) ? { states: ['FAILED'], reason: 'Query exhausted resources at this scale' } : {}
    );
    const document = await lake.run(ASKED);
    expect(document.series!.keys).toEqual([['Allowed']]);
    expect(document.findings!.failed).toEqual([
      { detector: 'first-seen', reason: expect.stringMatching(/\w/) }
    ]);
    expect(document.receipts).toContainEqual(
      expect.objectContaining({ kind: 'first-seen', state: 'FAILED' })
    );
  });

  it('tells that it waits for the search when the series are there', async () => {
    const { lake } = world(sql =>
      isNew(sql) ? { states: [...Array(20).fill('RUNNING'), 'SUCCEEDED'] } : {}
    );
    const seen: IRunProgress[] = [];
    await lake.run(ASKED, { onProgress: progress => seen.push(progress) });
    const stages = seen.map(({ stage }) => stage);
    expect(stages.lastIndexOf('query')).toBeGreaterThan(stages.indexOf('reading'));
  });

  it('keeps them when the dial is turned', async () => {
    const document = await world().lake.run(ASKED);
    const engine = new ResultEngine();
    const again = await engine.redetect(document, { ...document.spec.detectors, rate: 20 });
    engine.dispose();
    const kinds = again.findings!.findings.map(({ kind }) => kind);
    expect(kinds).toContain('first-seen');
    expect(again.findings!.firstSeen).toEqual(document.findings!.firstSeen);
  });
});

describe('a run of a question that looks for beacons', () => {
  const HUNT: IAnalysisSpec = { ...ASKED, question: 'vpc-beacon' };

  it('takes the steadiest keys by the minute and finds the beat of one', async () => {
    const { lake, athena } = world();
    const document = await lake.run(HUNT);
    const found = document.findings!.findings.find(({ kind }) => kind === 'beacon');
    expect(found).toMatchObject({
      keys: ['Denied'],
      first: 37,
      last: 39,
      detail: { periodMs: 600_000, beats: 432, events: 432, coverage: 1 }
    });
    expect(started(athena, isMinutes)[0].sql).toContain("'Denied'");
    const kinds = document.receipts.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['beacon-coverage', 'beacon-minutes']));
    expect(document.findings!.detectors).toEqual(['periodicity']);
  });

  it('asks no second time when no key is steady, and finds none', async () => {
    const { lake, athena } = world(sql => (isCoverage(sql) ? { rows: [] } : {}));
    const document = await lake.run(HUNT);
    expect(started(athena, isMinutes)).toEqual([]);
    expect(document.findings!.findings.filter(({ kind }) => kind === 'beacon')).toEqual([]);
  });

  it('says when the minutes gave no answer', async () => {
    const { lake } = world(sql =>
      isMinutes(sql) ? { states: ['FAILED'], reason: 'Query timeout' } : {}
    );
    const { findings } = await lake.run(HUNT);
    expect(findings!.failed).toMatchObject([{ detector: 'periodicity' }]);
    expect(findings!.findings).toEqual([]);
  });

  it('is stopped between its stages', async () => {
    const { lake, athena, clock } = world(sql => (isMinutes(sql) ? { states: ['RUNNING'] } : {}));
    const controller = new AbortController();
    clock.onSleep = () => {
      if (started(athena, isMinutes).length > 0) {
        controller.abort();
      }
    };
    await expect(lake.run(HUNT, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError'
    });
    expect(started(athena, isMinutes).every(({ stopped }) => stopped)).toBe(true);
  });
});
