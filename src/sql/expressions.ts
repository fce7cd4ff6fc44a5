import type { FieldSource } from '../lake/field-source';
import type { IResolvedField } from '../lake/fields';
import { join, LiteralError, name, path, sql, text } from './template';
import type { ISql } from './types';

/** Expression of a field's value. `each` has none: it is only good for conditions. */
export function expression(source: FieldSource): ISql {
  let made = expressions.get(source);
  if (!made) {
    made = compile(source);
    expressions.set(source, made);
  }
  return made;
}

const expressions = new WeakMap<FieldSource, ISql>();

function compile(source: FieldSource): ISql {
  switch (source.from) {
    case 'path':
      return path(source.path);
    case 'map':
      return sql`element_at(${path(source.path)}, ${text(source.key)})`;
    case 'json':
      return sql`json_extract_scalar(${expression(source.of)}, ${jsonPath(source.steps)})`;
    case 'element': {
      const element = sql`element_at(${path(source.path)}, ${sql`1`})`;
      return source.field ? sql`${element}.${path(source.field)}` : element;
    }
    case 'each':
      throw new TypeError('A field of many values is no expression.');
    case 'first':
      return sql`coalesce(${join(source.of.map(expression), ', ')})`;
    case 'extract':
      return sql`regexp_extract(${expression(source.of)}, ${text(source.pattern)}, 1)`;
    case 'number':
      return sql`try_cast(${expression(source.of)} AS bigint)`;
    case 'millis':
      return sql`date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', ${expression(source.of)})`;
    case 'iso-millis':
      return sql`CAST(to_unixtime(try(from_iso8601_timestamp(${expression(source.of)}))) * 1000 AS bigint)`;
    case 'hostname':
      return sql`lower(regexp_replace(${expression(source.of)}, '\\.$', ''))`;
    case 'unless':
      return sql`nullif(${expression(source.of)}, ${text(source.placeholder)})`;
    case 'length':
      return sql`length(${expression(source.of)})`;
    case 'differs':
      return sql`(${expression(source.of[0])} <> ${expression(source.of[1])})`;
    case 'own-side': {
      const outbound = expression(source.outbound);
      const inbound = expression(source.inbound);
      const direction = path('connection_info.direction');
      return sql`CASE ${direction} WHEN 'Outbound' THEN ${outbound} WHEN 'Inbound' THEN ${inbound} ELSE coalesce(${outbound}, ${inbound}) END`;
    }
  }
}

/** Whether values of a Hive type are text. */
export function isText(type: string): boolean {
  return /^(string|varchar|char)/.test(type);
}

/** Whether values of a Hive type are numbers. */
export function isNumeric(type: string): boolean {
  return /^(tinyint|smallint|int|integer|bigint|float|real|double|decimal)/.test(type);
}

/** A key is always text or NULL, so that it comes back from a result as it goes into the next statement. */
export function keyExpression(field: IResolvedField): ISql {
  const value = expression(field.source);
  return isText(field.type) ? value : sql`CAST(${value} AS varchar)`;
}

/** `$.name` or `$["x-amz-copy-source"]`. */
function jsonPath(steps: readonly string[]): ISql {
  const parts = steps.map(step => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) {
      return `.${step}`;
    }
    if (/["\\]/.test(step)) {
      throw new LiteralError(`The name ${step} can not be written as a JSON path.`);
    }
    return `["${step}"]`;
  });
  return text(`$${parts.join('')}`);
}

/** Alias for a column of a result: the field's name with what isn't a letter, digit or `_` replaced. */
export function alias(field: string): ISql {
  return name(
    field
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '') || 'value'
  );
}
