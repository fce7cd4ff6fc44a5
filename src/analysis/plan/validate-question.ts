import type { Condition, Measure, Scalar } from '../../questions/types';
import type { ICustomQuestion } from '../spec';
import { SpecError } from '../types';

const MAX_DEPTH = 20;
const MAX_VALUES = 10_000;
const MAX_KEYS = 6;
const MAX_TITLE = 200;

/** Whether JSON is an object. */
export function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A list of texts. @throws SpecError */
export function strings(json: unknown, what: string, field: SpecError['field']): string[] {
  if (
    !Array.isArray(json) ||
    json.length > MAX_VALUES ||
    !json.every(entry => typeof entry === 'string')
  ) {
    throw new SpecError(`${what} has to be a list of at most ${MAX_VALUES} texts.`, field);
  }
  return json as string[];
}

/** A question of the analyst's own from JSON. @throws SpecError */
export function readCustom(json: unknown): ICustomQuestion | null {
  if (json === null) {
    return null;
  }
  if (!isRecord(json)) {
    throw new SpecError('custom has to be an object or null.', 'question');
  }
  const keys = strings(json.keys ?? [], 'custom.keys', 'keys');
  if (keys.length > MAX_KEYS) {
    throw new SpecError(`At most ${MAX_KEYS} fields can be grouped by.`, 'keys');
  }
  const { title } = json;
  if (title !== undefined && (typeof title !== 'string' || title.length > MAX_TITLE)) {
    throw new SpecError(
      `custom.title has to be a text of at most ${MAX_TITLE} characters.`,
      'question'
    );
  }
  const { eventTime } = json;
  if (eventTime !== undefined && typeof eventTime !== 'string') {
    throw new SpecError('custom.eventTime has to be the name of a column.', 'question');
  }
  return {
    ...(title ? { title } : {}),
    ...(eventTime ? { eventTime } : {}),
    keys,
    measure: readMeasure(json.measure ?? { kind: 'count' }),
    filter: readFilter(json.filter ?? [])
  };
}

function readMeasure(json: unknown): Measure {
  if (isRecord(json)) {
    if (json.kind === 'count') {
      return { kind: 'count' };
    }
    if (
      (json.kind === 'distinct' || json.kind === 'sum') &&
      typeof json.field === 'string' &&
      json.field !== ''
    ) {
      return { kind: json.kind, field: json.field };
    }
    if (json.kind === 'ratio') {
      return { kind: 'ratio', of: readFilter(json.of) };
    }
  }
  throw new SpecError(
    'measure has to be a count, a distinct or sum of a field, or a ratio of conditions.',
    'measure'
  );
}

function readFilter(json: unknown, depth = 0): Condition[] {
  if (!Array.isArray(json) || json.length > MAX_VALUES || depth > MAX_DEPTH) {
    throw new SpecError('filter has to be a list of conditions, nested at most 20 deep.', 'filter');
  }
  return json.map(entry => readCondition(entry, depth));
}

function readCondition(json: unknown, depth: number): Condition {
  if (!isRecord(json)) {
    throw new SpecError('A condition has to be an object.', 'filter');
  }
  if (json.any !== undefined) {
    return { any: readFilter(json.any, depth + 1) };
  }
  if (json.all !== undefined) {
    return { all: readFilter(json.all, depth + 1) };
  }
  if (json.not !== undefined) {
    return { not: readFilter([json.not], depth + 1)[0] };
  }
  const { field, op, value } = json;
  if (typeof field !== 'string' || field === '') {
    throw new SpecError('A condition needs a field.', 'filter');
  }
  switch (op) {
    case 'is-null':
    case 'not-null':
      return { field, op };
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return { field, op, value: scalar(value, field) };
    case 'in':
    case 'not-in':
      return { field, op, value: list(value, field).map(entry => scalar(entry, field)) };
    case 'in-cidr':
    case 'not-in-cidr':
      return { field, op, value: list(value, field).map(String) };
    case 'starts-with':
    case 'ends-with':
    case 'contains':
    case 'matches':
      if (typeof value !== 'string') {
        throw new SpecError(`The condition on "${field}" needs a text.`, 'filter');
      }
      return { field, op, value };
    default:
      throw new SpecError(`The condition on "${field}" has no operator that is known.`, 'filter');
  }
}

function scalar(value: unknown, field: string): Scalar {
  const fits = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (!fits) {
    throw new SpecError(
      `The condition on "${field}" needs a text, a number or true/false.`,
      'filter'
    );
  }
  return value as Scalar;
}

function list(value: unknown, field: string): unknown[] {
  if (!Array.isArray(value) || value.length > MAX_VALUES) {
    throw new SpecError(
      `The condition on "${field}" needs a list of at most ${MAX_VALUES} values.`,
      'filter'
    );
  }
  return value;
}
