import fc from 'fast-check';

import { customTable, nativeTable, nativeTables } from '../../lake/__tests__/tables';
import { defaultSpec, planAnalysis, resolveGrain, resolveRange, validateSpec } from '../plan';
import { wholeBuckets } from '../plan/range';
import type { IAnalysisSpec, RangeSpec } from '../spec';
import { SpecError } from '../types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2025, 2, 31, 15, 20);
const tables = nativeTables();
const table = nativeTable('cloud_trail_mgmt_2_0');

function spec(more: Partial<IAnalysisSpec> = {}): IAnalysisSpec {
  return { ...defaultSpec(table), ...more };
}

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return (error as SpecError).field;
  }
  throw new Error('was not refused');
}

describe('the default analysis', () => {
  it('can be planned for every native table as it is', () => {
    for (const entry of tables) {
      const plan = planAnalysis(defaultSpec(entry), tables, { now: NOW });
      expect(plan.series.sql).toContain(entry.name);
      expect(plan.series.database).toBe(entry.database);
      expect(plan.keyNames).toEqual(plan.question.keys);
    }
  });

  it('counts a custom source by account, or by its first text column', () => {
    const sensor = customTable('amazon_security_lake_table_us_east_1_ext_x', [
      ['time', 'bigint'],
      ['host', 'string']
    ]);
    expect(defaultSpec(sensor)).toMatchObject({ question: null, custom: { keys: ['host'] } });
    expect(planAnalysis(defaultSpec(sensor), [sensor], { now: NOW }).title).toBe('Events by host');
  });

  it('says of a table without a time that this is what it lacks', () => {
    const thing = customTable('amazon_security_lake_table_us_east_1_ext_thing', [
      ['host', 'string'],
      ['n', 'int']
    ]);
    expect(() => planAnalysis(defaultSpec(thing), [thing], { now: NOW })).toThrow(
      /has no column that says when something happened/
    );
  });

  it('survives being saved and read', () => {
    for (const entry of tables) {
      const saved = defaultSpec(entry);
      expect(validateSpec(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
    }
  });
});

describe('range', () => {
  it('of the last days begins at a midnight and ends now', () => {
    expect(resolveRange({ kind: 'last', days: 30 }, NOW)).toEqual({
      from: Date.UTC(2025, 2, 2),
      to: NOW
    });
  });

  it('is UTC where no zone is written', () => {
    const range = resolveRange(
      { kind: 'between', from: '2025-03-01', to: '2025-03-02T06:00' },
      NOW
    );
    expect(range).toEqual({ from: Date.UTC(2025, 2, 1), to: Date.UTC(2025, 2, 2, 6) });
  });

  it('never ends after now', () => {
    expect(resolveRange({ kind: 'between', from: '2025-03-01', to: '2026-01-01' }, NOW).to).toBe(
      NOW
    );
  });

  it.each<RangeSpec>([
    { kind: 'between', from: '2025-03-02', to: '2025-03-01' },
    { kind: 'between', from: '2025-03-01', to: '2025-03-01' },
    { kind: 'between', from: '2026-01-01', to: '2026-02-01' },
    { kind: 'between', from: 'yesterday', to: '2025-03-01' },
    { kind: 'between', from: '2025-02-31', to: '2025-03-01' },
    { kind: 'between', from: '1800-01-01', to: '2025-03-01' },
    { kind: 'last', days: 0 },
    { kind: 'last', days: NaN },
    { kind: 'last', days: 100_000 }
  ])('%j is refused', range => {
    expect(refusal(() => planAnalysis(spec({ range }), tables, { now: NOW }))).toBe('range');
  });

  it('is widened to whole buckets, the last one only as far as now', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 * DAY }),
        fc.integer({ min: 1, max: 90 * DAY }),
        fc.constantFrom(60_000, HOUR, DAY),
        (start, length, bucketMs) => {
          const asked = { from: start, to: start + length };
          const now = asked.to + 1234;
          const { from, to } = wholeBuckets(asked, bucketMs, now);
          expect(from % bucketMs).toBe(0);
          expect(asked.from - from).toBeLessThan(bucketMs);
          expect(to).toBeGreaterThanOrEqual(asked.to);
          expect(to % bucketMs === 0 || to === now).toBe(true);
        }
      )
    );
  });

  it('of an older result is taken as it is, so its statements are the same again', () => {
    const first = planAnalysis(spec(), tables, { now: NOW });
    const again = planAnalysis(spec(), tables, { now: NOW + 40 * DAY, range: first.range });
    expect(again.series.sql).toBe(first.series.sql);
    expect(again.range).toEqual(first.range);
  });
});

describe('grain', () => {
  const over = (days: number): { from: number; to: number } => ({ from: 0, to: days * DAY });

  it('is hours up to five weeks and days beyond, when automatic', () => {
    expect(resolveGrain('auto', { grain: 'hour' }, over(30))).toBe('hour');
    expect(resolveGrain('auto', { grain: 'hour' }, over(35))).toBe('hour');
    expect(resolveGrain('auto', { grain: 'hour' }, over(90))).toBe('day');
  });

  it('stays with days for a question made for days', () => {
    expect(resolveGrain('auto', { grain: 'day' }, over(7))).toBe('day');
  });

  it('is refused when it would make more buckets than can be looked at', () => {
    expect(resolveGrain('hour', { grain: 'hour' }, over(365))).toBe('hour');
    expect(refusal(() => resolveGrain('minute', { grain: 'hour' }, over(30)))).toBe('grain');
  });
});

describe('a spec that can not be', () => {
  it.each<[string, Partial<IAnalysisSpec>]>([
    ['table', { tables: [] }],
    ['table', { tables: [{ catalog: '', database: 'x', name: 'y' }] }],
    ['question', { question: 'no-such-question' }],
    ['question', { question: null, custom: null }],
    ['question', { question: 'vpc-beacon' }],
    ['keys', { question: null, custom: { keys: [], measure: { kind: 'count' }, filter: [] } }],
    [
      'keys',
      { question: null, custom: { keys: ['unmapped'], measure: { kind: 'count' }, filter: [] } }
    ],
    [
      'keys',
      { question: null, custom: { keys: ['ip', 'ip'], measure: { kind: 'count' }, filter: [] } }
    ],
    [
      'measure',
      {
        question: null,
        custom: { keys: ['ip'], measure: { kind: 'sum', field: 'mfa' }, filter: [] }
      }
    ],
    [
      'filter',
      {
        question: null,
        custom: {
          keys: ['ip'],
          measure: { kind: 'count' },
          filter: [{ field: 'resources', op: 'eq', value: 'x' }]
        }
      }
    ]
  ])('names %s as what to look at: %j', (field, more) => {
    expect(refusal(() => planAnalysis(spec(more), tables, { now: NOW }))).toBe(field);
  });

  it('says which columns a table lacks', () => {
    const narrow = customTable('amazon_security_lake_table_us_east_1_cloud_trail_mgmt_2_0', [
      ['time', 'bigint'],
      ['time_dt', 'timestamp'],
      ['accountid', 'string']
    ]);
    expect(() => planAnalysis(spec({ question: 'root-used' }), [narrow], { now: NOW })).toThrow(
      /lacks what the question needs: user_type, invoked_by/
    );
  });

  it('says so when a version is not known', () => {
    const newer = { ...table, version: null };
    expect(() => planAnalysis(spec({ question: 'root-used' }), [newer], { now: NOW })).toThrow(
      /not made for table/
    );
  });
});

describe('own keys and measure', () => {
  it('have the name that the analyst gave them', () => {
    const named: Partial<IAnalysisSpec> = {
      question: null,
      custom: { title: 'Who deletes?', keys: ['identity'], measure: { kind: 'count' }, filter: [] }
    };
    const read = validateSpec(JSON.parse(JSON.stringify(spec(named))));
    expect(planAnalysis(read, tables, { now: NOW }).title).toBe('Who deletes?');
  });

  it('replace those of the question, which keeps its filter', () => {
    const plan = planAnalysis(
      spec({
        question: 'root-used',
        custom: { keys: ['ip'], measure: { kind: 'distinct', field: 'operation' }, filter: [] }
      }),
      tables,
      { now: NOW }
    );
    expect(plan.keyNames).toEqual(['ip']);
    expect(plan.series.sql).toContain('count(DISTINCT m)');
    expect(plan.series.sql).toContain(`actor."user".type = 'Root'`);
  });
});

describe('validateSpec', () => {
  const good = JSON.parse(JSON.stringify(spec())) as Record<string, unknown>;

  it('fills in what may be left out', () => {
    const read = validateSpec({
      formatVersion: 1,
      tables: good.tables,
      range: good.range,
      question: 'root-used'
    });
    expect(read).toMatchObject({ grain: 'auto', custom: null, accounts: [], regions: [] });
    expect(read.detectors.profile).toBe('count');
  });

  it('refuses a newer format as newer', () => {
    expect(() => validateSpec({ ...good, formatVersion: 2 })).toThrow(/newer version/);
  });

  it.each<[string, unknown]>([
    ['format', null],
    ['format', []],
    ['format', {}],
    ['format', { ...good, formatVersion: 'one' }],
    ['table', { ...good, tables: [{ name: 'x' }] }],
    ['range', { ...good, range: { kind: 'all' } }],
    ['range', { ...good, range: { kind: 'between', from: '2025-03-02', to: '2025-03-01' } }],
    ['grain', { ...good, grain: 'week' }],
    ['question', { ...good, question: 7 }],
    ['keys', { ...good, custom: { keys: [1] } }],
    ['measure', { ...good, custom: { keys: ['a'], measure: { kind: 'max' } } }],
    [
      'filter',
      { ...good, custom: { keys: ['a'], filter: [{ field: 'a', op: 'like', value: 'x' }] } }
    ],
    ['filter', { ...good, custom: { keys: ['a'], filter: [{ field: 'a', op: 'eq', value: {} }] } }],
    ['filter', { ...good, accounts: 'all' }],
    ['detectors', { ...good, detectors: { rate: -1 } }],
    ['detectors', { ...good, detectors: { profile: 'magic' } }]
  ])('names %s as what is wrong in %j', (field, json) => {
    expect(refusal(() => validateSpec(json))).toBe(field);
  });

  it('refuses conditions nested without end', () => {
    let filter: unknown[] = [];
    for (let i = 0; i < 500; i += 1) {
      filter = [{ any: filter }];
    }
    expect(refusal(() => validateSpec({ ...good, custom: { keys: ['a'], filter } }))).toBe(
      'filter'
    );
  });

  it('never breaks on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), json => {
        try {
          validateSpec(json);
        } catch (error) {
          expect(error).toBeInstanceOf(SpecError);
        }
      })
    );
  });
});
