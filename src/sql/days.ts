import { DAY_MS, timeModel } from '../lake/time';
import type { ILakeTable } from '../lake/types';
import { CompileError } from './compile-error';
import { compileModel, type IModelInput } from './model';
import { bucketSelect, rows } from './rows';
import { statement } from './statement';
import { int, sql } from './template';
import type { IStatement } from './types';

/** Days that one answer can name: more than there are in the longest look back. */
const MOST_DAYS = 10_000;

/**
 * On which UTC days a table has rows, whatever they are: one row a day, newest first, columns `bucket` (days since
 * 1970) and `n` (rows). Reads the time column of the range's partitions.
 *
 * @throws CompileError when the table has no time column.
 */
export function daysStatement(
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
    'days',
    model,
    sql`
      SELECT bucket, count(*) AS n
      FROM (
        ${rows(model, model.range, branch => [bucketSelect(branch, DAY_MS)])}
      )
      GROUP BY bucket
      ORDER BY bucket DESC
      LIMIT ${int(MOST_DAYS)}`
  );
}
