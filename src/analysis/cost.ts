import { amountFor } from '../athena/price';
import { heartbeatKeys } from '../sql/heartbeat';
import type { IFullPlan } from './plan';
import type { ScanMemory } from './scans';
import type { IServerConfig } from './types';

const DAY_MS = 86_400_000;

/** Least and most of something. */
export interface ISpread {
  low: number;
  high: number;
}

/** What is known of a run before it is started. */
export interface ICost {
  /** Queries cost nothing here. */
  free: boolean;
  demo: boolean;
  /** Statements that it will start. */
  queries: number;
  /** Bytes that its statements will read together; null when one of its kind was never run. */
  bytes: ISpread | null;
  /** What that costs; null when it is unknown or free. */
  money: (ISpread & { currency: string }) | null;
  /** Bytes at which the workgroup stops a query; null without a limit. */
  cutoffBytes: number | null;
  /** What a query costs that is stopped there; null without a limit, or when it is free. */
  cutoffMoney: { amount: number; currency: string } | null;
}

/** One statement of a run and the days that it will read. */
interface IPart {
  sql: string;
  days: number;
}

/** What running a plan will read and cost, by the receipts of statements of its kind. */
export async function costOf(
  plan: IFullPlan,
  config: IServerConfig,
  scans: ScanMemory
): Promise<ICost> {
  const { price = null, demo, cutoffBytes = null } = config;
  const spreads = await Promise.all(
    partsOf(plan).map(({ sql, days }) => scans.expect(config, sql, days))
  );
  const known = spreads.filter(spread => spread !== null);
  const sum = (of: (spread: ISpread) => ISpread): ISpread | null =>
    known.length === spreads.length
      ? known.map(of).reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), NOTHING)
      : null;
  const amounts = price
    ? sum(({ low, high }) => ({ low: amountFor(low, price), high: amountFor(high, price) }))
    : null;
  return {
    free: price === null,
    demo,
    queries: spreads.length,
    bytes: sum(spread => spread),
    money: price && amounts ? { ...amounts, currency: price.currency } : null,
    cutoffBytes,
    cutoffMoney:
      price && cutoffBytes !== null
        ? { amount: amountFor(cutoffBytes, price), currency: price.currency }
        : null
  };
}

/**
 * Whether a person has to be asked before a run: it may read more than the limit, or nobody knows and the workgroup
 * wouldn't stop it before.
 *
 * @param limit - Bytes.
 */
export function needsAsking({ free, bytes, cutoffBytes, queries }: ICost, limit: number): boolean {
  const most = Math.min(bytes?.high ?? Infinity, queries * (cutoffBytes ?? Infinity));
  return !free && most > limit;
}

const NOTHING: ISpread = { low: 0, high: 0 };

function partsOf(plan: IFullPlan): IPart[] {
  const days = (plan.range.to - plan.range.from) / DAY_MS;
  const watched = plan.tables.every(table => heartbeatKeys(table).length > 0);
  const statements = [plan.series, ...(watched ? plan.tables.map(plan.heartbeat) : [])];
  return [
    ...statements.map(({ sql }) => ({ sql, days })),
    ...plan.beside.map(({ statement, days }) => ({ sql: statement.sql, days }))
  ];
}
