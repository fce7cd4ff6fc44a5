import { customTable, nativeTable } from '../../lake/__tests__/tables';
import { tableTitle } from '../../lake/names';
import { questionsFor } from '../../questions/catalogue';
import { SeriesMerger } from '../../series/merge';
import { SeriesReader } from '../../series/reader';
import { seriesLayout } from '../../sql/series-rows';
import { readLiteral } from '../../sql/__tests__/read-literal';
import type { ILakeTable } from '../../lake/types';
import { defaultSpec, planAnalysis, validateSpec } from '../plan';
import type { IFullPlan } from '../plan';
import type { IAnalysisSpec } from '../spec';
import { SpecError } from '../types';

const DAY = 86_400_000;
const NOW = Date.UTC(2025, 2, 31, 15, 20);
const PREFIX = 'amazon_security_lake_table_us_east_1_';
const trail = nativeTable('cloud_trail_mgmt_2_0');

function plan(table: ILakeTable, more: Partial<IAnalysisSpec> = {}): IFullPlan {
  const spec = validateSpec(JSON.parse(JSON.stringify({ ...defaultSpec(table), ...more })));
  return planAnalysis(spec, [table], { now: NOW });
}

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return (error as SpecError).message;
  }
  throw new Error('was not refused');
}

describe('a table of an unknown version', () => {
  const newer = customTable(
    `${PREFIX}vpc_flow_3_0`,
    [
      ['time', 'bigint'],
      ['time_dt', 'timestamp'],
      ['src_endpoint', 'struct<ip:string>']
    ],
    []
  );

  it('is shown and marked, and asked nothing that its columns may not mean', () => {
    expect(tableTitle(newer)).toBe('VPC Flow · version 3.0 (not known)');
    expect(questionsFor(newer)).toEqual([]);
    expect(refusal(() => plan(newer, { question: 'vpc-silent', custom: null }))).toMatch(
      /is not made for table/
    );
  });

  it('can be asked by its own columns, within bounds', () => {
    const custom = { keys: ['src_endpoint.ip'], measure: { kind: 'count' as const }, filter: [] };
    expect(plan(newer, { question: null, custom }).series.sql).toContain('time_dt >= TIMESTAMP');
  });
});

describe('a column that a table lacks', () => {
  it('is named, when it came with a later version of the schema', () => {
    const older = {
      ...trail,
      columns: trail.columns.filter(({ name }) => name !== 'is_mfa')
    };
    expect(questionsFor(older).map(({ id }) => id)).not.toContain('login-without-mfa');
    expect(refusal(() => plan(older, { question: 'login-without-mfa' }))).toMatch(
      /lacks what the question needs: mfa/
    );
  });

  it('is found whatever the case of its letters', () => {
    const sensor = customTable(
      `${PREFIX}ext_sensor`,
      [
        ['EventTime', 'bigint'],
        ['Device', 'struct<HostName:string>']
      ],
      [['eventDay', 'string']]
    );
    const custom = { keys: ['Device.HOSTNAME'], measure: { kind: 'count' as const }, filter: [] };
    const { sql } = plan(sensor, { custom }).series;
    expect(sql).toContain('device.hostname AS k1');
    expect(sql).toMatch(/eventday BETWEEN '\d{8}' AND '\d{8}'/);
  });
});

describe('a range beyond what a lake can hold', () => {
  it('is refused with the longest that there is', () => {
    const range = { kind: 'last' as const, days: 5000 };
    expect(refusal(() => plan(trail, { range }))).toMatch(/longer than 1100 days/);
  });

  it('is bounded on both sides, however old it is', () => {
    const range = { kind: 'between' as const, from: '1999-01-01', to: '1999-02-01' };
    const { sql } = plan(trail, { range }).series;
    expect(sql).toContain("time_dt >= TIMESTAMP '1999-01-01 00:00:00.000'");
    expect(sql).toContain("time_dt < TIMESTAMP '1999-02-01 00:00:00.000'");
  });
});

describe('more keys than anybody can look at', () => {
  const layout = seriesLayout(1);
  const row = (slice: string, key: string | null, total: number): (string | null)[] => {
    const cells = new Array<string | null>(layout.allTotal + 1).fill('0');
    cells[layout.slice] = slice;
    cells[layout.firstKey] = key;
    cells[layout.total] = String(total);
    cells[layout.cells] = `{"100":${total}}`;
    cells[layout.allSeries] = '250000';
    cells[layout.allTotal] = '1000000';
    return cells;
  };
  const grid = { bucketMs: DAY, start: 100, length: 2, partial: -1 };

  it('are cut by the statement, and the rest is counted', () => {
    const { sql } = plan(trail).series;
    expect(sql).toContain('by_total <= 1000 OR by_burst <= 200');
    const reader = new SeriesReader(grid, ['k'], { gaps: 'zero' });
    [row('top', 'a', 600), row('rare', 'b', 1), row('all', null, 1_000_000)].forEach(one =>
      reader.add(one)
    );
    expect(reader.finish().leftOut).toEqual({ series: 249_998, total: 999_399 });
  });

  it('are ranked anew over several spans as one statement would, in seconds', () => {
    const merger = new SeriesMerger(1, false);
    for (let i = 0; i < 100_001; i++) {
      merger.add(row('top', `key-${i}`, 1 + (i % 977)));
    }
    const rows = merger.rows();
    expect(rows.filter(([slice]) => slice === 'top')).toHaveLength(1000);
    expect(rows.filter(([slice]) => slice === 'rare')).toHaveLength(200);
    expect(rows[0][layout.allSeries]).toBe('100001');
  });
});

describe('a key value from a hostile log', () => {
  const HOSTILE = [
    `it's "quoted"`,
    'two\nlines\r\n\ttab',
    'nul\u0000byte',
    '👩‍💻 emoji',
    "x' OR 1 = 1 -- comment",
    "x'; DROP TABLE y; /* */",
    '\u202Etxt.exe\u200B',
    "l'\\".repeat(3400),
    ''
  ];

  it.each(HOSTILE.map(value => [value.slice(0, 30), value]))(
    '%j is one literal that reads back as it is',
    (_, value) => {
      const { events, check, breakdown, bucketMs, range } = plan(trail);
      const first = Math.floor(range.from / bucketMs);
      const span = { bucketMs, first, end: first + 1 };
      for (const { sql } of [
        events([value], span),
        check([value], span),
        breakdown([value], span)
      ]) {
        const at = sql.search(/coalesce\(actor[^\n]* = (U&)?'/);
        const from = sql.indexOf(' = ', at) + 3;
        const read = readLiteral(sql.slice(from));
        expect(read?.value).toBe(value);
        expect(sql.slice(from + read!.length)).toMatch(/^\s*(\)|\n|$)/);
        expect(sql).toContain('time_dt >= TIMESTAMP');
      }
    }
  );
});

describe('a path that is no single value', () => {
  it.each<[string, RegExp]>([
    ['resources', /is a list/],
    ['unmapped', /is a map; name one of its keys/],
    ['actor.user', /is a group of fields/],
    ['no.such', /has no field/]
  ])('%s can neither be a key nor a measure nor a filter', (field, reason) => {
    const count = { kind: 'count' as const };
    const asked = (custom: IAnalysisSpec['custom']) =>
      refusal(() => plan(trail, { question: null, custom }));
    expect(asked({ keys: [field], measure: count, filter: [] })).toMatch(reason);
    expect(asked({ keys: ['account'], measure: { kind: 'distinct', field }, filter: [] })).toMatch(
      reason
    );
    expect(
      asked({ keys: ['account'], measure: count, filter: [{ field, op: 'not-null' }] })
    ).toMatch(reason);
  });
});

describe('a long list of accounts', () => {
  const some = (count: number) => Array.from({ length: count }, (_, i) => String(1e11 + i));

  it('of 5,000 is in the statement whole', () => {
    const accounts = some(5000);
    const { sql } = plan(trail, { accounts }).series;
    expect(accounts.every(account => sql.includes(`'${account}'`))).toBe(true);
    expect(sql).toContain('time_dt >= TIMESTAMP');
  });

  it('that Athena would not take is refused, not cut', () => {
    const older = nativeTable('cloud_trail_mgmt_1_0');
    const spec = { ...defaultSpec(trail), accounts: some(10_000) };
    const tables = [trail, older].map(({ catalog, database, name }) => ({
      catalog,
      database,
      name
    }));
    const both = () => planAnalysis({ ...spec, tables }, [trail, older], { now: NOW });
    expect(refusal(both)).toMatch(/Athena takes 262144: choose fewer accounts/);
    expect(refusal(() => plan(trail, { accounts: some(20_000) }))).toMatch(/at most 10000/);
  });
});
