import type { IChangeContext } from './changes';
import { levelBetween, placeChange, splitGain } from './changes';

/** A change must be seen from close by: blocks on either side that are looked at. */
const NEAR = 5;
/** Least factor between the levels of counts. */
const LEAST_FACTOR = Math.log(1.2);
/** From this factor on nobody takes the change for a drift. */
const CLEAR_FACTOR = Math.log(1.6);
/** The least for other measures, in standard deviations of a bucket. */
const LEAST_STEP = 0.75;
/** Blocks from which on a side is long enough for a line. */
const SHORT = 3;
/** What a change that might be part of a drift has to bring more than a clear one. */
const DOUBTFUL = 0.5;

/**
 * Strength of a candidate change as an abrupt one: twice the log likelihood ratio of the levels close to it, or 0
 * when it is too small to matter, or when lines through either side meet (a ramp, a drift).
 *
 * One-sided fits on both sides of a point: H.-G. Müller, "Change-points in nonparametric regression analysis", 1992.
 */
export function jumpStrength(c: IChangeContext, before: number, at: number, after: number): number {
  // An intermittent series has too few active buckets close by, and its level doesn't drift: look at all of it.
  const near = c.law === 'hurdle' ? c.n : NEAR * c.length;
  const a = Math.max(before, at - near);
  const b = Math.min(after, at + near);
  const gain = splitGain(c, a, at, b);
  const left = levelBetween(c.sums, a, at, c.law);
  const right = levelBetween(c.sums, at, b, c.law);
  if (!(left === left && right === right)) {
    // One side without an active bucket: only the likelihood can tell.
    return gain;
  }
  const real = c.law === 'real';
  const unit = Math.sqrt(c.spread);
  const size = real
    ? Math.abs(right - left) / unit
    : Math.abs(Math.log(Math.max(right, 1e-9) / Math.max(left, 1e-9)));
  if (size < (real ? LEAST_STEP : LEAST_FACTOR)) {
    return 0;
  }
  if ((!real && size >= CLEAR_FACTOR) || c.law === 'hurdle') {
    return gain;
  }
  const [l, r] = edges(c, a, at, b, left, right);
  if (!(l === l && r === r)) {
    return gain;
  }
  const linear = real
    ? (r - l) / unit
    : Math.log(Math.max(r, 1e-9) / Math.max(l, 1e-9));
  const signed = right > left ? linear : -linear;
  return signed < size / 2 ? 0 : DOUBTFUL * gain * Math.min(1, (signed / size) * (signed / size));
}

/**
 * Levels just before and just after `at` by lines through either side. A side too short for a line gives its mean, and
 * the line of the other is then read off at that side's middle.
 */
function edges(
  c: IChangeContext,
  a: number,
  at: number,
  b: number,
  left: number,
  right: number
): [number, number] {
  const before = (at - a) / c.length;
  const after = (b - at) / c.length;
  if (before >= SHORT && after >= SHORT) {
    return [edge(c, a, at, at), edge(c, at, b, at)];
  }
  if (after >= SHORT) {
    return [left, edge(c, at, b, (a + at) / 2)];
  }
  if (before >= SHORT) {
    return [edge(c, a, at, (at + b) / 2), right];
  }
  return [left, right];
}

/** Least-squares line through the levels of five parts of [a, b), read off at `where`; NaN with fewer than three. */
function edge(c: IChangeContext, a: number, b: number, where: number): number {
  const parts = Math.min(NEAR, b - a);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let r0 = 0;
  let r1 = 0;
  for (let i = 0; i < parts; i++) {
    const from = a + Math.floor((i * (b - a)) / parts);
    const to = a + Math.floor(((i + 1) * (b - a)) / parts);
    const level = levelBetween(c.sums, from, to, c.law);
    if (level !== level) {
      continue;
    }
    const d = (from + to) / 2 - where;
    s0 += 1;
    s1 += d;
    s2 += d * d;
    r0 += level;
    r1 += level * d;
  }
  const det = s0 * s2 - s1 * s1;
  return s0 >= 3 && det > 0 ? (s2 * r0 - s1 * r1) / det : NaN;
}

/**
 * Places every candidate, then drops the weakest until all that remain are at least `least` strong.
 *
 * @param starts Candidates, ascending; changed in place.
 */
export function settleChanges(c: IChangeContext, starts: number[], least: number): number[] {
  const bound = (i: number): number => (i < 0 ? 0 : i < starts.length ? starts[i] : c.n);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < starts.length; i++) {
      starts[i] = placeChange(c, bound(i - 1), starts[i], bound(i + 1));
    }
  }
  for (;;) {
    let weakest = -1;
    let low = least;
    for (let i = 0; i < starts.length; i++) {
      const s = jumpStrength(c, bound(i - 1), starts[i], bound(i + 1));
      if (s < low) {
        low = s;
        weakest = i;
      }
    }
    if (weakest < 0) {
      return starts;
    }
    const before = bound(weakest - 1);
    starts.splice(weakest, 1);
    for (const i of [weakest - 1, weakest]) {
      if (i >= 0 && i < starts.length && starts[i] > before) {
        starts[i] = placeChange(c, bound(i - 1), starts[i], bound(i + 1));
      }
    }
  }
}
