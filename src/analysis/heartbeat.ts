import type { QueryClient } from '../athena/client';
import type { IReceipt } from '../athena/types';
import { gridOf } from '../series/grid';
import { SeriesReader } from '../series/reader';
import { silentBuckets } from '../series/silence';
import { heartbeatKeys } from '../sql/heartbeat';
import type { IFullPlan } from './plan';

/** Which buckets are no observations, and what it cost to know. */
export interface IHeartbeat {
  /** `Missing` codes of the plan's grid. */
  missing: Uint8Array;
  receipts: IReceipt[];
}

/**
 * Asks whether the tables' rows arrived at all, so that a log that began in the middle of the range, or that stopped,
 * isn't taken for a hundred series that fell to zero.
 *
 * @param run - Of the run: its idempotency token (each table's statement has its own, made from it), its time in epoch
 *   milliseconds, and how late a row may come (by default `LATENESS`).
 * @returns null when a table can't be watched. Rejects like any query.
 */
export async function heartbeat(
  plan: IFullPlan,
  queries: QueryClient,
  run: { token: string; now: number; lateness?: number },
  signal?: AbortSignal
): Promise<IHeartbeat | null> {
  if (plan.tables.some(table => heartbeatKeys(table).length === 0)) {
    return null;
  }
  const grid = gridOf(plan.range, plan.bucketMs);
  const counts = new Float64Array(grid.length);
  const receipts = await Promise.all(
    plan.tables.map(async (table, i) => {
      const reader = new SeriesReader(grid, heartbeatKeys(table), { gaps: 'zero' });
      const { receipt } = await queries.run(plan.heartbeat(table), {
        signal,
        token: `${run.token}-heartbeat-${i}`,
        onPage: page => page.rows.forEach(row => reader.add(row))
      });
      reader.finish().values.forEach((count, at) => (counts[at % grid.length] += count));
      return receipt;
    })
  );
  return { missing: silentBuckets(counts, grid, run.now, run.lateness), receipts };
}
