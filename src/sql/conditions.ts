import { resolveField, whyNotField, type IResolvedField } from '../lake/fields';
import type { ILakeTable } from '../lake/types';
import type { Condition, Scalar } from '../questions/types';
import { isCidr } from './cidr';
import { CompileError } from './compile-error';
import { expression, isNumeric, isText } from './expressions';
import { bool, chain, int, join, number, path, sql, text, timestamp } from './template';
import type { ISql } from './types';

type Operator = Extract<Condition, { op: string }>;

/**
 * A condition as a predicate that is true or not, never unknown, with one exception: an address that can't be read is
 * neither inside nor outside of a network, so both conditions leave it out. A field without a value is not equal to
 * anything, so `ne` and `not-in` keep it.
 *
 * @throws CompileError when a field is missing or an operator or value doesn't fit its type.
 */
export function condition(table: ILakeTable, asked: Condition): ISql {
  if ('any' in asked) {
    return asked.any.length === 0 ? sql`false` : group(table, asked.any, ' OR ');
  }
  if ('all' in asked) {
    return asked.all.length === 0 ? sql`true` : group(table, asked.all, ' AND ');
  }
  if ('not' in asked) {
    return sql`NOT coalesce(${condition(table, asked.not)}, false)`;
  }
  const field = resolveField(table, asked.field);
  if (!field) {
    throw new CompileError(`Filter: ${whyNotField(table, asked.field)}.`, 'filter');
  }
  return field.many ? anyElement(field, asked) : comparison(expression(field.source), field, asked);
}

function group(table: ILakeTable, parts: Condition[], separator: ' OR ' | ' AND '): ISql {
  return sql`(${chain(
    parts.map(part => condition(table, part)),
    separator
  )})`;
}

/** Condition on a list: some element fulfils it (`ne`, `not-in`, `is-null`: none does). */
function anyElement(field: IResolvedField, asked: Operator): ISql {
  const source = field.source;
  if (source.from !== 'each') {
    throw new TypeError('Not a field of many values.');
  }
  const list = path(source.path);
  if (asked.op === 'not-null' || asked.op === 'is-null') {
    const some = sql`coalesce(cardinality(${list}) > 0, false)`;
    return asked.op === 'not-null' ? some : sql`NOT ${some}`;
  }
  const negated = asked.op === 'ne' || asked.op === 'not-in';
  const positive = (
    asked.op === 'ne'
      ? { ...asked, op: 'eq' }
      : asked.op === 'not-in'
        ? { ...asked, op: 'in' }
        : asked
  ) as Operator;
  const element = source.field ? sql`e.${path(source.field)}` : sql`e`;
  const some = sql`coalesce(any_match(${list}, e -> ${comparison(element, field, positive)}), false)`;
  return negated ? sql`NOT ${some}` : some;
}

function comparison(value: ISql, field: IResolvedField, asked: Operator): ISql {
  switch (asked.op) {
    case 'is-null':
      return sql`${value} IS NULL`;
    case 'not-null':
      return sql`${value} IS NOT NULL`;
    case 'eq':
      return sql`${value} = ${literal(field, asked.value)}`;
    case 'ne':
      return sql`${value} IS DISTINCT FROM ${literal(field, asked.value)}`;
    case 'lt':
      return sql`${ordered(value, field, asked.value)} < ${limit(field, asked.value)}`;
    case 'le':
      return sql`${ordered(value, field, asked.value)} <= ${limit(field, asked.value)}`;
    case 'gt':
      return sql`${ordered(value, field, asked.value)} > ${limit(field, asked.value)}`;
    case 'ge':
      return sql`${ordered(value, field, asked.value)} >= ${limit(field, asked.value)}`;
    case 'in':
      return asked.value.length === 0 ? sql`false` : sql`${value} IN (${list(field, asked.value)})`;
    case 'not-in':
      return asked.value.length === 0
        ? sql`true`
        : sql`(${value} NOT IN (${list(field, asked.value)}) OR ${value} IS NULL)`;
    case 'starts-with':
      return like(textual(value, field, asked.op), '', asked.value, '%');
    case 'ends-with':
      return like(textual(value, field, asked.op), '%', asked.value, '');
    case 'contains':
      return like(textual(value, field, asked.op), '%', asked.value, '%');
    case 'matches':
      return sql`regexp_like(${textual(value, field, asked.op)}, ${pattern(asked.value)})`;
    case 'in-cidr':
      return asked.value.length === 0 ? sql`false` : networks(value, field, asked.value);
    case 'not-in-cidr':
      return asked.value.length === 0 ? sql`true` : sql`NOT ${networks(value, field, asked.value)}`;
    default:
      throw new CompileError(
        `Filter: "${String((asked as { op: unknown }).op)}" is not an operator.`,
        'filter'
      );
  }
}

/** A literal of the field's own type. */
function literal(field: IResolvedField, value: Scalar): ISql {
  const { type } = field;
  if (isText(type)) {
    return text(String(value));
  }
  if (type === 'boolean') {
    const wanted =
      typeof value === 'boolean'
        ? value
        : { true: true, false: false }[String(value).toLowerCase()];
    if (wanted === undefined) {
      throw mismatch(field, value, 'true or false');
    }
    return bool(wanted);
  }
  if (isNumeric(type)) {
    const wanted = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof wanted !== 'number' || !Number.isFinite(wanted)) {
      throw mismatch(field, value, 'a number');
    }
    return Number.isSafeInteger(wanted) ? int(wanted) : number(wanted);
  }
  if (type.startsWith('timestamp') || type === 'date') {
    const ms = typeof value === 'number' ? value : Date.parse(utc(String(value)));
    if (!Number.isFinite(ms)) {
      throw mismatch(field, value, 'a time such as 2025-03-01T12:00:00Z');
    }
    return timestamp(ms);
  }
  throw new CompileError(
    `Filter: "${field.name}" has type ${type}, which has no values to compare.`,
    'filter'
  );
}

/** ISO text without a zone is UTC, not the zone of whoever's machine this is. */
function utc(value: string): string {
  return /(z|[+-]\d\d:?\d\d)$/i.test(value) || /^\d{4}-\d\d-\d\d$/.test(value)
    ? value
    : `${value.replace(' ', 'T')}Z`;
}

function list(field: IResolvedField, values: readonly Scalar[]): ISql {
  return join(
    values.map(value => literal(field, value)),
    ', '
  );
}

/** Text that is compared with a number is read as one, or it would be ordered letter by letter. */
function ordered(value: ISql, field: IResolvedField, bound: Scalar): ISql {
  return isText(field.type) && typeof bound === 'number'
    ? sql`try_cast(${value} AS double)`
    : value;
}

function limit(field: IResolvedField, bound: Scalar): ISql {
  return isText(field.type) && typeof bound === 'number' ? number(bound) : literal(field, bound);
}

function textual(value: ISql, field: IResolvedField, op: string): ISql {
  if (isText(field.type)) {
    return value;
  }
  throw new CompileError(
    `Filter: "${op}" needs text, but "${field.name}" has type ${field.type}.`,
    'filter'
  );
}

function like(value: ISql, before: string, wanted: string, after: string): ISql {
  const escaped = wanted.replace(/[!%_]/g, '!$&');
  return escaped === wanted
    ? sql`${value} LIKE ${text(before + wanted + after)}`
    : sql`${value} LIKE ${text(before + escaped + after)} ESCAPE '!'`;
}

function pattern(wanted: string): ISql {
  try {
    // The engine's own dialect can't be asked here; this one refuses what is broken in any (and possessive `a++`).
    new RegExp(wanted.replace(/^\(\?[a-z]+\)/, ''), 's');
  } catch {
    throw new CompileError(`Filter: "${wanted}" is not a regular expression.`, 'filter');
  }
  return text(wanted);
}

function networks(value: ISql, field: IResolvedField, wanted: readonly string[]): ISql {
  const address = sql`try_cast(${textual(value, field, 'in-cidr')} AS ipaddress)`;
  const inside = wanted.map(cidr => {
    if (!isCidr(cidr)) {
      throw new CompileError(`Filter: "${cidr}" is not a network such as 10.0.0.0/8.`, 'filter');
    }
    return sql`contains(${text(cidr)}, ${address})`;
  });
  return sql`(${join(inside, '\nOR ')})`;
}

function mismatch(field: IResolvedField, value: Scalar, wanted: string): CompileError {
  return new CompileError(
    `Filter: "${field.name}" has type ${field.type} and needs ${wanted}, not "${String(value)}".`,
    'filter'
  );
}
