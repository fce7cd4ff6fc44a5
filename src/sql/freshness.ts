import type { ILakeTable } from '../lake/types';
import { rows } from './rows';
import { rowsModel, type RowsInput } from './rows-model';
import { statement } from './statement';
import { sql } from './template';
import type { IStatement } from './types';

/**
 * Whether a table has rows in a range, before anything bigger is asked: one row, columns `n` (rows), `first_ms`,
 * `last_ms` (NULL without rows). Reads one column of the range's partitions.
 */
export function freshnessStatement(table: ILakeTable, input: RowsInput): IStatement {
  const model = rowsModel(table, input);
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
