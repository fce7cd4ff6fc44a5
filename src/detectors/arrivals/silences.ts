import type { IGridTime } from './weekly-class';
import { weeklyClass } from './weekly-class';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Log chance of an empty stretch below which it is a silence. */
const LOG_CHANCE = Math.log(1e-6);
/** A silence is this much less likely, in the logarithm, than what the source has more often than twice beside it. */
const CLEARER = 1.5;
const EXCEPTIONS = 2;
/** Stretches of a series that are looked at, longest first. */
const MOST = 12;
const MOST_DAYS = 40;
/** Days around a stretch that say what is usual. */
const AROUND_DAYS = 28;
/** A source has been there for so long, and as long as it was away up to the most of it. */
const LEAST_HISTORY_MS = 3 * DAY_MS;
const MOST_HISTORY_MS = 14 * DAY_MS;

/** A stretch without anything from a source that isn't so by chance. Indices are inclusive. */
export interface ISilence {
  first: number;
  last: number;
  /** It lasts to the end of what is known. */
  ongoing: boolean;
  /** What usually comes in a bucket. */
  usual: number;
  /** What should have come in the stretch. */
  missed: number;
  /** Chance of such a stretch. */
  p: number;
}

export interface ISilenceOptions extends IGridTime {
  /** Buckets from this one on aren't known (a last one that isn't over, rows that may still come). */
  end: number;
  /** Something came after `end` all the same. */
  isBack: boolean;
  /** A stretch up to the end that is younger than this may just be late, in milliseconds. */
  lateness: number;
}

/**
 * When a source fell silent, for good or for a while, in time order.
 *
 * The chance of an empty bucket comes from the buckets around the stretch in the same place of the week (as far as there
 * are weeks): exp(−m / 2) for their mean m where none was empty, else the share that was empty, to the power of one half;
 * the halves allow for over-dispersion and for hours that go together. m goes down with the level just before. A source
 * that has such stretches more often than twice is one that pauses.
 *
 * @param values - One number a bucket, 0 where nothing came, NaN where nothing is known (never part of a silence).
 */
export function silences(values: Float64Array, options: ISilenceOptions): ISilence[] {
  const { bucketMs, end } = options;
  let begin = 0;
  while (begin < end && !(values[begin] > 0)) {
    begin++;
  }
  const runs = emptyRuns(values, begin, end)
    .sort((a, b) => b.length - a.length)
    .slice(0, bucketMs < DAY_MS ? MOST : MOST_DAYS)
    .map(run => ({
      ...run,
      ...judge(values, run.first, run.first + run.length - 1, begin, options)
    }))
    .sort((a, b) => a.log - b.log);
  const found: ISilence[] = [];
  runs.forEach(({ first, length, log, missed, usual }, rank) => {
    const last = first + length - 1;
    const ongoing = last === end - 1 && !options.isBack;
    const long = length * bucketMs;
    const known = (first - begin + (ongoing ? 0 : end - 1 - last)) * bucketMs;
    const history = Math.min(MOST_HISTORY_MS, Math.max(LEAST_HISTORY_MS, long, 7 * bucketMs));
    const pauses = runs[Math.max(rank, EXCEPTIONS) + 1]?.log ?? 0;
    const isClear = log <= LOG_CHANCE && log <= CLEARER * pauses;
    const isLate = ongoing && long <= options.lateness;
    if (isClear && known >= history && !isLate) {
      found.push({ first, last, ongoing, usual, missed, p: Math.exp(log) });
    }
  });
  return found.sort((a, b) => a.first - b.first);
}

function judge(
  values: Float64Array,
  first: number,
  last: number,
  begin: number,
  options: ISilenceOptions
): { log: number; missed: number; usual: number } {
  const around = Math.ceil((AROUND_DAYS * DAY_MS) / options.bucketMs);
  const from = Math.max(begin, first - around);
  const to = Math.min(options.end, last + 1 + around);
  const weeks = (to - from - (last - first + 1)) * options.bucketMs >= 3 * 7 * DAY_MS;
  const classes = new Map<number, { n: number; empty: number; sum: number }>();
  let n = 0;
  let empty = 0;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if ((i >= first && i <= last) || Number.isNaN(value)) {
      continue;
    }
    const name = weeklyClass(i, options, weeks);
    const cell = classes.get(name) ?? { n: 0, empty: 0, sum: 0 };
    cell.n++;
    cell.sum += value;
    cell.empty += value > 0 ? 0 : 1;
    classes.set(name, cell);
    n++;
    sum += value;
    empty += value > 0 ? 0 : 1;
  }
  const mean = n > 0 ? sum / n : 0;
  const fade =
    mean > 0 ? Math.min(1, levelBefore(values, first, from, options.bucketMs) / mean) : 0;
  const seldom = -Math.log((empty + 0.5) / (n + 1));
  let log = 0;
  let missed = 0;
  for (let i = first; i <= last; i++) {
    const cell = classes.get(weeklyClass(i, options, weeks));
    if (!cell) {
      continue;
    }
    const expected = (fade * cell.sum) / cell.n;
    missed += expected;
    log -=
      cell.empty === 0
        ? Math.max(expected, Math.min(seldom, expected * 8)) / 2
        : Math.min(expected, -Math.log((cell.empty + 0.5) / (cell.n + 1))) / 2;
  }
  return { log, missed, usual: mean };
}

/** Mean of the last week before a stretch. */
function levelBefore(values: Float64Array, first: number, from: number, bucketMs: number): number {
  const reach = Math.ceil((7 * DAY_MS) / bucketMs);
  let n = 0;
  let sum = 0;
  for (let i = Math.max(from, first - reach); i < first; i++) {
    if (!Number.isNaN(values[i])) {
      n++;
      sum += values[i];
    }
  }
  return n > 0 ? sum / n : 0;
}

function emptyRuns(
  values: Float64Array,
  begin: number,
  end: number
): { first: number; length: number }[] {
  const runs: { first: number; length: number }[] = [];
  let first = -1;
  for (let i = begin; i <= end; i++) {
    const isEmpty = i < end && values[i] === 0;
    if (isEmpty && first < 0) {
      first = i;
    } else if (!isEmpty && first >= 0) {
      runs.push({ first, length: i - first });
      first = -1;
    }
  }
  return runs;
}
