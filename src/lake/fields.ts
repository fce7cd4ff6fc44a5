import { describeSource, fitSource, type FieldSource } from './field-source';
import { additionalDatum, FIELDS, requestParameter, responseElement } from './field-table';
import type { IFieldDefinition } from './field-table';
import { scalarPaths, typeAt } from './paths';
import type { ILakeTable } from './types';

/** A field of one table, ready for `sql/`. */
export interface IResolvedField {
  /** As asked for: a logical name or a path. */
  name: string;
  /** For people: `Source IP`, or the path itself. */
  label: string;
  source: FieldSource;
  /** The path as a person would write it. */
  path: string;
  /** Hive name of the value's type, such as `string`, `bigint`, `timestamp`. */
  type: string;
  /** Many values in a row: fit for a condition, not for a key or a measure. */
  many: boolean;
  logical: boolean;
}

// `request:roleArn`: parameters that any operation may have, so no list can name them.
const PARAMETERS: Record<string, (key: string) => { v1: FieldSource; v2: FieldSource }> = {
  request: requestParameter,
  response: responseElement,
  additional: additionalDatum
};

const DEFINITIONS = new Map<string, IFieldDefinition[]>();
for (const field of FIELDS) {
  DEFINITIONS.set(field.name, [...(DEFINITIONS.get(field.name) ?? []), field]);
}

/**
 * A field by logical name, by parameter (`request:roleArn`, `response:…`, `additional:…`), by map key
 * (`unmapped['readOnly']`) or by dotted path; logical names win. Null when the table has no such scalar, which
 * `whyNotField` explains.
 */
export function resolveField(table: ILakeTable, name: string): IResolvedField | null {
  let found = resolved.get(table);
  if (!found) {
    found = new Map();
    resolved.set(table, found);
  }
  let field = found.get(name);
  if (field === undefined) {
    field = lookUp(table, name);
    found.set(name, field);
  }
  return field;
}

// Tables are plain values that nobody changes, and a plan asks for the same fields again and again.
const resolved = new WeakMap<ILakeTable, Map<string, IResolvedField | null>>();

function lookUp(table: ILakeTable, name: string): IResolvedField | null {
  const version = table.version ?? (typeAt(table, 'time_dt') ? 2 : 1);
  const definition = DEFINITIONS.get(name)?.find(
    field => field.sources.length === 0 || field.sources.includes(table.source)
  );
  const declared = definition?.[version === 1 ? 'v1' : 'v2'];
  if (definition && declared) {
    const found = fitted(table, name, definition.label, declared, true);
    if (found) {
      return found;
    }
  }
  const parameter = /^(request|response|additional):(.+)$/s.exec(name);
  if (parameter) {
    const sources = PARAMETERS[parameter[1]](parameter[2]);
    return fitted(table, name, parameter[2], sources[version === 1 ? 'v1' : 'v2'], true);
  }
  const entry = /^([a-z0-9_.]+)\['(.*)'\]$/is.exec(name);
  if (entry) {
    return fitted(
      table,
      name,
      entry[2],
      { from: 'map', path: entry[1].toLowerCase(), key: entry[2] },
      false
    );
  }
  return fitted(table, name, name, { from: 'path', path: name.toLowerCase() }, false);
}

function fitted(
  table: ILakeTable,
  name: string,
  label: string,
  source: FieldSource,
  logical: boolean
): IResolvedField | null {
  const fit = fitSource(table, source);
  return (
    fit && {
      name,
      label,
      source: fit.source,
      path: describeSource(fit.source),
      type: fit.type,
      many: fit.source.from === 'each',
      logical
    }
  );
}

/** Why `resolveField` found nothing, in one sentence. */
export function whyNotField(table: ILakeTable, name: string): string {
  const type = typeAt(table, name);
  if (type?.kind === 'array') {
    return `"${name}" is a list; pick a logical field or a field outside of lists`;
  }
  if (type?.kind === 'map') {
    return `"${name}" is a map; name one of its keys, such as ${name}['key']`;
  }
  if (type?.kind === 'struct') {
    return `"${name}" is a group of fields; pick one of them, such as ${name}.${type.fields[0]?.name ?? '…'}`;
  }
  return `table ${table.name} has no field "${name}"`;
}

/** Fields that can be keys of a table: its logical ones first, then its scalar paths. */
export function keyFields(table: ILakeTable): IResolvedField[] {
  const names = new Set([...DEFINITIONS.keys(), ...scalarPaths(table).map(entry => entry.path)]);
  return [...names]
    .map(name => resolveField(table, name))
    .filter(field => field !== null)
    .filter(field => !field.many);
}
