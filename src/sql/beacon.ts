import { HOUR_MS, MINUTE_MS } from '../lake/time';
import { CompileError } from './compile-error';
import type { IQueryModel } from './model';
import { keyNames, keyPredicates, keySelect, limitClause, rows } from './rows';
import { seriesStatement } from './series';
import { statement } from './statement';
import { chain, int, join, sql } from './template';
import type { IStatement, KeyTuple } from './types';

/** Pairs that the second stage takes at most. */
export const BEACON_PAIRS = 200;

/**
 * First stage of the hunt for beacons: in how many hours a key was active at all. Columns `k1` … `kN`, `hours`, `n`
 * (rows), `first_ms`, `last_ms`; keys with fewer than `minHours` hours are left out, steadiest first, and among equals
 * those with few contacts an hour.
 */
export function beaconCoverageStatement(
  model: IQueryModel,
  minHours = 6,
  limit = 1000
): IStatement {
  const listed = join(keyNames(model), ', ');
  const read = rows(model, model.range, branch => [
    sql`${branch.millis} AS ms`,
    ...keySelect(branch)
  ]);
  return statement(
    'beacon-coverage',
    model,
    sql`
      SELECT
        ${listed},
        count(DISTINCT ms / ${int(HOUR_MS)}) AS hours,
        count(*) AS n,
        min(ms) AS first_ms,
        max(ms) AS last_ms
      FROM (
        ${read}
      )
      GROUP BY ${listed}
      HAVING count(DISTINCT ms / ${int(HOUR_MS)}) >= ${int(minHours)}
      ORDER BY hours DESC, n, ${listed}
      ${limitClause(limit)}`
  );
}

/**
 * Second stage: the chosen keys by the minute, in the layout of the series statement.
 *
 * @throws CompileError without keys, or with more than `BEACON_PAIRS`.
 */
export function beaconMinutesStatement(model: IQueryModel, pairs: readonly KeyTuple[]): IStatement {
  if (pairs.length === 0 || pairs.length > BEACON_PAIRS || pairs.some(keys => keys.length === 0)) {
    throw new CompileError(`The minute stage takes 1 to ${BEACON_PAIRS} keys.`, 'keys');
  }
  const minutes = { ...model, bucketMs: MINUTE_MS };
  return seriesStatement(minutes, { top: BEACON_PAIRS, rare: 0 }, 'beacon-minutes', branch => {
    const chosen = pairs.map(keys => sql`(${join(keyPredicates(branch, keys), ' AND ')})`);
    return [sql`(${chain(chosen, ' OR ')})`];
  });
}
