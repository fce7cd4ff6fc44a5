import type { IChangeContext } from './changes';
import { levelBetween, splitGain } from './changes';
import { suddenness } from './local-level';
import type { IActivity } from './partition';
import { activityCost } from './partition';
import { LONGEST_EVENT } from './screen';

/** A change must be seen from close by: blocks on either side that are looked at. */
const NEAR = 5;
/** Buckets of counts on either side that are looked at in any case: ten of few events say little. */
const LEAST_NEAR = 30;
/** Share of the usual exposure that they should hold. */
const ENOUGH = 0.5;
/** Least factor between the levels of counts. */
const LEAST_FACTOR = Math.log(1.2);
/** From this factor on nobody takes the change for a drift. */
const CLEAR_FACTOR = Math.log(1.6);
/** The least for other measures, in standard deviations of a bucket. */
const LEAST_STEP = 0.75;
/** Blocks from which on a side is long enough for a line. */
const SHORT = 3;
/** Blocks on either side with which a step is told from a slope. */
const WIDE = 20;
/** What a change that might be part of a drift has to bring more than a clear one. */
const DOUBTFUL = 0.25;

/**
 * Strength of a candidate change as an abrupt one: twice the log likelihood ratio of the levels close to it, or 0
 * when it is too small or too short to matter, or when lines through either side meet (a ramp, a drift).
 *
 * One-sided fits on both sides of a point: H.-G. Müller, "Change-points in nonparametric regression analysis", 1992.
 */
export function jumpStrength(c: IChangeContext, before: number, at: number, after: number): number {
  if (at - before < LONGEST_EVENT || after - at < LONGEST_EVENT) {
    return 0;
  }
  const { used } = c.sums;
  if (
    c.law === 'share' &&
    Math.min(used[at] - used[before], used[after] - used[at]) < LONGEST_EVENT
  ) {
    return 0;
  }
  if (c.law === 'count' && !active(c, before, at, after)) {
    return 0;
  }
  if (c.law === 'hurdle' && isEvent(c, before, at, after)) {
    return 0;
  }
  // An intermittent series has too few active buckets close by, and its level doesn't drift: look at all of it.
  const near =
    c.law === 'hurdle' ? c.n : Math.max(c.law === 'count' ? LEAST_NEAR : 0, NEAR * c.length);
  const a = closeBy(c, at, Math.max(before, at - near), before);
  const b = closeBy(c, at, Math.min(after, at + near), after);
  const gain = splitGain(c, a, at, b);
  const left = levelBetween(c.sums, a, at, c.law);
  const right = levelBetween(c.sums, at, b, c.law);
  if (!(left === left && right === right)) {
    // One side without an active bucket: only the likelihood can tell.
    return gain;
  }
  if (c.sums.activity !== null) {
    return amountStrength(c, c.sums.activity, before, at, after, gain);
  }
  if (c.law === 'real') {
    const step = Math.abs(right - left) / Math.sqrt(c.spread);
    if (step < LEAST_STEP) {
      return 0;
    }
    const sudden = c.local?.model
      ? suddenness(c.x, c.factor, c.local.use, c.local.model, before, at, after)
      : Infinity;
    return Math.min(gain, sudden, stepStrength(c, before, at, after));
  }
  const size = Math.abs(Math.log(Math.max(right, 1e-9) / Math.max(left, 1e-9)));
  if (size < LEAST_FACTOR) {
    return 0;
  }
  if (size >= CLEAR_FACTOR || c.law === 'hurdle') {
    return gain;
  }
  const [l, r] = edges(c, a, at, b, left, right);
  if (!(l === l && r === r)) {
    return gain;
  }
  const linear = Math.log(Math.max(r, 1e-9) / Math.max(l, 1e-9));
  const signed = right > left ? linear : -linear;
  return signed < size / 2 ? 0 : DOUBTFUL * gain * Math.min(1, (signed / size) * (signed / size));
}

/** Moves the end of what is close to `at` on until it shows enough of the level: a weekend or a gap shows little. */
function closeBy(c: IChangeContext, at: number, end: number, limit: number): number {
  const { exposure } = c.sums;
  const least = ENOUGH * NEAR * c.length * (c.law === 'share' ? exposure[c.n] / c.n : 1);
  const step = Math.sign(limit - at) * c.length;
  let to = end;
  while (to !== limit && Math.abs(exposure[to] - exposure[at]) < least) {
    to = step > 0 ? Math.min(limit, to + step) : Math.max(limit, to + step);
  }
  return to;
}

/** Whether the higher level is more than an event: as many active buckets as make a level. */
function active(c: IChangeContext, before: number, at: number, after: number): boolean {
  const { positive } = c.sums;
  const left = levelBetween(c.sums, before, at, c.law);
  const right = levelBetween(c.sums, at, after, c.law);
  const hits = right > left ? positive[after] - positive[at] : positive[at] - positive[before];
  return hits >= LONGEST_EVENT;
}

/** Whether the larger sizes of an intermittent series are those of one event: no farther apart than such lasts. */
function isEvent(c: IChangeContext, before: number, at: number, after: number): boolean {
  const left = levelBetween(c.sums, before, at, c.law);
  const right = levelBetween(c.sums, at, after, c.law);
  let t = right > left ? at : before;
  let last = (right > left ? after : at) - 1;
  while (t < last && !(c.x[t] > 0)) {
    t++;
  }
  while (last > t && !(c.x[last] > 0)) {
    last--;
  }
  return last - t < LONGEST_EVENT;
}

/** The same for amounts: by their sizes, by how often there are any, or by both; either must differ enough to matter. */
function amountStrength(
  c: IChangeContext,
  activity: IActivity,
  before: number,
  at: number,
  after: number,
  gain: number
): number {
  const { active, watched } = activity;
  const share = (from: number, to: number): number =>
    (active[to] - active[from] + 0.5) / (watched[to] - watched[from] + 1);
  const factor = Math.abs(Math.log(share(at, after) / share(before, at)));
  const more =
    factor < CLEAR_FACTOR
      ? 0
      : 2 *
        c.scale *
        (activityCost(activity, before, after) -
          activityCost(activity, before, at) -
          activityCost(activity, at, after));
  const left = levelBetween(c.sums, before, at, c.law);
  const right = levelBetween(c.sums, at, after, c.law);
  const step = Math.abs(right - left) / Math.sqrt(c.spread);
  return more + (step < LEAST_STEP ? 0 : Math.min(gain, stepStrength(c, before, at, after)));
}

/**
 * Squared t value of a step at `at` beside a slope common to both sides, over up to twenty blocks on each: a measure
 * without the natural scale of counts may have any slope.
 */
function stepStrength(c: IChangeContext, before: number, at: number, after: number): number {
  const { sum, exposure } = c.sums;
  const part = Math.max(1, Math.floor(c.length / 2));
  let m = 0;
  let s = 0;
  let t = 0;
  let tt = 0;
  let st = 0;
  let y = 0;
  let yt = 0;
  let ys = 0;
  let yy = 0;
  let parts = 0;
  const add = (from: number, to: number, side: number): void => {
    const e = exposure[to] - exposure[from];
    if (e > 0) {
      const d = (from + to) / 2 - at;
      const v = sum[to] - sum[from];
      m += e;
      s += side * e;
      t += d * e;
      tt += d * d * e;
      st += side * d * e;
      y += v;
      yy += (v * v) / e;
      parts++;
      yt += v * d;
      ys += side * v;
    }
  };
  for (let from = Math.max(before, at - WIDE * c.length); from < at; from += part) {
    add(from, Math.min(at, from + part), 0);
  }
  for (let from = at; from < Math.min(after, at + WIDE * c.length); from += part) {
    add(from, Math.min(after, from + part), 1);
  }
  // Step and value, each less its regression on a constant and time.
  const time = tt - (t * t) / m;
  const stepTime = st - (s * t) / m;
  const valueTime = yt - (y * t) / m;
  const step = s - (s * s) / m - (time > 0 ? (stepTime * stepTime) / time : 0);
  const both = ys - (s * y) / m - (time > 0 ? (stepTime * valueTime) / time : 0);
  if (!(step > 1e-9 * m)) {
    return 0;
  }
  const won = (both * both) / step;
  const rest = yy - (y * y) / m - (time > 0 ? (valueTime * valueTime) / time : 0) - won;
  // A level that wanders leaves more around the lines than the noise of single buckets.
  const variance = parts > 6 ? Math.max(c.spread, rest / (parts - 3)) : c.spread;
  return won / variance;
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
