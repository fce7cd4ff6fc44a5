import type { DetectorGrain } from '../types';
import { takeFloats } from './scratch';
import type { ISeason } from './season';
import { noSeason } from './season';
import { midMean, selectKth } from './select';
import { weekFactors } from './week-factors';
import { isFree, isQuiet, weekend } from './weekend';

/** Times the usual step between neighbouring cycles that a rise or fall from both sides must have to be a change. */
const STEP = 6;
/** Cycles in a row that are a habit. */
const HABIT = 3;
/** Hours from which on there may be a week: two of them. */
export const LEAST_HOURS = 2 * 168;

/**
 * A first profile that neither spikes nor level shifts can bend: each bucket as a share of (or a distance from) its
 * own week or day, then the mid-mean of those over the weeks or days.
 *
 * Needs three full cycles (two weeks of hours); fewer give no season. Hours get the hour of the day, with two weeks that of working days and
 * that of the weekend, times the day of the week.
 *
 * @param x Values of `n` buckets; `w` is 1 where observed.
 * @param known First day of the weekend, where the calendar says it.
 */
export function roughSeason(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  grain: DetectorGrain,
  additive: boolean,
  known: number | null = null
): ISeason {
  if (grain === 'day' && n >= 21) {
    return { period: 7, stride: 1, profile: cycle(x, w, n, 7, 1, additive), parameters: 6 };
  }
  if (grain === 'minute' && n >= 3 * 1440) {
    return { period: 24, stride: 60, profile: cycle(x, w, n, 24, 60, additive), parameters: 23 };
  }
  const week =
    grain === 'hour' && (n >= LEAST_HOURS || known !== null)
      ? weekFactors(x, w, n, additive, known)
      : null;
  if (week !== null && (known === null || isQuiet(week, known))) {
    const first = known ?? weekend(week);
    const hours = [false, true].map(off =>
      cycle(x, w, n, 24, 1, additive, day => isFree(day % 7, first) === off)
    );
    const profile = new Float64Array(168);
    for (let p = 0; p < 168; p++) {
      const day = Math.floor(p / 24);
      const hour = hours[isFree(day, first) ? 1 : 0][p % 24];
      profile[p] = additive ? hour + week[day] : hour * week[day];
    }
    return { period: 168, stride: 1, profile, parameters: 52 };
  }
  if (grain === 'hour' && n >= 72) {
    return { period: 24, stride: 1, profile: cycle(x, w, n, 24, 1, additive), parameters: 23 };
  }
  return noSeason(additive);
}

/** Mid-mean over the cycles of each place's share of (or distance from) its cycle; of those cycles that `counts` takes. */
function cycle(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  period: number,
  stride: number,
  additive: boolean,
  counts: (cycle: number) => boolean = () => true
): Float64Array {
  const length = period * stride;
  const cycles = Math.floor(n / length);
  const shares = takeFloats(0, cycles * period);
  const cells = takeFloats(2, cycles * period);
  const levels = takeFloats(1, cycles);
  for (let c = 0; c < cycles; c++) {
    let total = 0;
    let full = true;
    for (let p = 0; p < period; p++) {
      let sum = 0;
      const from = c * length + p * stride;
      for (let t = from; t < from + stride; t++) {
        full = full && w[t] === 1;
        sum += x[t];
      }
      cells[c * period + p] = sum / stride;
      total += sum / stride;
    }
    levels[c] = full ? total / period : NaN;
  }
  const limit = STEP * usualStep(levels, cycles);
  let m = 0;
  let counted = 0;
  let stretch = 0;
  let sinceActive = NaN;
  for (let c = 0; c < cycles; c++) {
    const level = levels[c];
    const active = additive ? level === level : level > 0;
    if (counts(c)) {
      counted++;
      sinceActive++;
      if (active) {
        stretch += sinceActive === sinceActive ? sinceActive : 1;
        sinceActive = 0;
      }
    }
    const slope = slopeAt(levels, c, cycles);
    const broken = Math.abs(slope) > limit;
    const inside = c > 0 && c < cycles - 1;
    if (!counts(c) || !active || (broken && inside)) {
      continue;
    }
    // Along a ramp the cycle itself rises: without this its slope would become part of the profile.
    const tilt = broken ? 0 : slope;
    for (let p = 0; p < period; p++) {
      const here = level + tilt * ((p + 0.5) / period - 0.5);
      const v = cells[c * period + p];
      shares[p * cycles + m] = additive ? v - here : v / here;
    }
    m++;
  }
  // Where most cycles are silent, the few others are as likely events as habits: a burst must not explain itself. Enough
  // of them in a row, before a series stops or since it began, are a habit.
  if (2 * m < (m < HABIT ? counted : stretch)) {
    return new Float64Array(period).fill(additive ? 0 : 1);
  }
  const profile = new Float64Array(period);
  let mean = 0;
  for (let p = 0; p < period; p++) {
    profile[p] = m > 0 ? midMean(shares, m, p * cycles) : additive ? 0 : 1;
    mean += profile[p] / period;
  }
  for (let p = 0; p < period; p++) {
    profile[p] = additive ? profile[p] - mean : mean > 0 ? profile[p] / mean : 1;
  }
  return profile;
}

/**
 * Slope of the levels at `c` per cycle: the lesser of the steps to either side, 0 where they differ in sign, so that a
 * spike and a step have none (minmod; Roe, "Characteristic-based schemes for the Euler equations", 1986). At the ends
 * the slope of the neighbour.
 */
function slopeAt(levels: Float64Array, c: number, cycles: number): number {
  const at = Math.max(1, Math.min(cycles - 2, c));
  const up = levels[at + 1] - levels[at];
  const down = levels[at] - levels[at - 1];
  return up * down > 0 ? Math.sign(up) * Math.min(Math.abs(up), Math.abs(down)) : 0;
}

/** How far neighbouring levels are usually apart: lower quartile, so that a step or two don't count; 0 for none. */
function usualStep(levels: Float64Array, cycles: number): number {
  const steps = takeFloats(8, cycles);
  let m = 0;
  for (let c = 1; c < cycles; c++) {
    const d = Math.abs(levels[c] - levels[c - 1]);
    if (d === d) {
      steps[m++] = d;
    }
  }
  return m > 0 ? selectKth(steps, 0, m - 1, m >> 2) : 0;
}
