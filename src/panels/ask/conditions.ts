import type { OperatorName } from '../../questions/operators';
import type { Condition } from '../../questions/types';
import { splitList } from './split';

/** Whether an operator compares with several values. */
export function takesMany(op: OperatorName): boolean {
  return op === 'in' || op === 'not-in' || op === 'in-cidr' || op === 'not-in-cidr';
}

/**
 * The condition that field, operator and typed text say; null while a value is needed and there is none. Whether the
 * value fits the field's type is said by the plan, which knows the table.
 */
export function buildCondition(field: string, op: OperatorName, text: string): Condition | null {
  switch (op) {
    case 'is-null':
    case 'not-null':
      return { field, op };
    case 'in':
    case 'not-in':
    case 'in-cidr':
    case 'not-in-cidr': {
      const value = splitList(text);
      return value.length ? { field, op, value } : null;
    }
    case 'contains':
    case 'starts-with':
    case 'ends-with':
    case 'matches':
      return text ? { field, op, value: text } : null;
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      // "10" as a text would stand before "9".
      return text.trim() ? { field, op, value: isNumber(text) ? Number(text) : text.trim() } : null;
    case 'eq':
    case 'ne':
      return text.trim() ? { field, op, value: text.trim() } : null;
  }
}

function isNumber(text: string): boolean {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text);
}
