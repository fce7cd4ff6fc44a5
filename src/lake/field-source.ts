import type { ColumnType, ILakeTable } from './types';
import { typeAt } from './paths';

/** How a value is got out of a row, as data; `sql/` has one expression for each kind. */
export type FieldSource =
  /** A scalar column or struct field. */
  | { from: 'path'; path: string }
  /** Value of one key of a `map<string,string>`; NULL when the key is missing. */
  | { from: 'map'; path: string; key: string }
  /** Scalar inside JSON text, by the names on the way. */
  | { from: 'json'; of: FieldSource; steps: string[] }
  /** First element of an array, or a field of it. */
  | { from: 'element'; path: string; field?: string }
  /** Any element of an array; for conditions only, never a key. */
  | { from: 'each'; path: string; field?: string }
  /** The first that isn't NULL. */
  | { from: 'first'; of: FieldSource[] }
  /** Group 1 of a regular expression, or NULL. */
  | { from: 'extract'; of: FieldSource; pattern: string }
  /** Whole number in text, or NULL. */
  | { from: 'number'; of: FieldSource }
  /** Epoch milliseconds of a timestamp (or of a bigint that holds them already). */
  | { from: 'millis'; of: FieldSource }
  /** Epoch milliseconds of text in ISO 8601, without a zone UTC; NULL of other text. */
  | { from: 'iso-millis'; of: FieldSource }
  /** Lower case without a trailing dot. */
  | { from: 'hostname'; of: FieldSource }
  /** NULL where the source writes a placeholder for "none". */
  | { from: 'unless'; of: FieldSource; placeholder: string }
  /** The own side of a flow: by its direction, or whichever side is known. */
  | { from: 'own-side'; outbound: FieldSource; inbound: FieldSource }
  /** Number of characters. */
  | { from: 'length'; of: FieldSource }
  /** Whether two values are there and not the same. */
  | { from: 'differs'; of: [FieldSource, FieldSource] };

/**
 * Adapts a source to the columns that a table has and says the value's type (a Hive scalar name). Null when the table
 * lacks what it needs: a missing alternative of `first` is left out, all else is missed.
 */
export function fitSource(
  table: ILakeTable,
  source: FieldSource
): { source: FieldSource; type: string } | null {
  switch (source.from) {
    case 'path': {
      const type = typeAt(table, source.path);
      return type?.kind === 'scalar' ? { source, type: type.name } : null;
    }
    case 'map': {
      const type = typeAt(table, source.path);
      return type?.kind === 'map' && type.value.kind === 'scalar'
        ? { source, type: type.value.name }
        : null;
    }
    case 'element':
    case 'each': {
      const array = typeAt(table, source.path);
      if (array?.kind !== 'array') {
        return null;
      }
      // The same array is of strings in some files and of structs in others (EKS groups).
      if (array.element.kind === 'scalar') {
        return { source: { from: source.from, path: source.path }, type: array.element.name };
      }
      const type = fieldType(array.element, source.field);
      return type ? { source, type } : null;
    }
    case 'first': {
      const fitting = source.of.map(part => fitSource(table, part)).filter(part => part !== null);
      if (fitting.length === 0) {
        return null;
      }
      const of = fitting.map(part => part.source);
      return { source: of.length === 1 ? of[0] : { from: 'first', of }, type: fitting[0].type };
    }
    case 'own-side': {
      const outbound = fitSource(table, source.outbound);
      const inbound = fitSource(table, source.inbound);
      return outbound && inbound && typeAt(table, 'connection_info.direction')
        ? {
            source: { from: 'own-side', outbound: outbound.source, inbound: inbound.source },
            type: outbound.type
          }
        : null;
    }
    case 'differs': {
      const [left, right] = source.of.map(part => fitSource(table, part));
      return left && right
        ? { source: { from: 'differs', of: [left.source, right.source] }, type: 'boolean' }
        : null;
    }
    default: {
      const inner = fitSource(table, source.of);
      if (!inner) {
        return null;
      }
      if (source.from === 'millis' && inner.type === 'bigint') {
        return inner;
      }
      if (source.from === 'millis' && !inner.type.startsWith('timestamp')) {
        return null;
      }
      const type: Record<string, string> = {
        number: 'bigint',
        millis: 'bigint',
        'iso-millis': 'bigint',
        length: 'bigint'
      };
      return { source: { ...source, of: inner.source }, type: type[source.from] ?? 'string' };
    }
  }
}

function fieldType(element: ColumnType, field: string | undefined): string | null {
  let type: ColumnType | undefined = element;
  for (const name of (field ?? '').split('.')) {
    type = type?.kind === 'struct' ? type.fields.find(f => f.name === name)?.type : undefined;
  }
  return type?.kind === 'scalar' ? type.name : null;
}

/** The source as a person would write it, for "show path". */
export function describeSource(source: FieldSource): string {
  switch (source.from) {
    case 'path':
      return source.path;
    case 'map':
      return `${source.path}['${source.key}']`;
    case 'json':
      return `${describeSource(source.of)} → ${source.steps.join('.')}`;
    case 'element':
    case 'each': {
      const mark = source.from === 'each' ? '[]' : '[1]';
      return `${source.path}${mark}${source.field ? `.${source.field}` : ''}`;
    }
    case 'first':
      return source.of.map(describeSource).join(', else ');
    case 'own-side':
      return `${describeSource(source.outbound)} (outbound), ${describeSource(source.inbound)} (inbound)`;
    case 'differs':
      return source.of.map(describeSource).join(' ≠ ');
    default:
      return describeSource(source.of);
  }
}
