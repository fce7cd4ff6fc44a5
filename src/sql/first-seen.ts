import { DAY_MS } from '../lake/time';
import { FIRST_SEEN_COLUMNS, firstSeenSpan, LEAST_HISTORY_DAYS, ownerOf } from './first-seen-rows';
import type { IQueryModel } from './model';
import { bucketSelect, keyNames, keySelect, limitClause, rows } from './rows';
import { statement } from './statement';
import { int, join, name, sql } from './template';
import type { IStatement } from './types';

/**
 * Keys that were never seen before the recent part of the memory, in the layout of `first-seen-rows`. One pass over the
 * table: only new keys leave it, each with what is known of its owner.
 */
export function firstSeenStatement(model: IQueryModel, limit = 1000): IStatement {
  const { from, recentFrom, to } = firstSeenSpan(model.range, model.edge);
  const half = from + Math.floor((recentFrom - from) / 2);
  const keys = keyNames(model);
  const listed = join(keys, ', ');
  const owner = ownerOf(model.question);
  const own = owner < 0 ? sql`` : sql`PARTITION BY ${keys[owner]}`;
  const recent = int(Math.floor(recentFrom / model.bucketMs));
  const wide = { ...model, range: { from, to } };
  const read = rows(wide, wide.range, branch => [
    sql`${branch.millis} AS ms`,
    bucketSelect(branch, model.bucketMs),
    ...keySelect(branch)
  ]);
  return statement(
    'first-seen',
    model,
    sql`
      WITH counted AS (
        SELECT
          ${listed},
          bucket,
          min(ms) AS first_ms,
          max(ms) AS last_ms,
          count(*) AS n
        FROM (
          ${read}
        )
        GROUP BY ${listed}, bucket
      ),
      known AS (
        SELECT
          ${listed},
          min(first_ms) AS first_ms,
          max(last_ms) AS last_ms,
          sum(n) AS n,
          map_agg(bucket, n) FILTER (WHERE bucket >= ${recent}) AS cells
        FROM counted
        GROUP BY ${listed}
      ),
      owned AS (
        SELECT
          *,
          first_ms >= ${int(half)} AND first_ms < ${int(recentFrom)} AS was_new,
          min(first_ms) OVER (${own}) AS owner_first_ms
        FROM known
      ),
      paced AS (
        SELECT
          *,
          count_if(was_new) OVER (${own}) AS owner_new,
          min(first_ms) OVER () AS memory_ms,
          count_if(was_new AND first_ms = owner_first_ms) OVER () AS new_owners,
          count_if(first_ms >= ${int(recentFrom)}) OVER () AS new_keys
        FROM owned
      )
      SELECT
        ${listed},
        ${join(
          FIRST_SEEN_COLUMNS.map(column =>
            column === 'cells' ? sql`json_format(CAST(cells AS json)) AS cells` : name(column)
          ),
          ',\n'
        )}
      FROM paced
      WHERE first_ms >= ${int(recentFrom)}
      ORDER BY owner_first_ms > ${int(recentFrom - LEAST_HISTORY_DAYS * DAY_MS)}, owner_new, first_ms DESC, ${listed}
      ${limitClause(limit)}`
  );
}
