import { amountFor } from '../athena/price';
import { heartbeatKeys } from '../sql/heartbeat';
import type { NotKept } from '../sql/kept';
import { daysIn, missingSpans } from './day-plan';
import { heartbeatAsked } from './heartbeat';
import type { KeptDays } from './kept-days';
import type { IFullPlan } from './plan';
import type { ScanMemory } from './scans';
import { lookFor, seriesAsked, type ISeriesAsked } from './span-plan';
import type { IServerConfig } from './types';

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
  /** Their texts. */
  statements: string[];
  /** Length in days of what can be read of the range, and how many of them are kept already and free. */
  days: number;
  keptDays: number;
  /** Why days of this run aren't kept; null when they are, or where queries cost nothing. */
  notKept: NotKept | 'too-many' | 'values' | 'off-server' | 'off-here' | null;
  /** The server's words for keeping no days at all; empty when it keeps them. */
  serverReason: string;
  /** Days that are read anew at each run to look for new keys, kept days or not; 0 when nothing is. */
  anew: number;
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
export interface IPart {
  sql: string;
  days: number;
}

/**
 * What running a plan will read and cost, by the receipts of statements of its kind. Starts nothing.
 *
 * @param kept - Days that are here; null where none are kept.
 * @param now - Moment of planning, epoch milliseconds.
 */
export async function costOf(
  plan: IFullPlan,
  config: IServerConfig,
  scans: ScanMemory,
  kept: KeptDays | null,
  now: number
): Promise<ICost> {
  const asked = seriesAsked(plan);
  const watched = plan.tables.every(table => heartbeatKeys(table).length > 0);
  const [series, ...beats] = await Promise.all([
    missing(asked, kept, now),
    ...(watched ? plan.tables : []).map(table => missing(heartbeatAsked(plan, table), kept, now))
  ]);
  const parts = [
    ...series.parts,
    ...beats.flatMap(beat => beat.parts),
    ...plan.beside.map(({ statement, days }) => ({ sql: statement.sql, days }))
  ];
  return {
    ...(await costOfParts(parts, config, scans)),
    days: daysIn([plan.readable]),
    keptDays: series.here,
    notKept: kept ? (plan.notKept ?? series.obstacle) : whyNone(config),
    serverReason: config.cache?.reason ?? '',
    anew: kept ? Math.max(0, ...plan.beside.map(({ days }) => days)) : 0
  };
}

/** Why no day is kept at all: the server keeps none, or this person wants none kept. */
function whyNone({ price = null, cache }: IServerConfig): ICost['notKept'] {
  return price === null ? null : cache?.on ? 'off-here' : 'off-server';
}

/** What statements will read and cost, whatever they are for. */
export async function costOfParts(
  parts: readonly IPart[],
  config: IServerConfig,
  scans: ScanMemory
): Promise<ICost> {
  const { price = null, demo, cutoffBytes = null } = config;
  const spreads = await Promise.all(parts.map(({ sql, days }) => scans.expect(config, sql, days)));
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
    queries: parts.length,
    statements: parts.map(({ sql }) => sql),
    days: Math.max(0, ...parts.map(({ days }) => days)),
    keptDays: 0,
    notKept: null,
    serverReason: '',
    anew: 0,
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

/** What of a statement has to be asked for. */
async function missing(
  asked: ISeriesAsked,
  kept: KeptDays | null,
  now: number
): Promise<{ parts: IPart[]; here: number; obstacle: 'too-many' | 'values' | null }> {
  const looked = kept && (await lookFor(asked, kept, now));
  const { over, whole, range } = asked;
  if (!looked?.here || !over) {
    const obstacle = looked ? 'too-many' : 'values';
    return { parts: [{ sql: whole.sql, days: daysIn([range]) }], here: 0, obstacle };
  }
  const spans = missingSpans(range, looked.here);
  return {
    parts: spans.map(span => ({ sql: over(span).sql, days: daysIn([span]) })),
    here: Math.round(daysIn([range]) - daysIn(spans)),
    obstacle: null
  };
}
