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
  const sql = body.text
    .split('\n')
    .filter(line => line.trim() !== '')
    .join('\n');
  const bytes = new TextEncoder().encode(sql).length;
  if (bytes > STATEMENT_BYTES) {
    throw new CompileError(
      `The statement would have ${bytes} bytes and Athena takes ${STATEMENT_BYTES}: choose fewer accounts or shorter filters.`,
      'filter'
    );
  }
  return { kind, sql, database, catalog };
}
