import { DAY_MS } from '../lake/time';
import type { ILakeTable } from '../lake/types';
import { bucketSelect, rows } from './rows';
import { rowsModel, type RowsInput } from './rows-model';
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
export function daysStatement(table: ILakeTable, input: RowsInput): IStatement {
  const model = rowsModel(table, input);
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
