import type { IFinding, IFindingSet } from '../findings/types';
import type { Measure } from '../questions/types';
import type { IGrid } from '../series/types';
import type { IBucketSpan } from '../sql/types';
import type { IEntry } from './entries';

/** Buckets before a silence whose events are read. */
const BEFORE = 24;

/** Inclusive indices on the grid. */
export interface IIndexSpan {
  first: number;
  last: number;
}

/**
 * The buckets whose raw events stand behind an entry, chosen so that the SQL reproduces the numbers of the sentence:
 * an outlier's own buckets; for a change point the whole stretch of the new level (until the next change of the same
 * series, else the end), because its level is the mean over that stretch; for a trend the whole range; for a new key
 * everything since its first row; for a silence the last that came before it. A bucket that isn't over belongs to an outlier only when the detector put it there.
 */
export function evidenceOf(entry: IEntry, set: IFindingSet, grid: IGrid): IIndexSpan {
  const end = grid.partial >= 0 ? grid.partial - 1 : grid.length - 1;
  if (entry.kind === 'outlier' || entry.kind === 'beacon') {
    return { first: entry.first, last: entry.last };
  }
  if (entry.kind === 'silence') {
    const before = Math.max(0, entry.first - 1);
    return { first: Math.max(0, entry.first - BEFORE), last: before };
  }
  if (entry.kind === 'first-seen') {
    return { first: entry.first, last: grid.length - 1 };
  }
  if (entry.kind === 'trend') {
    return { first: 0, last: Math.max(0, end) };
  }
  const index = changeIndex(entry.finding) ?? entry.first;
  let next = end + 1;
  for (const other of set.findings) {
    const at = other.series === entry.series ? changeIndex(other) : null;
    if (at !== null && at > index && at < next) {
      next = at;
    }
  }
  return { first: index, last: Math.max(index, next - 1) };
}

/**
 * The buckets that "Check count" recomputes: all of the evidence when the measure adds up over buckets, else one
 * bucket, since distinct counts and ratios of several buckets are no sum.
 */
export function checkedOf(entry: IEntry, evidence: IIndexSpan, measure: Measure): IIndexSpan {
  if (isAdditive(measure)) {
    return evidence;
  }
  const peak = entry.finding?.kind === 'outlier' ? entry.finding.detail.peak : evidence.last;
  const one = entry.kind === 'change' ? evidence.first : peak;
  return { first: one, last: one };
}

/** Rows behind an entry whose sentence counts them, whatever the measure of the question is; null for the others. */
export function rowsOf({ finding }: IEntry): number | null {
  return finding?.kind === 'first-seen' || finding?.kind === 'beacon'
    ? finding.detail.events
    : null;
}

/** Whether the measure of a span is the sum of its buckets. */
export function isAdditive(measure: Measure): boolean {
  return measure.kind === 'count' || measure.kind === 'sum';
}

/** Sum of the observed values of a span; NaN when none of its buckets has an observation. */
export function sumOf(values: Float64Array, { first, last }: IIndexSpan): number {
  let sum = 0;
  let seen = 0;
  for (let i = first; i <= last && i < values.length; i++) {
    if (!Number.isNaN(values[i])) {
      sum += values[i];
      seen++;
    }
  }
  return seen > 0 ? sum : NaN;
}

/** The half-open span of absolute buckets for `sql/`. */
export function toBuckets({ first, last }: IIndexSpan, grid: IGrid): IBucketSpan {
  return { bucketMs: grid.bucketMs, first: grid.start + first, end: grid.start + last + 1 };
}

/** Epoch milliseconds, half-open. */
export function toTimes({ first, last }: IIndexSpan, grid: IGrid): { from: number; to: number } {
  return {
    from: (grid.start + first) * grid.bucketMs,
    to: (grid.start + last + 1) * grid.bucketMs
  };
}

function changeIndex(finding: IFinding | null): number | null {
  return finding?.kind === 'change' ? finding.detail.index : null;
}
