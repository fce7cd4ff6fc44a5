import { DAY_MS } from '../lake/time';
import type { QueryClient } from '../athena/client';
import type { IReceipt } from '../athena/types';
import type { ILakeTable } from '../lake/types';
import { gridOf } from '../series/grid';
import { SeriesMerger } from '../series/merge';
import { SeriesReader } from '../series/reader';
import { silentBuckets } from '../series/silence';
import type { IGrid } from '../series/types';
import { heartbeatKeys } from '../sql/heartbeat';
import { daysIn } from './day-plan';
import { fetchSpans, isWhole, keepSpans, SeriesLeftOut } from './fetch-spans';
import type { KeptDays } from './kept-days';
import type { IFullPlan } from './plan';
import { spanPlan, wholePlan, type ISeriesAsked, type ISpanPlan } from './span-plan';

/** Which buckets are no observations, and what it cost to know. */
export interface IHeartbeat {
  /** `Missing` codes of what the plan reads. */
  missing: Uint8Array;
  /** Rows of all tables in the range, whatever was asked of them. */
  rows: number;
  receipts: IReceipt[];
  /** Days that each of these read. */
  days: Map<IReceipt, number>;
  /** Days since 1970 on which each table had rows. */
  alive: Set<number>;
}

/** What the heartbeat has to know of its run. */
export interface IHeartbeatRun {
  /** Idempotency token; each table's statement has its own, made from it. */
  token: string;
  /** Epoch milliseconds. */
  now: number;
  /** How late a row may come, by default `LATENESS`. */
  lateness?: number;
  /** Days that needn't be asked for; null when none are kept. */
  kept?: KeptDays | null;
}

/** The heartbeat of one table: its statement, and it over parts of the range. */
export function heartbeatAsked(plan: IFullPlan, table: ILakeTable): ISeriesAsked {
  return {
    whole: plan.heartbeat(table),
    over: span => plan.heartbeatOver(table, span),
    range: plan.readable,
    keys: heartbeatKeys(table).length
  };
}

/**
 * Asks whether the tables' rows arrived at all, so that a log that began in the middle of the range, or that stopped,
 * isn't taken for a hundred series that fell to zero.
 *
 * @returns null when a table can't be watched. Rejects like any query.
 */
export async function heartbeat(
  plan: IFullPlan,
  queries: QueryClient,
  run: IHeartbeatRun,
  signal?: AbortSignal
): Promise<IHeartbeat | null> {
  if (plan.tables.some(table => heartbeatKeys(table).length === 0)) {
    return null;
  }
  const grid = gridOf(plan.readable, plan.bucketMs);
  const tables = await Promise.all(
    plan.tables.map((table, i) => {
      const of = { ...run, token: `${run.token}-heartbeat-${i}` };
      return tableBeat(plan, table, grid, queries, of, signal);
    })
  );
  const counts = new Float64Array(grid.length);
  tables.forEach(table => table.counts.forEach((count, at) => (counts[at] += count)));
  const [first, ...others] = tables.map(table => daysWithRows(table.counts, grid));
  return {
    missing: silentBuckets(counts, grid, run.now, run.lateness),
    rows: counts.reduce((sum, count) => sum + count, 0),
    receipts: tables.flatMap(table => table.receipts),
    days: new Map(tables.flatMap(table => [...table.days])),
    alive: new Set([...first].filter(day => others.every(days => days.has(day))))
  };
}

interface ITableBeat {
  counts: Float64Array;
  receipts: IReceipt[];
  days: Map<IReceipt, number>;
}

async function tableBeat(
  plan: IFullPlan,
  table: ILakeTable,
  grid: IGrid,
  queries: QueryClient,
  { token, now, kept }: IHeartbeatRun,
  signal?: AbortSignal
): Promise<ITableBeat> {
  const asked = heartbeatAsked(plan, table);
  const { keys } = asked;
  const keep = (spans: ISpanPlan, receipts: IReceipt[]): void => {
    if (kept) {
      const options = { now, bucketMs: plan.bucketMs, days: null };
      void keepSpans(spans, { receipts }, kept, options);
    }
  };
  const fetch = async (spans: ISpanPlan): Promise<ITableBeat> => {
    const merger = new SeriesMerger(keys, isWhole(spans));
    const onRows = (rows: (string | null)[][]): void => rows.forEach(row => merger.add(row));
    const { receipts } = await fetchSpans(spans, queries, {
      token,
      keys,
      bucketMs: plan.bucketMs,
      signal,
      onRows
    });
    keep(spans, receipts);
    const reader = new SeriesReader(grid, heartbeatKeys(table), { gaps: 'zero' });
    merger.rows().forEach(row => reader.add(row));
    const counts = new Float64Array(grid.length);
    reader.finish().values.forEach((count, at) => (counts[at % grid.length] += count));
    const days = new Map(receipts.map((receipt, i) => [receipt, daysIn([spans.spans[i]])]));
    return { counts, receipts, days };
  };
  const spans = kept ? await spanPlan(asked, kept, now, [], signal) : wholePlan(asked);
  return fetch(spans).catch(error => {
    if (error instanceof SeriesLeftOut) {
      keep(spans, error.receipts);
      return fetch(wholePlan(asked));
    }
    throw error;
  });
}

function daysWithRows(counts: Float64Array, grid: IGrid): Set<number> {
  const days = new Set<number>();
  counts.forEach((count, i) => {
    if (count > 0) {
      days.add(Math.floor(((grid.start + i) * grid.bucketMs) / DAY_MS));
    }
  });
  return days;
}
