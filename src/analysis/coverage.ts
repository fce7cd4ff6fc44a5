import type { QueryClient } from '../athena/client';
import type { IReceipt } from '../athena/types';
import { retentionEdge } from '../lake/retention';
import { DAY_MS } from '../lake/time';
import type { ISpan } from './day-plan';
import type { IFullPlan } from './plan';
import { MAX_DAYS } from './plan/range';
import type { RangeSpec } from './spec';
import type { IServerConfig } from './types';

/** Days with rows, and between which moments they were looked for. */
export interface IHeldDays {
  looked: ISpan;
  /** Days since 1970 in UTC, ascending. */
  days: number[];
}

/** What the tables hold where a run found nothing to count; kept in its document. */
export interface ICoverage {
  /** Rows in the range itself, whatever was asked of them; null when nobody counted. */
  rows: number | null;
  /** Where else was looked; null when nobody did. */
  looked: ISpan | null;
  /** The newest days with rows that fit into one range; null when there are none, or nobody looked. */
  newest: IDayRange | null;
  /** Days with rows before these. */
  older: number;
}

/** Whole days in UTC from the first to the last that has rows. */
export interface IDayRange extends ISpan {
  /** How many of them have rows. */
  days: number;
}

/** AWS has been writing logs since then; files that were imported can be that old. */
const BEGINNING = Date.UTC(2006, 0, 1);

/**
 * Where to look for rows: where reading is free, as far back as there can be any; where it is paid for, as far as one
 * range can reach; never past the retention of the lake.
 */
export function lookBack(
  { backend, retentionDays }: Pick<IServerConfig, 'backend' | 'retentionDays'>,
  now: number
): ISpan {
  const from = backend === 'local' ? BEGINNING : now - MAX_DAYS * DAY_MS;
  return { from: Math.max(from, retentionEdge(retentionDays, now) ?? -Infinity), to: now };
}

/** The newest days that fit into one range. `days` ascend. */
export function newestRange(days: readonly number[]): IDayRange | null {
  const last = days[days.length - 1];
  if (last === undefined) {
    return null;
  }
  const within = days.filter(day => day > last - MAX_DAYS);
  return { from: within[0] * DAY_MS, to: (last + 1) * DAY_MS, days: within.length };
}

/** Days as the range of an analysis. */
export function rangeSpec({ from, to }: ISpan): RangeSpec {
  return {
    kind: 'between',
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString()
  };
}

/** Whether some day with rows touches the range. */
export function touches({ days }: IHeldDays, { from, to }: ISpan): boolean {
  return days.some(day => day * DAY_MS < to && (day + 1) * DAY_MS > from);
}

/** What a document says of days that were looked for, or of none. */
export function coverageOf(rows: number | null, held: IHeldDays | null): ICoverage {
  const newest = held && newestRange(held.days);
  const older = held && newest ? held.days.length - newest.days : 0;
  return { rows, looked: held?.looked ?? null, newest, older };
}

/**
 * Asks on which days the tables of a plan have rows, of its accounts and regions, whatever its question is.
 *
 * Rejects like any query.
 */
export async function findDays(
  plan: IFullPlan,
  queries: QueryClient,
  looked: ISpan,
  { token, signal }: { token: string; signal?: AbortSignal }
): Promise<IHeldDays & { receipts: IReceipt[] }> {
  const found = new Set<number>();
  const receipts = await Promise.all(
    plan.tables.map(async (table, i) => {
      const { receipt } = await queries.run(plan.days(table, looked), {
        signal,
        token: `${token}-days-${i}`,
        onPage: ({ rows }) => rows.forEach(([day]) => found.add(Number(day)))
      });
      return receipt;
    })
  );
  return { looked, days: [...found].sort((a, b) => a - b), receipts };
}
