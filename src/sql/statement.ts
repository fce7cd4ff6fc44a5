import { CompileError } from './compile-error';
import type { IQueryModel } from './model';
import type { ISql, IStatement, StatementKind } from './types';

/** Longest statement that Athena takes, in bytes of UTF-8. */
export const STATEMENT_BYTES = 262_144;

/**
 * A finished statement in the context of the model's first table.
 *
 * @throws CompileError when Athena would refuse it for its length.
 */
export function statement(kind: StatementKind, model: IQueryModel, body: ISql): IStatement {
  const { catalog, database } = model.tables[0];
  // A part that is left out leaves an empty line.
  const sql = body.text.replace(/\n[ ]*(?=\n|$)/g, '');
  const bytes = utf8Length(sql);
  if (bytes > STATEMENT_BYTES) {
    throw new CompileError(
      `The statement would have ${bytes} bytes and Athena takes ${STATEMENT_BYTES}: choose fewer accounts or shorter filters.`,
      'filter'
    );
  }
  return { kind, sql, database, catalog };
}

/** Bytes of a text in UTF-8; an embedded engine has no TextEncoder. */
function utf8Length(text: string): number {
  // Three bytes for each UTF-16 unit is the most there can be.
  if (text.length * 3 <= STATEMENT_BYTES) {
    return text.length;
  }
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
