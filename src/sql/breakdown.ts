import { resolveField } from '../lake/fields';
import { CompileError } from './compile-error';
import { keyExpression } from './expressions';
import type { IQueryModel } from './model';
import { aggregate, keyPredicates, limitClause, measureSelect, rows, wholeSpanOf } from './rows';
import { statement } from './statement';
import { int, join, name, sql, text } from './template';
import type { IBucketSpan, IStatement, ISql, KeyTuple } from './types';

/**
 * What makes up a span of one series: the measure by the values of each candidate field, in one pass. Columns `field`,
 * `value` (NULL is a value), `v` (the measure), `n` (rows); the largest `top` values of each field, of a ratio those with
 * the most rows that match: a share of 1 of 1 explains nothing.
 *
 * @throws CompileError when no candidate is a field of every table, or when rows of the span have expired since.
 */
export function breakdownStatement(
  model: IQueryModel,
  keys: KeyTuple,
  span: IBucketSpan,
  candidates: readonly string[],
  top = 10
): IStatement {
  const fields = candidates.filter(candidate =>
    model.branches.every(branch => {
      const found = resolveField(branch.table, candidate);
      return found !== null && !found.many;
    })
  );
  if (fields.length === 0) {
    throw new CompileError('None of the fields to break down by is in the table.', 'keys');
  }
  const columns = fields.map((_, i) => name(`f${i + 1}`));
  const read = rows(
    model,
    wholeSpanOf(span, model),
    branch => [
      ...fields.map((field, i) => {
        const value = keyExpression(resolveField(branch.table, field)!);
        return sql`${value} AS ${columns[i]}`;
      }),
      ...measureSelect(branch)
    ],
    branch => keyPredicates(branch, keys)
  );
  const pick = (make: (i: number) => ISql): ISql =>
    fields.length === 1
      ? make(0)
      : sql`CASE ${join(
          fields.map((_, i) => sql`WHEN grouping(${columns[i]}) = 0 THEN ${make(i)}`),
          ' '
        )} END`;
  const weight = model.question.measure.kind === 'ratio' ? sql`v * n` : sql`v`;
  return statement(
    'breakdown',
    model,
    sql`
      SELECT field, value, v, n
      FROM (
        SELECT *, row_number() OVER (PARTITION BY field ORDER BY ${weight} DESC, value) AS nth
        FROM (
          SELECT
            ${pick(i => text(fields[i]))} AS field,
            ${pick(i => columns[i])} AS value,
            ${aggregate(model)} AS v,
            count(*) AS n
          FROM (
            ${read}
          )
          GROUP BY GROUPING SETS (${join(
            columns.map(column => sql`(${column})`),
            ', '
          )})
        )
      )
      WHERE nth <= ${int(top)}
      ORDER BY field, nth
      ${limitClause(fields.length * top)}`
  );
}
