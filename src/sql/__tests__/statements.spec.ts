import fc from 'fast-check';

import { customTable, nativeTable, nativeTables } from '../../lake/__tests__/tables';
import type { ILakeTable } from '../../lake/types';
import { QUESTIONS, isFor } from '../../questions/catalogue';
import type { Condition, IQuestion } from '../../questions/types';
import { beaconMinutesStatement, beaconCoverageStatement } from '../beacon';
import { breakdownStatement } from '../breakdown';
import { checkStatement } from '../check';
import { CompileError } from '../compile-error';
import { eventsStatement } from '../events';
import { firstSeenStatement } from '../first-seen';
import { daysStatement } from '../days';
import { freshnessStatement } from '../freshness';
import { heartbeatStatement } from '../heartbeat';
import { compileModel, type IQueryModel } from '../model';
import { seriesStatement } from '../series';
import { seriesColumns, seriesLayout } from '../series-rows';
import { readLiteral } from './read-literal';

const HOUR = 3_600_000;
const FROM = Date.UTC(2025, 2, 1);
const TO = Date.UTC(2025, 2, 8);
const COUNT: IQuestion['measure'] = { kind: 'count' };

function model(
  tables: ILakeTable | ILakeTable[],
  question: Partial<IQuestion> = {},
  more: Partial<IQueryModel> = {}
): IQueryModel {
  return compileModel({
    tables: [tables].flat(),
    question: { keys: ['account'], measure: COUNT, filter: [], ...question },
    range: { from: FROM, to: TO },
    bucketMs: HOUR,
    accounts: [],
    regions: [],
    now: TO,
    cutOver: null,
    ...more
  });
}

const bucket = { bucketMs: HOUR, first: FROM / HOUR + 5, end: FROM / HOUR + 6 };
const v1 = nativeTable('cloud_trail_mgmt_1_0');
const v2 = nativeTable('cloud_trail_mgmt_2_0');

function filterOf(table: ILakeTable, condition: Condition): string {
  return checkStatement(model(table, { filter: [condition] }), [], bucket).sql;
}

/** A statement with every literal replaced by its value in brackets, and the values. */
function literals(sql: string): string[] {
  const values: string[] = [];
  for (let at = 0; at < sql.length; at += 1) {
    const found = readLiteral(sql.slice(at));
    if (found) {
      values.push(found.value);
      at += found.length - 1;
    }
  }
  return values;
}

describe('time bounds', () => {
  it('hold version 1 by event day, a day wider on each side, and by exact time', () => {
    const { sql } = checkStatement(model(v1), [], bucket);
    expect(sql).toContain("eventday BETWEEN '20250228' AND '20250302'");
    expect(sql).toContain(`time >= ${FROM + 5 * HOUR}\n`);
    expect(sql).toContain(`time < ${FROM + 6 * HOUR}\n`);
  });

  it('hold version 2 by literals on the bare time_dt and by exact time', () => {
    const { sql } = checkStatement(model(v2), [], bucket);
    expect(sql).toContain("time_dt >= TIMESTAMP '2025-03-01 05:00:00.000'");
    expect(sql).toContain("time_dt < TIMESTAMP '2025-03-01 06:00:00.000'");
    expect(sql).toContain(`time >= ${FROM + 5 * HOUR}\n`);
  });

  it('are in every statement of every question, for each table that is read', () => {
    for (const question of QUESTIONS) {
      for (const table of nativeTables().filter(entry => isFor(question, entry))) {
        const compiled = model(table, question);
        const keys = question.keys.map(() => 'x');
        for (const { sql } of [
          seriesStatement(compiled),
          eventsStatement(compiled, keys, bucket),
          checkStatement(compiled, keys, bucket),
          firstSeenStatement(compiled),
          beaconCoverageStatement(compiled),
          beaconMinutesStatement(compiled, [keys]),
          breakdownStatement(compiled, keys, bucket, ['account']),
          heartbeatStatement(table, compiled)
        ]) {
          const reads = sql.split(`FROM "${table.database}"`).length - 1;
          const bounds = sql.match(/eventday BETWEEN '\d{8}' AND|time_dt >= TIMESTAMP '/g) ?? [];
          expect([question.id, reads, bounds.length]).toEqual([question.id, 1, 1]);
        }
      }
    }
  });

  it('read from a day before creation up to now where findings are counted by creation', () => {
    const question: Partial<IQuestion> = { time: 'finding_created', keys: ['product'] };
    const { sql } = checkStatement(
      model(nativeTable('sh_findings_2_0'), question, { now: Date.UTC(2025, 5, 1, 12) }),
      [],
      bucket
    );
    expect(sql).toContain("time_dt >= TIMESTAMP '2025-02-28 05:00:00.000'");
    expect(sql).toContain("time_dt < TIMESTAMP '2025-06-02 00:00:00.000'");
    expect(sql).toMatch(/finding_info\.created_time_dt\) >= 1740805200000\n/);
  });

  it('end where the analysed range ends, in a last bucket that is not over', () => {
    const partial = model(v2, {}, { range: { from: FROM, to: FROM + 5.5 * HOUR } });
    expect(checkStatement(partial, [], bucket).sql).toContain(`time < ${FROM + 5.5 * HOUR}`);
  });

  it('prune a custom source by its event day, whatever its time column', () => {
    const sensor = customTable(
      'amazon_security_lake_table_us_east_1_ext_sensor',
      [
        ['event_time', 'timestamp'],
        ['host', 'string']
      ],
      [['eventday', 'string']]
    );
    const { sql } = checkStatement(model(sensor, { keys: ['host'] }), ['h'], bucket);
    expect(sql).toContain("eventday BETWEEN '20250228' AND '20250302'");
    expect(sql).toContain("event_time >= TIMESTAMP '2025-03-01 05:00:00.000'");
  });

  it('refuse an empty span and a table without a time', () => {
    expect(() => checkStatement(model(v2), [], { ...bucket, end: bucket.first })).toThrow(
      CompileError
    );
    expect(() => model(customTable('x', [['a', 'string']]), { keys: ['a'] })).toThrow(
      /no time column/
    );
  });
});

describe('keys', () => {
  it('tell NULL from the empty string', () => {
    const compiled = model(v2, { keys: ['operation', 'error'] });
    const { sql } = checkStatement(compiled, ['', null], bucket);
    expect(sql).toContain("AND api.operation = ''");
    expect(sql).toContain('AND api.response.error IS NULL');
  });

  it('enter every statement as one literal each, whatever they hold', () => {
    const compiled = model(v2, { keys: ['operation', 'error'] });
    const clean = literals(eventsStatement(compiled, ['A', 'B'], bucket).sql);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (one, two) => {
        const values = literals(eventsStatement(compiled, [one, two], bucket).sql);
        expect(values).toEqual(
          clean.map(value => (value === 'A' ? one : value === 'B' ? two : value))
        );
      })
    );
  });

  it('must be as many as the question has', () => {
    expect(() => checkStatement(model(v2), ['a', 'b'], bucket)).toThrow(CompileError);
  });

  it('are text, so that a port comes back as it goes in', () => {
    const flows = model(nativeTable('vpc_flow_2_0'), { keys: ['dst_port'] });
    expect(checkStatement(flows, ['443'], bucket).sql).toContain(
      "CAST(dst_endpoint.port AS varchar) = '443'"
    );
  });
});

describe('conditions', () => {
  it.each<[Condition, string]>([
    [{ field: 'operation', op: 'eq', value: "O'N" }, "api.operation = 'O''N'"],
    [{ field: 'operation', op: 'ne', value: 'x' }, "api.operation IS DISTINCT FROM 'x'"],
    [{ field: 'class_uid', op: 'ge', value: 3001 }, 'class_uid >= 3001'],
    [{ field: 'class_uid', op: 'eq', value: '3001' }, 'class_uid = 3001'],
    [{ field: 'mfa', op: 'eq', value: false }, 'is_mfa = false'],
    [{ field: 'read_only', op: 'eq', value: true }, "element_at(unmapped, 'readOnly') = 'true'"],
    [
      { field: 'operation', op: 'not-in', value: ['a'] },
      "(api.operation NOT IN ('a') OR api.operation IS NULL)"
    ],
    [{ field: 'operation', op: 'in', value: [] }, 'AND false'],
    [
      { field: 'operation', op: 'contains', value: '50%_!' },
      "api.operation LIKE '%50!%!_!!%' ESCAPE '!'"
    ],
    [
      { not: { field: 'error', op: 'eq', value: 'x' } },
      "NOT coalesce(api.response.error = 'x', false)"
    ],
    [
      { field: 'request:x-amz-acl', op: 'not-null' },
      `json_extract_scalar(api.request.data, '$["x-amz-acl"]') IS NOT NULL`
    ],
    [
      { field: 'ip', op: 'in-cidr', value: ['10.0.0.0/8'] },
      "(contains('10.0.0.0/8', try_cast(src_endpoint.ip AS ipaddress)))"
    ],
    [
      { field: 'time_dt', op: 'lt', value: '2025-03-01' },
      "time_dt < TIMESTAMP '2025-03-01 00:00:00.000'"
    ]
  ])('%j becomes %s', (condition, expected) => {
    expect(filterOf(v2, condition)).toContain(expected);
  });

  it('never let an "or" out of its brackets', () => {
    const any: Condition = {
      any: [
        { field: 'operation', op: 'eq', value: 'a' },
        { field: 'operation', op: 'eq', value: 'b' }
      ]
    };
    expect(filterOf(v2, any)).toContain("AND (api.operation = 'a' OR api.operation = 'b')");
  });

  it('ask lists for any element, and for none where the operator denies', () => {
    const eks = nativeTable('eks_audit_2_0');
    expect(filterOf(eks, { field: 'k8s_resources', op: 'eq', value: 'pods' })).toContain(
      "coalesce(any_match(resources, e -> e.type = 'pods'), false)"
    );
    expect(filterOf(eks, { field: 'k8s_resources', op: 'ne', value: 'pods' })).toContain(
      "NOT coalesce(any_match(resources, e -> e.type = 'pods'), false)"
    );
  });

  it.each<[Condition, RegExp]>([
    [{ field: 'class_uid', op: 'eq', value: 'many' }, /needs a number/],
    [{ field: 'mfa', op: 'eq', value: 'perhaps' }, /true or false/],
    [{ field: 'class_uid', op: 'contains', value: '30' }, /needs text/],
    [{ field: 'ip', op: 'in-cidr', value: ['10.0.0.0/33'] }, /not a network/],
    [{ field: 'ip', op: 'in-cidr', value: ["1.1.1.1/8') OR ('"] }, /not a network/],
    [{ field: 'operation', op: 'matches', value: '(' }, /not a regular expression/],
    [{ field: 'resources', op: 'eq', value: 'x' }, /is a list/],
    [{ field: 'nothing', op: 'not-null' }, /no field/],
    [{ field: 'operation', op: 'drop' as 'eq', value: 'x' }, /not an operator/]
  ])('%j is refused with its reason', (condition, reason) => {
    expect(() => filterOf(v2, condition)).toThrow(reason);
  });
});

describe('the series statement', () => {
  it('has the columns of the layout, in their order', () => {
    const { sql } = seriesStatement(model(v2, { keys: ['account', 'region'] }));
    const last = sql.slice(sql.lastIndexOf('\nSELECT'));
    const at = seriesColumns(2).map(column => last.search(new RegExp(`\\b${column}\\b`)));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(seriesColumns(2)[seriesLayout(2).cells]).toBe('cells');
    expect(seriesColumns(2)[seriesLayout(2).allTotal]).toBe('all_total');
  });

  it('gives the rows behind each share of a ratio in one more column, and behind nothing else', () => {
    const error: Condition = { field: 'error', op: 'not-null' };
    const { sql } = seriesStatement(model(v2, { measure: { kind: 'ratio', of: [error] } }));
    expect(sql).toContain('map_agg(bucket, n) AS weights');
    const last = sql.slice(sql.lastIndexOf('SELECT'));
    const at = seriesColumns(1, true).map(column => last.search(new RegExp(`\\b${column}\\b`)));
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    expect(seriesColumns(1, true)[seriesLayout(1).weights]).toBe('weights');
    expect(seriesStatement(model(v2)).sql).not.toContain('weights');
  });

  it.each<[IQuestion['measure'], string]>([
    [{ kind: 'count' }, 'count(*) AS v'],
    [{ kind: 'distinct', field: 'ip' }, 'count(DISTINCT m) AS v'],
    [{ kind: 'sum', field: 'class_uid' }, 'coalesce(sum(m), 0) AS v'],
    [
      { kind: 'ratio', of: [{ field: 'error', op: 'not-null' }] },
      'CAST(count_if(m) AS double) / count(*) AS v'
    ]
  ])('measures %j', (measure, expected) => {
    expect(seriesStatement(model(v2, { measure })).sql).toContain(expected);
  });

  it('keeps to accounts and regions, up to thousands', () => {
    const accounts = Array.from({ length: 5000 }, (_, i) => String(100000000000 + i));
    const { sql } = seriesStatement(model(v2, {}, { accounts, regions: ["a'b"] }));
    expect(sql).toContain("accountid IN ('100000000000', '100000000001',");
    expect(sql).toContain("region = 'a''b'");
  });

  it('is refused, and never cut, when Athena would not take its length', () => {
    const filter: Condition[] = [
      {
        field: 'operation',
        op: 'in',
        value: Array.from({ length: 30 }, (_, i) => `${i}`.repeat(10_000))
      }
    ];
    expect(() => seriesStatement(model(v2, { filter }))).toThrow(/262144/);
  });
});

describe('two versions of one source', () => {
  it('change over at the first row of version 2, per account and region', () => {
    const { sql } = seriesStatement(model([v1, v2]));
    expect(sql).toContain('UNION ALL');
    expect(sql).toContain('min(time) AS cut_time');
    expect(sql).toContain('AND (cut_time IS NULL OR time < cut_time)');
    expect(sql.match(/time_dt >= TIMESTAMP/g)).toHaveLength(2);
  });

  it('find the same change-over for one bucket as for the whole range', () => {
    const { sql } = checkStatement(model([v1, v2]), ['1'], bucket);
    expect(sql).toContain("time_dt >= TIMESTAMP '2025-03-01 00:00:00.000'");
    expect(sql).toContain("time_dt >= TIMESTAMP '2025-03-01 05:00:00.000'");
  });

  it('change over where the analyst says', () => {
    const cutOver = FROM + 72 * HOUR;
    const { sql } = seriesStatement(model([v1, v2], {}, { cutOver }));
    expect(sql).toContain(`time < ${cutOver}`);
    expect(sql).toContain(`time >= ${cutOver}`);
    expect(sql).not.toContain('cut_time');
  });

  it('show the columns that both have', () => {
    const { sql } = eventsStatement(model([v1, v2]), ['1'], bucket);
    const [first, second] = sql
      .split('UNION ALL')
      .map(part => [...part.matchAll(/ AS "?(\w+)"?,?\n/g)].map(match => match[1]));
    expect(first.length).toBeGreaterThan(15);
    expect(first.filter(column => !column.startsWith('cut'))).toEqual(second);
  });
});

describe('events and the rest', () => {
  it('return raw columns, newest first, within a limit', () => {
    const compiled = model(v2, { keys: ['identity'] });
    const { sql } = eventsStatement(compiled, ['me'], bucket);
    expect(sql).toContain('json_format(CAST(actor AS json)) AS actor');
    expect(sql).toMatch(/ORDER BY event_time DESC\nLIMIT 10000$/);
    expect(sql).not.toContain('GROUP BY');
    expect(eventsStatement(compiled, ['me'], bucket, 50).sql).toMatch(/LIMIT 50$/);
    expect(eventsStatement(compiled, ['me'], bucket, Infinity).sql).not.toContain('LIMIT');
  });

  it('look back 45 days for what is new', () => {
    expect(firstSeenStatement(model(v1)).sql).toContain(`time >= ${TO - 45 * 24 * HOUR}`);
  });

  it('ask whether there are rows at all without reading more than the time', () => {
    const { sql } = freshnessStatement(v2, model(v2));
    expect(sql).toContain('SELECT count(*) AS n, min(ms) AS first_ms, max(ms) AS last_ms');
    expect(sql).toContain("time_dt >= TIMESTAMP '2025-03-01 00:00:00.000'");
  });

  it('ask on which days there are rows, within bounds and by the partitions', () => {
    const { sql, kind } = daysStatement(v1, model(v1));
    expect(kind).toBe('days');
    expect(sql).toContain('SELECT bucket, count(*) AS n');
    expect(sql).toContain('/ 86400000 AS bucket');
    expect(sql).toMatch(/eventday BETWEEN '\d{8}' AND '\d{8}'/);
    expect(sql).toMatch(/GROUP BY bucket\nORDER BY bucket DESC\nLIMIT \d+$/);
  });

  it('refuse the minute stage without pairs or with too many', () => {
    expect(() => beaconMinutesStatement(model(v2), [])).toThrow(CompileError);
    expect(() => beaconMinutesStatement(model(v2), new Array(201).fill(['a']))).toThrow(
      CompileError
    );
  });

  it('of a ratio puts the values with the most matching rows first, not 1 of 1', () => {
    const measure = { kind: 'ratio' as const, of: [] };
    const ratio = breakdownStatement(model(v2, { measure }), ['1'], bucket, ['region']).sql;
    expect(ratio).toContain('ORDER BY v * n DESC, value');
    expect(breakdownStatement(model(v2), ['1'], bucket, ['region']).sql).toContain(
      'ORDER BY v DESC, value'
    );
  });

  it('break a bucket down by the fields that there are', () => {
    const { sql } = breakdownStatement(model(v2), ['1'], bucket, [
      'region',
      'nothing',
      'operation'
    ]);
    expect(sql).toContain('GROUP BY GROUPING SETS ((f1), (f2))');
    expect(() => breakdownStatement(model(v2), ['1'], bucket, ['nothing'])).toThrow(CompileError);
  });

  it('name a catalogue only when it is not the usual one', () => {
    const federated = { ...v2, catalog: 's3tablescatalog/aws' };
    expect(checkStatement(model(v2), [], bucket).sql).toContain(
      'FROM "amazon_security_lake_glue_db'
    );
    expect(checkStatement(model(federated), [], bucket).sql).toContain(
      'FROM "s3tablescatalog/aws"."amazon'
    );
  });
});
