import { timeOf } from './grid';
import { Missing } from './types';
import type { IGrid, ISeriesSet } from './types';

/** Chance below which an empty stretch isn't one of the quiet hours that a log has anyway. */
const CHANCE = 1e-6;
/** It must also be longer than this many times the longest other empty stretch. */
const LONGER = 2;
/** Share of the busy buckets that are at least as busy as the level a silence is measured by. */
const LOW_SHARE = 0.05;
/**
 * Only a log that was seen to deliver can fall silent: beside the stretch so many buckets have rows, and they are at
 * least this share of the buckets there. A handful of files says nothing of the days between them.
 */
const LEAST_BUSY = 7;
const LEAST_SHARE = 0.1;

/**
 * How late a row may come before its absence means something, in milliseconds. Sources write to Security Lake in
 * batches, minutes to hours after the event.
 */
export const LATENESS = 6 * 3_600_000;

interface IRun {
  first: number;
  end: number;
}

/**
 * Buckets in which a log source didn't deliver, told from those in which nothing happened: `Missing.outside` before its
 * first row, `Missing.silent` later on, `Missing.notArrived` for the last buckets up to now while they are younger than
 * `lateness`: their rows may still come, and nothing else can be said of them.
 *
 * An empty stretch of k buckets counts as silence when it is improbable as chance, by the busier of two measures: the
 * share of empty buckets elsewhere, to the power of k; or exp(−k m / 2) for the level m of the log's quietest busy
 * buckets (Poisson, halved for rhythm and over-dispersion). A sparse log with empty nights has no silent night,
 * and one of which single buckets are known (some files of an archive) has no silence at all.
 *
 * @param counts - Rows of the whole source per bucket, whatever they are.
 * @param grid - Its partial bucket is never marked.
 * @param now - Epoch milliseconds of the run; a range may have ended long before.
 * @param lateness - Milliseconds, see `LATENESS`.
 * @returns One `Missing` code a bucket. A source without any row has no marks: there is nothing to compare with.
 */
export function silentBuckets(
  counts: Float64Array,
  grid: IGrid,
  now: number,
  lateness = LATENESS
): Uint8Array {
  const { partial } = grid;
  const missing = new Uint8Array(counts.length);
  const used = partial >= 0 ? counts.subarray(0, partial) : counts;
  const runs = emptyRuns(used);
  const busy = used.filter(count => count > 0).sort();
  if (busy.length === 0) {
    return missing;
  }
  const level = busy[Math.floor(busy.length * LOW_SHARE)];
  const empty = runs.reduce((sum, run) => sum + run.end - run.first, 0);
  const isOpenEnd = partial < 0 || counts[partial] === 0;
  for (const run of runs) {
    const length = run.end - run.first;
    if (isOpenEnd && run.end === used.length && now - timeOf(grid, run.first) <= lateness) {
      missing.fill(Missing.notArrived, run.first, run.end);
      continue;
    }
    const others = runs.reduce(
      (most, one) => (one === run ? most : Math.max(most, one.end - one.first)),
      0
    );
    const beside = used.length - length;
    const isWatched = busy.length >= LEAST_BUSY && busy.length >= LEAST_SHARE * beside;
    const share = (empty - length + 0.5) / (beside + 1);
    const chance = Math.min(share ** length, Math.exp((-length * level) / 2));
    if (isWatched && chance < CHANCE && length > LONGER * others) {
      missing.fill(run.first === 0 ? Missing.outside : Missing.silent, run.first, run.end);
    }
  }
  return missing;
}

/**
 * Takes the marks into a set: zeros in marked buckets become "no observation". What was counted all the same stays
 * (a finding can be dated to a day on which no log arrived), and so does a share of no matching rows, which was counted.
 *
 * @param zeros - Their places, where they are known.
 */
export function markMissing(
  set: ISeriesSet,
  missing: Uint8Array,
  zeros = markedZeros(set, missing)
): ISeriesSet {
  for (const at of zeros) {
    set.values[at] = NaN;
  }
  return { ...set, missing: Uint8Array.from(missing) };
}

/** Places of the zeros that marks turn into "no observation". */
export function markedZeros({ grid, values, weights }: ISeriesSet, missing: Uint8Array): number[] {
  const zeros: number[] = [];
  for (let i = 0; i < grid.length; i++) {
    if (!weights && missing[i] !== Missing.none && i !== grid.partial) {
      for (let at = i; at < values.length; at += grid.length) {
        if (values[at] === 0) {
          zeros.push(at);
        }
      }
    }
  }
  return zeros;
}

function emptyRuns(counts: Float64Array): IRun[] {
  const runs: IRun[] = [];
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] > 0) {
      continue;
    }
    const open = runs[runs.length - 1];
    if (open?.end === i) {
      open.end = i + 1;
    } else {
      runs.push({ first: i, end: i + 1 });
    }
  }
  return runs;
}

/**
 * Marks of a whole grid whose first buckets are past the retention of the lake.
 *
 * @param missing - Marks of the others; null when none are known.
 * @param expired - Number of buckets before them.
 * @returns null when nothing is marked.
 */
export function withExpired(
  missing: Uint8Array | null,
  expired: number,
  length: number
): Uint8Array | null {
  if (expired <= 0) {
    return missing;
  }
  const marks = new Uint8Array(length).fill(Missing.expired, 0, expired);
  marks.set(missing ?? [], expired);
  return marks;
}
