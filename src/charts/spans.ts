import { Missing } from '../series/types';

/** A stretch of buckets with no observation, inclusive, and why. */
export interface IMissingSpan {
  first: number;
  last: number;
  /** A `Missing` code other than `none`. */
  code: number;
}

/** Neighbouring buckets with the same reason for having no observation. */
export function missingSpans(missing: ArrayLike<number>): IMissingSpan[] {
  const spans: IMissingSpan[] = [];
  for (let i = 0; i < missing.length; i++) {
    const code = missing[i];
    const last = spans[spans.length - 1];
    if (code === Missing.none) {
      continue;
    }
    if (last && last.code === code && last.last === i - 1) {
      last.last = i;
    } else {
      spans.push({ first: i, last: i, code });
    }
  }
  return spans;
}

/** Stretches of indices (inclusive) for which both arrays have a finite number. */
export function finiteSpans(
  a: ArrayLike<number>,
  b: ArrayLike<number>
): { first: number; last: number }[] {
  const spans: { first: number; last: number }[] = [];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (!Number.isFinite(a[i]) || !Number.isFinite(b[i])) {
      continue;
    }
    const last = spans[spans.length - 1];
    if (last && last.last === i - 1) {
      last.last = i;
    } else {
      spans.push({ first: i, last: i });
    }
  }
  return spans;
}
