import type { ICycleCells } from './cycle-cells';
import { cellsOf, levelsBeside } from './cycle-cells';
import { takeFloats } from './scratch';
import { centre } from './season';
import { midMean, selectKth } from './select';

/** Times the usual step between neighbouring cycles that a rise or fall from both sides must have to be a change. */
const STEP = 6;
/** Cycles in a row that are a habit. */
const HABIT = 3;
/** Times that level and profile are fitted in turn where there are gaps. */
const ROUNDS = 4;

/**
 * Mid-mean over the cycles of each place's share of (or distance from) its cycle; of those cycles that `counts` takes.
 *
 * Where buckets weren't observed, the level of a cycle is that of the others beside the profile, and the profile that of
 * what is observed beside the levels: a two-way fit by alternating between the two, as in median polish (Tukey,
 * "Exploratory Data Analysis", 1977, 11).
 */
export function cycle(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  period: number,
  stride: number,
  additive: boolean,
  counts: (cycle: number) => boolean = () => true
): Float64Array {
  const cells = cellsOf(x, w, n, period, stride);
  let profile: Float64Array = new Float64Array(period).fill(additive ? 0 : 1);
  for (let round = 0; round < (cells.gaps ? ROUNDS : 1); round++) {
    const beside = profile;
    const levels = levelsBeside(cells, () => beside, additive);
    profile = profileBeside(cells, levels, additive, counts);
  }
  return profile;
}

/** The profile beside given levels of the cycles. */
function profileBeside(
  { cells, cycles, period }: ICycleCells,
  levels: Float64Array,
  additive: boolean,
  counts: (cycle: number) => boolean
): Float64Array {
  const tilts = takeFloats(0, cycles);
  const limit = STEP * usualStep(levels, cycles);
  const isActive = (c: number): boolean => (additive ? levels[c] === levels[c] : levels[c] > 0);
  let m = 0;
  for (let c = 0; c < cycles; c++) {
    const slope = slopeAt(levels, c, cycles);
    const broken = Math.abs(slope) > limit;
    const inside = c > 0 && c < cycles - 1;
    const counted = counts(c) && isActive(c) && !(broken && inside);
    // Along a ramp the cycle itself rises: without this its slope would become part of the profile.
    tilts[c] = !counted ? NaN : broken ? 0 : slope;
    m += counted ? 1 : 0;
  }
  // Where most cycles are silent, the few others are as likely events as habits: a burst must not explain itself. Enough
  // of them in a row, before a series stops or since it began, are a habit.
  const all = Array.from({ length: cycles }, (_, c) => c).filter(counts);
  const active = all.map(isActive);
  const stretch = active.lastIndexOf(true) - active.indexOf(true) + 1;
  if (2 * m < (m < HABIT ? all.length : stretch)) {
    return new Float64Array(period).fill(additive ? 0 : 1);
  }
  const profile = new Float64Array(period);
  const shares = takeFloats(21, cycles);
  for (let p = 0; p < period; p++) {
    let k = 0;
    for (let c = 0; c < cycles; c++) {
      const here = levels[c] + tilts[c] * ((p + 0.5) / period - 0.5);
      const v = cells[c * period + p];
      const share = additive ? v - here : v / here;
      if (share === share) {
        shares[k++] = share;
      }
    }
    profile[p] = k > 0 ? midMean(shares, k, 0) : additive ? 0 : 1;
  }
  return centre(profile, additive);
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
