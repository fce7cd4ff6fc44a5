import type { Condition } from './types';

/** Name of an operator of a single condition. */
export type OperatorName = Extract<Condition, { op: string }>['op'];

const ALWAYS: readonly OperatorName[] = ['eq', 'ne', 'in', 'not-in', 'is-null', 'not-null'];
const ORDER: readonly OperatorName[] = ['lt', 'le', 'gt', 'ge'];
const TEXT: readonly OperatorName[] = [
  'contains',
  'starts-with',
  'ends-with',
  'matches',
  'in-cidr',
  'not-in-cidr'
];

/**
 * The operators that fit a field, those that people use most first; `sql/conditions` refuses the others.
 *
 * @param type - Hive name of the field's type, as `resolveField` gives it.
 */
export function operatorsFor(type: string): readonly OperatorName[] {
  if (/^(string|varchar|char)/.test(type)) {
    return [...ALWAYS, ...TEXT, ...ORDER];
  }
  if (type === 'boolean') {
    return ['eq', 'ne', 'is-null', 'not-null'];
  }
  if (
    /^(tinyint|smallint|int|integer|bigint|float|real|double|decimal|timestamp|date)/.test(type)
  ) {
    return [...ALWAYS, ...ORDER];
  }
  return ['is-null', 'not-null'];
}
