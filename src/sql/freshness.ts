import { CompileError } from './compile-error';
import { timeModel } from '../lake/time';
import type { ILakeTable } from '../lake/types';
import { compileModel, type IModelInput } from './model';
import { rows } from './rows';
import { statement } from './statement';
import { sql } from './template';
import type { IStatement } from './types';

/**
 * Whether a table has rows in a range, before anything bigger is asked: one row, columns `n` (rows), `first_ms`,
 * `last_ms` (NULL without rows). Reads one column of the range's partitions.
 */
export function freshnessStatement(
  table: ILakeTable,
  input: Omit<IModelInput, 'tables' | 'question' | 'cutOver'>
): IStatement {
  if (!timeModel(table, input.eventTime)) {
    throw new CompileError(`Table ${table.name} has no time column.`, 'table');
  }
  const model = compileModel({
    ...input,
    tables: [table],
    question: { keys: [], measure: { kind: 'count' }, filter: [] },
    cutOver: null
  });
  return statement(
    'heartbeat',
    model,
    sql`
      SELECT count(*) AS n, min(ms) AS first_ms, max(ms) AS last_ms
      FROM (
        ${rows(model, model.range, branch => [sql`${branch.millis} AS ms`])}
      )`
  );
}
