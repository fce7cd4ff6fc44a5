import { resolveField } from '../lake/fields';
import type { ILakeTable, SourceName } from '../lake/types';
import { allColumns } from '../lake/paths';
import type { IQuestion } from '../questions/types';
import { measureFields } from '../questions/prerequisites';
import { alias, expression } from './expressions';
import { path, sql } from './template';
import type { ISql } from './types';

// What an analyst looks at first, by source.
const API = [
  'identity',
  'principal',
  'service',
  'operation',
  'status',
  'error',
  'error_message',
  'ip',
  'user_agent'
];
const FIRST: Record<SourceName, string[]> = {
  CLOUD_TRAIL_MGMT: [...API, 'target_user', 'resource', 'event_id'],
  S3_DATA: [...API, 'bucket', 'object', 'bytes_out', 'event_id'],
  LAMBDA_EXECUTION: [...API, 'function', 'event_id'],
  ROUTE53: ['instance', 'vpc', 'ip', 'hostname', 'query_type', 'rcode', 'answer', 'disposition'],
  SH_FINDINGS: [
    'finding_id',
    'finding_title',
    'product',
    'finding_type',
    'severity',
    'finding_state',
    'control',
    'resource_type',
    'resource'
  ],
  VPC_FLOW: [
    'instance',
    'direction',
    'src_ip',
    'src_port',
    'dst_ip',
    'dst_port',
    'protocol',
    'verdict',
    'packets',
    'bytes',
    'interface',
    'vpc'
  ],
  EKS_AUDIT: [
    'k8s_user',
    'verb',
    'k8s_resource',
    'namespace',
    'k8s_name',
    'response_code',
    'url_path',
    'role',
    'ip',
    'user_agent'
  ],
  WAF: [
    'action',
    'rule',
    'acl',
    'ip',
    'country',
    'method',
    'host',
    'url_path',
    'http_code',
    'user_agent'
  ],
  CUSTOM: [],
  UNKNOWN: []
};
/** Fields of a source that an analyst looks at first; none of a source that isn't known. */
export function firstFields(source: SourceName): readonly string[] {
  return FIRST[source];
}

// Said elsewhere in the row, and wide.
const REPEATED = new Set(['observables', 'time', 'time_dt', 'eventday', 'asl_version']);

/** A column of an events statement; null where the table lacks it (a union of two versions). */
export interface IEventColumn {
  name: string;
  value: ISql;
}

/**
 * Columns of the events statement of one table: the moment, the question's own fields, what an analyst looks at first,
 * then every other column of the table, nested ones as JSON text.
 */
export function eventColumns(
  table: ILakeTable,
  question: Pick<IQuestion, 'keys' | 'measure' | 'time'>,
  millis: ISql
): IEventColumn[] {
  const columns = [
    { name: 'event_time', value: sql`from_unixtime(${millis} / 1e3)` },
    ...fieldColumns(table, [
      ...(question.time ? [question.time] : []),
      ...question.keys,
      ...measureFields(question.measure)
    ]),
    ...usualColumns(table)
  ];
  const taken = new Set<string>();
  return columns.filter(({ name }) => !taken.has(name) && taken.add(name));
}

// Tables are plain values that nobody changes, and most columns of a statement are the same for every question.
const usual = new WeakMap<ILakeTable, IEventColumn[]>();

/** The columns that don't depend on the question; some names may come twice. */
function usualColumns(table: ILakeTable): IEventColumn[] {
  let columns = usual.get(table);
  if (!columns) {
    const rest = allColumns(table).filter(
      ({ name }) => !REPEATED.has(name) && name !== 'accountid'
    );
    columns = [
      ...fieldColumns(table, ['account', 'region', ...FIRST[table.source]]),
      ...rest.map(({ name, type }) => {
        const value = path(name);
        return {
          name: label(name),
          value: type.kind === 'scalar' ? value : sql`json_format(CAST(${value} AS json))`
        };
      })
    ];
    usual.set(table, columns);
  }
  return columns;
}

/** Columns of the fields that the table has one value of in a row. */
function fieldColumns(table: ILakeTable, wanted: readonly string[]): IEventColumn[] {
  return wanted.flatMap(name => {
    const field = resolveField(table, name);
    return field && !field.many ? [{ name: label(name), value: expression(field.source) }] : [];
  });
}

function label(field: string): string {
  return alias(field).text.replaceAll('"', '');
}
