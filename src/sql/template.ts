import type { ISql } from './types';

/**
 * Text of a statement. Only this file makes instances, so a log value can enter a statement by `text` (a literal) or
 * `name` (an identifier) and in no other way.
 */
class Sql implements ISql {
  constructor(readonly text: string) {}
}

/** A value that no literal can hold. */
export class LiteralError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LiteralError';
  }
}

/**
 * Tagged template for Athena text: the written parts are taken as they are, every value must be an `ISql` made here.
 * The common indentation of the written lines is removed, and a value of several lines is indented like its place.
 */
export function sql(strings: TemplateStringsArray, ...values: ISql[]): ISql {
  const written = dedent(strings);
  let text = written[0];
  values.forEach((value, i) => {
    if (!(value instanceof Sql)) {
      throw new TypeError('A statement takes no plain values; make a literal or an identifier.');
    }
    // Literals never hold a raw line break, so this can't change a value.
    text += value.text.includes('\n')
      ? value.text.replaceAll('\n', `\n${marginOf(text)}`)
      : value.text;
    text += written[i + 1];
  });
  return new Sql(text);
}

/** Blanks at the start of the last line. */
function marginOf(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  let end = start;
  while (text[end] === ' ') {
    end += 1;
  }
  return text.slice(start, end);
}

// A template's strings are one object for each place in the source.
const dedented = new WeakMap<TemplateStringsArray, string[]>();

function dedent(strings: TemplateStringsArray): string[] {
  let lines = dedented.get(strings);
  if (!lines) {
    lines = withoutMargin(strings);
    dedented.set(strings, lines);
  }
  return lines;
}

function withoutMargin(strings: readonly string[]): string[] {
  const margins = strings.join('\u0000').match(/\n[ ]*(?=[^ \n])/g) ?? [];
  const margin = Math.min(...margins.map(line => line.length - 1));
  const cut = Number.isFinite(margin) ? margin : 0;
  const lines = strings.map(part => part.replaceAll(new RegExp(`\\n[ ]{0,${cut}}`, 'g'), '\n'));
  lines[0] = lines[0].replace(/^\n/, '');
  lines[lines.length - 1] = lines[lines.length - 1].replace(/\n[ ]*$/, '');
  return lines;
}

/** Parts with a separator of this list between them. */
export function join(
  parts: readonly ISql[],
  separator: ' ' | ', ' | ',\n' | '\nAND ' | '\nOR ' | ' AND ' | ' OR ' | '\nUNION ALL\n' | '.'
): ISql {
  for (const part of parts) {
    if (!(part instanceof Sql)) {
      throw new TypeError('A statement takes no plain values; make a literal or an identifier.');
    }
  }
  return new Sql(parts.map(part => part.text).join(separator));
}

// A parser goes one level deeper for each operator of a chain, so a long chain is written as a tree.
const LONGEST_CHAIN = 20;

/** Predicates with AND or OR between them, in brackets so that no chain is deep; at least one. */
export function chain(parts: readonly ISql[], separator: ' AND ' | ' OR '): ISql {
  if (parts.length <= LONGEST_CHAIN) {
    return join(parts, separator);
  }
  const size = Math.ceil(parts.length / LONGEST_CHAIN);
  const groups: ISql[] = [];
  for (let at = 0; at < parts.length; at += size) {
    groups.push(sql`(${chain(parts.slice(at, at + size), separator)})`);
  }
  return join(groups, separator);
}

/** Nothing. */
export const empty: ISql = new Sql('');

// Reserved in Athena or Trino, or read as something else than a column by one of the parsers in use.
const RESERVED = new Set(
  (
    'all alter and any array as asc between bigint boolean both by case cast char check class column constraint create ' +
    'cross cube current current_date current_role current_time current_timestamp current_user cube date deallocate ' +
    'decimal default delete desc describe distinct double drop else end escape except execute exists explain extract ' +
    'false fetch filter first float for from full group grouping having if in inner insert int integer intersect ' +
    'interval into is join json last lateral leading left like limit listagg localtime localtimestamp lock map match ' +
    'merge natural no normalize not null nullif of offset on only or order outer over overlaps partition position ' +
    'precision prepare primary range real recursive references returning right rollup row rows select session set ' +
    'skip smallint some string struct table then time timestamp tinyint to trailing trim true try type uescape union ' +
    'unique unnest update user using values varchar view when where window with'
  ).split(' ')
);
// Words of the list above that both engines read as plain columns, and that would make every statement noisy.
const PLAIN = new Set(['time', 'type', 'class']);

// The same few columns are named in every statement.
const names = new Map<string, ISql>();
const MOST_NAMES = 10_000;

/** An identifier, quoted where it must be. */
export function name(identifier: string): ISql {
  let made = names.get(identifier);
  if (!made) {
    made = asName(identifier);
    if (names.size < MOST_NAMES) {
      names.set(identifier, made);
    }
  }
  return made;
}

function asName(identifier: string): ISql {
  if (identifier === '' || /[\u0000-\u001f\u007f]/.test(identifier)) {
    throw new LiteralError('A column or table name is empty or holds control characters.');
  }
  const plain =
    /^[a-z_][a-z0-9_]*$/.test(identifier) && (!RESERVED.has(identifier) || PLAIN.has(identifier));
  return new Sql(plain ? identifier : `"${identifier.replaceAll('"', '""')}"`);
}

/** An identifier that is always quoted: databases and tables. */
export function quoted(identifier: string): ISql {
  if (identifier === '' || /[\u0000-\u001f\u007f]/.test(identifier)) {
    throw new LiteralError('A database or table name is empty or holds control characters.');
  }
  return new Sql(`"${identifier.replaceAll('"', '""')}"`);
}

/** A column or a field inside of it, by dotted path. */
export function path(dotted: string): ISql {
  return join(dotted.split('.').map(name), '.');
}

// What a reader of the statement can't see, or what would change how the rest of the line looks: control and format
// characters (bidi overrides, zero widths), unusual spaces and private use.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?! )\p{Zs}/u;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * A string literal that reads back as exactly this string. Characters that can't be seen are written as escapes
 * (`U&'…\202E…'`).
 *
 * @throws LiteralError for half of a surrogate pair, which no UTF-8 text can hold.
 */
export function text(value: string): ISql {
  if (LONE_SURROGATE.test(value)) {
    throw new LiteralError('A value is not valid Unicode text (half of a surrogate pair).');
  }
  const doubled = value.replaceAll("'", "''");
  if (!UNSEEN.test(value)) {
    return new Sql(`'${doubled}'`);
  }
  const escaped = Array.from(doubled, char => {
    if (char === '\\') {
      return '\\\\';
    }
    if (!UNSEEN.test(char)) {
      return char;
    }
    const code = char.codePointAt(0)!.toString(16).toUpperCase();
    return code.length > 4 ? `\\+${code.padStart(6, '0')}` : `\\${code.padStart(4, '0')}`;
  });
  return new Sql(`U&'${escaped.join('')}'`);
}

/** A whole-number literal. */
export function int(value: number): ISql {
  if (!Number.isSafeInteger(value)) {
    throw new LiteralError(`${value} is not a whole number that can be written exactly.`);
  }
  return new Sql(String(value));
}

/** A double literal; whole numbers are written as such. */
export function number(value: number): ISql {
  if (Number.isSafeInteger(value)) {
    return int(value);
  }
  if (!Number.isFinite(value)) {
    throw new LiteralError(`${value} is not a number that can be written.`);
  }
  return new Sql(value.toExponential().replace('e+', 'E').replace('e', 'E'));
}

/** TRUE or FALSE. */
export function bool(value: boolean): ISql {
  return new Sql(value ? 'true' : 'false');
}

/** `TIMESTAMP '2025-03-01 00:00:00.000'` of epoch milliseconds, UTC. */
export function timestamp(ms: number): ISql {
  const iso = new Date(ms).toISOString();
  if (!/^\d{4}-/.test(iso)) {
    throw new LiteralError('A time is outside of the years 0 to 9999.');
  }
  return new Sql(`TIMESTAMP '${iso.slice(0, 23).replace('T', ' ')}'`);
}
