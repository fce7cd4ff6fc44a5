import { DAY_MS } from '../lake/time';
import { firstSeen } from '../detectors/arrivals/first-seen';
import type { INewKey } from '../series/first-seen-rows';
import type { IGrid } from '../series/types';
import { LEAST_HISTORY_DAYS } from '../sql/first-seen-rows';
import type { IFirstSeenSpan } from '../sql/first-seen-rows';
import type { KeyTuple } from '../sql/types';
import { keyHash } from './key-hash';
import { doublings, score, sureness } from './score';
import type { IFinding, IFirstSightSummary } from './types';

/** New owners are told where one isn't more likely than not anyway. */
const RARE = 0.5;
/** From this chance on a new key is what comes every week, and only counted. */
const USUAL = 0.95;

/** What is said of the new keys of a run. */
export interface IFirstSights {
  findings: IFinding[];
  summary: IFirstSightSummary;
}

/** What the rows of the first-seen statement are read by. */
export interface IFirstSightContext {
  span: IFirstSeenSpan;
  /** First row of the tables at the start of the memory, whatever it is; infinite when there is none. */
  memoryFrom: number;
  grid: IGrid;
  keyNames: readonly string[];
  /** Index of the key that says whose habits are looked at, −1 for the table as a whole. */
  owner: number;
  /** Row of a series in the set; −1 when it isn't there. */
  seriesOf: (keys: KeyTuple) => number;
}

/**
 * Findings of the keys that are new, and what the search remembers.
 *
 * How sure one is follows from the pace of its owner: whoever had a new key every week has one this week too
 * (`newcomerChance`); such keys are only counted. How large one is follows from its rows, as for an outlier from zero.
 *
 * An owner that is itself new does everything for the first time: it is told once, by its largest key, and only where
 * new owners are rare. Keys of an owner that came shortly before the recent part are only counted.
 *
 * @param rows - What the first-seen statement gave.
 */
export function firstSightFindings(
  rows: readonly INewKey[],
  context: IFirstSightContext
): IFirstSights {
  const { span, keyNames, owner } = context;
  const memoryFrom = Math.min(context.memoryFrom, rows[0]?.memoryMs ?? Infinity);
  const from = Math.max(span.from, memoryFrom);
  const recentMs = span.to - span.recentFrom;
  const ownerOf = ({ keys }: INewKey): string => (owner < 0 ? '' : JSON.stringify(keys[owner]));
  const found = firstSeen(
    rows.map(row => ({
      group: ownerOf(row),
      first: row.firstMs,
      last: row.lastMs,
      count: row.events,
      // The table as a whole is as old as anything in it.
      groupFirst: owner < 0 ? from : row.ownerFirstMs
    })),
    { from, to: span.to, recentMs, leastHistoryMs: LEAST_HISTORY_DAYS * DAY_MS }
  );
  const pace = recentMs / ((span.recentFrom - span.from) / 2);
  const fresh = found.fresh.map(index => ({
    row: rows[index],
    p: newcomerChance(rows[index].ownerNew, pace)
  }));
  const news = fresh.filter(({ p }) => p <= USUAL);
  const findings = news.map(({ row, p }) => findingOf(row, context, from, p, null));
  const remembers = span.recentFrom - from >= LEAST_HISTORY_DAYS * DAY_MS;
  const chance = newcomerChance(rows[0]?.newOwners ?? 0, pace);
  let told = 0;
  if (owner >= 0 && remembers && chance <= RARE) {
    const newcomers = groupBy(
      found.unproven.map(index => rows[index]).filter(row => row.ownerFirstMs >= span.recentFrom),
      ownerOf
    );
    for (const keys of newcomers) {
      const largest = keys.reduce((most, row) => (row.events > most.events ? row : most));
      findings.push(findingOf(largest, context, from, chance, keys.length - 1));
      told += keys.length;
    }
  }
  return {
    findings,
    summary: {
      recentMs,
      memoryMs: Number.isFinite(from) ? Math.max(0, span.recentFrom - from) : NaN,
      owner: owner < 0 ? null : keyNames[owner],
      unproven: found.unproven.length - told,
      usual: fresh.length - news.length,
      leftOut: Math.max(0, (rows[0]?.newKeys ?? 0) - rows.length)
    }
  };
}

function findingOf(
  { keys, firstMs, lastMs, events, counts }: INewKey,
  { grid, keyNames, owner, seriesOf }: IFirstSightContext,
  from: number,
  p: number,
  others: number | null
): IFinding {
  const first = bucketOf(firstMs, grid);
  const last = bucketOf(lastMs, grid);
  return {
    kind: 'first-seen',
    id: `first-seen-${keyHash(keys)}-${grid.start + first}`,
    series: seriesOf(keys),
    keys,
    score: score(sureness(p, NaN), doublings(0, events, 1)),
    q: NaN,
    direction: 'up',
    first,
    last,
    message: {
      id: others === null ? 'first-seen' : 'first-seen-owner',
      args: {
        from: firstMs,
        events,
        unseenMs: firstMs - from,
        ...(others === null ? {} : { owner: keyNames[owner], others })
      }
    },
    detail: { firstMs, lastMs, events, counts: [...counts.subarray(first, last + 1)], p }
  };
}

/**
 * Chance of at least one newcomer in the recent part, after `before` of them in the time that was watched: the gamma
 * mixture of a Poisson process with Jeffreys' prior, 1 − (1 + r)^−(before + 1/2).
 *
 * @param before - Newcomers in the time that was watched.
 * @param pace - Recent part over the time that was watched, above 0.
 */
export function newcomerChance(before: number, pace: number): number {
  return -Math.expm1(-(before + 0.5) * Math.log1p(pace));
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups.values()];
}

function bucketOf(ms: number, grid: IGrid): number {
  const at = Math.floor(ms / grid.bucketMs) - grid.start;
  return Math.min(grid.length - 1, Math.max(0, at));
}
