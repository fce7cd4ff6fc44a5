// Questions of an analyst's own, for tables that the catalogue knows nothing of: every measure and every operator.
import type { ICustomQuestion } from '../../src/analysis/spec';
import { scalarPaths } from '../../src/lake/paths';
import { timeColumns, timeModel } from '../../src/lake/time';
import type { ILakeTable } from '../../src/lake/types';
import type { Condition } from '../../src/questions/types';
import { isNumeric, isText } from '../../src/sql/expressions';
import { HOSTILE } from './hostile.mts';

/**
 * Named questions over some fields of the table; none where nothing can bound a statement. A table of the catalogue is
 * asked one with every operator, since its questions have the measures.
 */
export function ownQuestions(table: ILakeTable): [string, ICustomQuestion][] {
  const bounding = new Set(['time', 'eventday', ...table.partitionKeys.map(({ name }) => name)]);
  const fields = scalarPaths(table).filter(({ path }) => !bounding.has(path));
  const texts = fields.filter(({ type }) => isText(type)).map(({ path }) => path);
  const numbers = fields.filter(({ type }) => isNumeric(type)).map(({ path }) => path);
  if (!timeModel(table) || texts.length < 3 || numbers.length === 0) {
    return [];
  }
  // Text that is the same in all rows says little; what comes last in the schema is mostly the event's own.
  const keys = texts.slice(-2);
  const unwanted = everyOperator(texts[texts.length - 3], numbers[0]);
  const filter: Condition[] = [{ not: { any: unwanted } }];
  const count: [string, ICustomQuestion] = [
    'own-count',
    { keys, measure: { kind: 'count' }, filter }
  ];
  // A column that a person says is the time: a timestamp or a number, and text that may be ISO 8601 or not.
  const asTime = [timeColumns(table).at(-1), texts[0]].filter(column => column !== undefined);
  const times = asTime.map((eventTime, i): [string, ICustomQuestion] => [
    `own-time-${i}`,
    { keys, measure: { kind: 'count' }, filter: [], eventTime }
  ]);
  if (table.source !== 'CUSTOM') {
    // Flow logs have both kinds of columns in both versions.
    return table.source === 'VPC_FLOW' ? [count, ...times] : [count];
  }
  return [
    count,
    ...times,
    ['own-distinct', { keys, measure: { kind: 'distinct', field: texts[0] }, filter: [] }],
    ['own-sum', { keys, measure: { kind: 'sum', field: numbers[numbers.length - 1] }, filter: [] }],
    ['own-ratio', { keys, measure: { kind: 'ratio', of: unwanted.slice(0, 2) }, filter: [] }]
  ];
}

/** A condition with each operator, on hostile values; few rows fulfil one. */
function everyOperator(text: string, number: string): Condition[] {
  const values = Object.values(HOSTILE).filter(value => value !== null);
  const never: Condition = { field: number, op: 'lt', value: -1.5 };
  return [
    never,
    { all: [never, { field: number, op: 'ge', value: 0 }] },
    { not: { field: number, op: 'not-in', value: [-7] } },
    ...values.map((value): Condition => ({ field: text, op: 'eq', value })),
    { field: text, op: 'in', value: values },
    { field: text, op: 'starts-with', value: HOSTILE.emoji! },
    { field: text, op: 'ends-with', value: HOSTILE.injection! },
    { field: text, op: 'contains', value: HOSTILE.control! },
    { field: text, op: 'matches', value: "^x' OR '1'='1$" },
    { field: text, op: 'gt', value: HOSTILE.bidi! },
    { field: text, op: 'le', value: -1 },
    { field: text, op: 'in-cidr', value: ['203.0.113.0/24', '2001:db8::/32'] },
    { all: [never, { field: text, op: 'not-in-cidr', value: ['10.0.0.0/8'] }] },
    { all: [never, { field: text, op: 'not-null' }] },
    {
      all: [
        { field: text, op: 'is-null' },
        { field: text, op: 'ne', value: 'x' }
      ]
    }
  ];
}
