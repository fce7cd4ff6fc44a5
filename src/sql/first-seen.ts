import { DAY_MS } from '../lake/time';
import type { IQueryModel } from './model';
import { keyNames, keySelect, limitClause, rows } from './rows';
import { statement } from './statement';
import { join, sql, int } from './template';
import type { IStatement } from './types';

/** How far back "never before" looks, in days. */
export const FIRST_SEEN_DAYS = 45;

/**
 * When each key was seen first: columns `k1` … `kN`, `first_ms`, `last_ms`, `n` (rows), `days` (with any), newest first
 * sight first. Looks back 45 days from the end of the range, or to its start when that is longer ago.
 */
export function firstSeenStatement(model: IQueryModel, limit = 1000): IStatement {
  const { to } = model.range;
  const from = Math.min(model.range.from, to - FIRST_SEEN_DAYS * DAY_MS);
  const listed = join(keyNames(model), ', ');
  const wide = { ...model, range: { from, to } };
  const read = rows(wide, wide.range, branch => [
    sql`${branch.millis} AS ms`,
    ...keySelect(branch)
  ]);
  return statement(
    'first-seen',
    model,
    sql`
      SELECT
        ${listed},
        min(ms) AS first_ms,
        max(ms) AS last_ms,
        count(*) AS n,
        count(DISTINCT ms / ${int(DAY_MS)}) AS days
      FROM (
        ${read}
      )
      GROUP BY ${listed}
      ORDER BY first_ms DESC, ${listed}
      ${limitClause(limit)}`
  );
}
