import { expression } from './expressions';
import { eventColumns, type IEventColumn } from './event-columns';
import type { IBranch, IQueryModel } from './model';
import { keyPredicates, limitClause, rows, spanOf } from './rows';
import { statement } from './statement';
import { name, sql } from './template';
import type { IBucketSpan, IStatement, ISql, KeyTuple } from './types';

/** Rows of an events statement unless asked otherwise; `Infinity` leaves the limit out. */
export const EVENTS_LIMIT = 10_000;

/**
 * The raw events behind a span of buckets of one series, newest first. For a plain count it returns as many rows as the
 * buckets hold together, up to the limit.
 */
export function eventsStatement(
  model: IQueryModel,
  keys: KeyTuple,
  span: IBucketSpan,
  limit: number = EVENTS_LIMIT
): IStatement {
  const tables = model.branches.map(branch => columnsOf(branch, model));
  const read = rows(
    model,
    spanOf(span, model),
    branch => selected(tables, model.branches.indexOf(branch)),
    branch => keyPredicates(branch, keys)
  );
  return statement(
    'events',
    model,
    sql`
      ${read}
      ORDER BY event_time DESC
      ${limitClause(limit)}`
  );
}

function columnsOf(branch: IBranch, model: IQueryModel): IEventColumn[] {
  return eventColumns(branch.table, model.question, expression(branch.time.millis));
}

/** Columns of one table; over several tables the names they have in common, as text, and the rest left out. */
function selected(tables: IEventColumn[][], index: number): ISql[] {
  const single = tables.length === 1;
  return tables[index]
    .filter(column => tables.every(other => other.some(entry => entry.name === column.name)))
    .sort((a, b) => order(tables, a) - order(tables, b))
    .map(column => {
      const label = name(column.name);
      if (single || column.name === 'event_time') {
        return column.value.text === label.text ? label : sql`${column.value} AS ${label}`;
      }
      return sql`CAST(${column.value} AS varchar) AS ${label}`;
    });
}

function order(tables: IEventColumn[][], column: IEventColumn): number {
  return tables[0].findIndex(entry => entry.name === column.name);
}
