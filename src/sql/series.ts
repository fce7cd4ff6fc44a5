import type { IQueryModel } from './model';
import { aggregate, bucketSelect, keyNames, keySelect, measureSelect, rows } from './rows';
import { SERIES_LIMIT, type ISeriesLimit } from './series-rows';
import { statement } from './statement';
import { int, join, sql } from './template';
import type { ISql, IStatement, StatementKind } from './types';

/**
 * The series statement: one row a series, by `series-rows`. One pass over the table: grouping sets make the row of all
 * rows beside the series, and windows rank them, so nothing is scanned twice.
 *
 * Bursty is peak² / total: how much of a series came in its one biggest bucket, weighed by that bucket. A key seen once
 * scores 1, one that is steady scores below, one that wakes up scores what it woke up with.
 */
export function seriesStatement(
  model: IQueryModel,
  limit: ISeriesLimit = SERIES_LIMIT,
  kind: StatementKind = 'series',
  more: Parameters<typeof rows>[3] = undefined
): IStatement {
  const keys = keyNames(model);
  const listed = join(keys, ', ');
  const ratio = model.question.measure.kind === 'ratio';
  const base = rows(
    model,
    model.range,
    branch => [
      bucketSelect(branch, model.bucketMs),
      ...keySelect(branch),
      ...measureSelect(branch)
    ],
    more
  );
  // What a series weighs: its values, but for a ratio the rows it is taken over and the rows that match.
  const weight: ISql = ratio ? sql`,\ncount(*) AS n,\ncount_if(m) AS hits` : sql``;
  // A share of one row and one of a thousand are the same number; the rows behind each tell them apart.
  const rowsOf: ISql = ratio ? sql`,\nmap_agg(bucket, n) AS weights` : sql``;
  const written: ISql = ratio ? sql`,\njson_format(CAST(weights AS json)) AS weights` : sql``;
  const total = ratio ? sql`sum(n)` : sql`sum(v)`;
  const burst = ratio
    ? sql`CAST(max(hits) AS double) * max(hits) / nullif(sum(hits), 0)`
    : sql`CAST(max(v) AS double) * max(v) / nullif(sum(v), 0)`;
  return statement(
    kind,
    model,
    sql`
      WITH base AS (
        ${base}
      ),
      cells AS (
        SELECT
          grouping(k1) AS whole,
          ${listed},
          bucket,
          ${aggregate(model)} AS v${weight}
        FROM base
        GROUP BY GROUPING SETS ((${listed}, bucket), (bucket))
      ),
      series AS (
        SELECT
          whole,
          ${listed},
          ${total} AS total,
          count(*) AS active,
          ${burst} AS burst,
          map_agg(bucket, v) AS cells${rowsOf}
        FROM cells
        GROUP BY whole, ${listed}
      ),
      ranked AS (
        SELECT
          *,
          row_number() OVER (PARTITION BY whole ORDER BY total DESC, ${listed}) AS by_total
        FROM series
      ),
      placed AS (
        SELECT
          *,
          row_number() OVER (PARTITION BY whole, by_total > ${int(limit.top)} ORDER BY burst DESC, ${listed}) AS by_burst,
          sum(1 - whole) OVER () AS all_series,
          sum(CASE WHEN whole = 0 THEN total END) OVER () AS all_total
        FROM ranked
      )
      SELECT
        CASE WHEN whole = 1 THEN 'all' WHEN by_total <= ${int(limit.top)} THEN 'top' ELSE 'rare' END AS slice,
        ${listed},
        total,
        active,
        json_format(CAST(cells AS json)) AS cells,
        all_series,
        all_total${written}
      FROM placed
      WHERE whole = 1 OR by_total <= ${int(limit.top)} OR by_burst <= ${int(limit.rare)}
      ORDER BY whole DESC, by_total`
  );
}
