import type { IQueryModel } from './model';
import { aggregate, keyPredicates, measureSelect, rows, wholeSpanOf } from './rows';
import { statement } from './statement';
import { sql } from './template';
import type { IBucketSpan, IStatement, KeyTuple } from './types';

/**
 * The measure of one series over a span, from the events' own predicate: one row, column `value`. Over one bucket it
 * equals the series' value there. Over many, a count and a sum equal the sum of the buckets; a distinct count and a
 * ratio are those of the span as a whole. A ratio without rows is NULL.
 */
export function checkStatement(model: IQueryModel, keys: KeyTuple, span: IBucketSpan): IStatement {
  const ratio = model.question.measure.kind === 'ratio';
  const value = ratio ? sql`CAST(count_if(m) AS double) / nullif(count(*), 0)` : aggregate(model);
  const read = rows(
    model,
    wholeSpanOf(span, model),
    branch => (branch.value ? measureSelect(branch) : [sql`1 AS m`]),
    branch => keyPredicates(branch, keys)
  );
  return statement(
    'check',
    model,
    sql`
      SELECT ${value} AS value
      FROM (
        ${read}
      )`
  );
}
