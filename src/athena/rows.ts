import type { GetQueryResultsOutput } from './sdk';
import type { IResultColumn, IResultPage } from './types';

/**
 * One page of `GetQueryResults` as rows of text, NULL as null.
 *
 * The first page of a SELECT begins with a row of the column names. It is dropped when *all* its values equal the
 * names (PyAthena's rule), and only for data statements: SHOW and DESCRIBE have no such row.
 *
 * @param first - Is it the first page?
 * @param statementType - `DML`, `DDL` or `UTILITY`, as the execution says.
 */
export function resultPage(
  output: GetQueryResultsOutput,
  first: boolean,
  statementType: string | undefined
): IResultPage {
  const columns: IResultColumn[] = (output.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(
    column => ({ name: column.Name ?? '', type: column.Type ?? 'varchar' })
  );
  const rows = (output.ResultSet?.Rows ?? []).map(row =>
    (row.Data ?? []).map(datum => datum.VarCharValue ?? null)
  );
  if (first && statementType === 'DML' && rows.length > 0 && isHeader(rows[0], columns)) {
    rows.shift();
  }
  return { columns, rows };
}

function isHeader(row: (string | null)[], columns: IResultColumn[]): boolean {
  return row.length === columns.length && row.every((value, i) => value === columns[i].name);
}
