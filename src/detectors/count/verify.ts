import type { IChangeContext } from './changes';
import { levelBetween, placeChange, splitGain } from './changes';

/** A change must be seen from close by: blocks on either side that are looked at. */
const NEAR = 5;
/** Least factor between the levels of counts. */
const LEAST_FACTOR = Math.log(1.2);
/** From this factor on nobody takes the change for a drift. */
const CLEAR_FACTOR = Math.log(1.6);
/** The same for other measures, in standard deviations of a bucket. */
const LEAST_STEP = 0.75;
const CLEAR_STEP = 3;

/**
 * Strength of a candidate change as an abrupt one: twice the log likelihood ratio of the levels close to it, or 0
 * when it is too small to matter, or when lines through either side meet (a ramp, a drift).
 *
 * One-sided fits on both sides of a point: H.-G. Müller, "Change-points in nonparametric regression analysis", 1992.
 */
export function jumpStrength(c: IChangeContext, before: number, at: number, after: number): number {
  const a = Math.max(before, at - NEAR * c.length);
  const b = Math.min(after, at + NEAR * c.length);
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
  if (size >= (real ? CLEAR_STEP : CLEAR_FACTOR) || c.law === 'hurdle') {
    return gain;
  }
  const l = edge(c, a, at, at);
  const r = edge(c, at, b, at);
  if (!(l === l && r === r)) {
    return gain;
  }
  const linear = real
    ? (r - l) / unit
    : Math.log(Math.max(r, 1e-9) / Math.max(l, 1e-9));
  const signed = right > left ? linear : -linear;
  return signed < size / 2 ? 0 : gain * Math.min(1, (signed / size) * (signed / size));
}

/** Least-squares line through the block levels of [a, b), read off at `at`; NaN with fewer than three blocks. */
function edge(c: IChangeContext, a: number, b: number, at: number): number {
  const blocks = Math.floor((b - a) / c.length);
  if (blocks < 3) {
    return NaN;
  }
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let r0 = 0;
  let r1 = 0;
  for (let i = 0; i < blocks; i++) {
    const from = at > a ? b - (i + 1) * c.length : a + i * c.length;
    const level = levelBetween(c.sums, from, from + c.length, c.law);
    if (level !== level) {
      continue;
    }
    const d = i + 0.5;
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
