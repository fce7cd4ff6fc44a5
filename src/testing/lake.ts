import type { IAnalysisSpec } from '../analysis/spec';
import { seriesColumns } from '../sql/series-rows';
import type { KeyTuple } from '../sql/types';
import { DEMO_CONFIG } from './demo-config';
import { FakeAthena } from './fake-athena';
import type { IScript } from './fake-athena';

const DATABASE = 'amazon_security_lake_glue_db_us_east_1';
const TABLE = 'amazon_security_lake_table_us_east_1_vpc_flow_2_0';

/** What the catalogue says of one small table. */
export const METADATA = {
  Name: TABLE,
  Columns: [
    { Name: 'time', Type: 'bigint' },
    { Name: 'time_dt', Type: 'timestamp' },
    { Name: 'region', Type: 'string' },
    { Name: 'accountid', Type: 'string' },
    { Name: 'action', Type: 'string' },
    { Name: 'src_endpoint', Type: 'struct<ip:string,port:int>' },
    { Name: 'dst_endpoint', Type: 'struct<ip:string,port:int>' }
  ]
};

/** A spec on that table with keys of its own: 10 days by the day. */
export const SPEC: IAnalysisSpec = {
  formatVersion: 1,
  tables: [{ catalog: 'AwsDataCatalog', database: DATABASE, name: TABLE }],
  range: { kind: 'between', from: '2026-01-01', to: '2026-02-10' },
  grain: 'day',
  question: null,
  custom: { keys: ['action'], measure: { kind: 'count' }, filter: [] },
  accounts: [],
  regions: [],
  detectors: {
    profile: 'count',
    rate: 1,
    iqrMultiple: 5,
    decomposition: 'additive',
    cusumThreshold: 0.01
  }
};

/** One row of the series statement for days that begin at 2026-01-01. */
export function seriesRow(
  keys: KeyTuple,
  days: number[],
  all = { series: 1, total: 0 }
): (string | null)[] {
  const first = Date.UTC(2026, 0, 1) / 86_400_000;
  const cells = days.map((n, i) => `"${first + i}":${n}`).filter((_, i) => days[i] !== 0);
  const total = days.reduce((sum, n) => sum + n, 0);
  const counts = [String(total), String(cells.length), `{${cells.join(',')}}`];
  return ['top', ...keys, ...counts, String(all.series), String(all.total)];
}

/** Is it the statement that asks whether rows arrive? The question's statements are about `action`. */
export function isHeartbeat(sql: string): boolean {
  return sql.includes('map_agg') && !sql.includes('action');
}

/** Is it the statement that asks on which days there are rows? */
export function isDays(sql: string): boolean {
  return sql.startsWith('SELECT bucket, count(*) AS n');
}

/**
 * An Athena that lists the table and answers every query with the given rows of the series statement; `heartbeat` are
 * the rows that say when the log arrived (keys account and region), `days` those on which there are rows at all.
 */
export function lakeAthena(
  rows: (string | null)[][],
  script: Partial<IScript> = {},
  heartbeat: (string | null)[][] = [],
  days: number[] = []
): FakeAthena {
  const columns = (keys: number): [string, string][] =>
    seriesColumns(keys).map(name => [name, 'varchar']);
  const states = ['QUEUED', 'RUNNING', 'SUCCEEDED'];
  const athena = new FakeAthena(sql =>
    isDays(sql)
      ? {
          states,
          columns: [
            ['bucket', 'bigint'],
            ['n', 'bigint']
          ],
          rows: days.map(day => [String(day), '1'])
        }
      : isHeartbeat(sql)
        ? { states, columns: columns(2), rows: heartbeat }
        : { states, columns: columns(1), rows, ...script }
  );
  athena.routes.config = DEMO_CONFIG;
  athena.answers.ListDatabases = () => ({ DatabaseList: [{ Name: DATABASE }] });
  athena.answers.ListTableMetadata = () => ({ TableMetadataList: [METADATA] });
  return athena;
}
