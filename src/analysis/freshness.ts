import type { QueryClient } from '../athena/client';
import type { IFullPlan } from './plan';

/** Whether there is anything to ask: the rows of the analysed tables in the range, accounts and regions. */
export interface IFreshness {
  rows: number;
  /** Epoch milliseconds of the first and the last; null without rows. */
  first: number | null;
  last: number | null;
}

/**
 * Counts the rows that a plan would look at, before anything bigger is asked: one small statement a table, which reads
 * its time column.
 *
 * Rejects like any query.
 */
export async function freshnessOf(
  plan: IFullPlan,
  queries: QueryClient,
  signal?: AbortSignal
): Promise<IFreshness> {
  const found: IFreshness = { rows: 0, first: null, last: null };
  const read = ([rows, first, last]: (string | null)[]): void => {
    found.rows += Number(rows ?? 0);
    if (first !== null && last !== null) {
      found.first = Math.min(found.first ?? Infinity, Number(first));
      found.last = Math.max(found.last ?? -Infinity, Number(last));
    }
  };
  await Promise.all(
    plan.tables.map(table =>
      queries.run(plan.freshness(table), { signal, onPage: page => page.rows.forEach(read) })
    )
  );
  return found;
}
