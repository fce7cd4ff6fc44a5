import { takeFloats } from './scratch';

/** Share of a cycle, by the volume it usually holds, that has to be observed before it has a level. */
const ENOUGH = 0.25;

/** A series as cycles (days, weeks) of places (hours, days); arrays are scratch memory. */
export interface ICycleCells {
  /** Mean of each place of each cycle, `period` a cycle; NaN where nothing was observed. */
  cells: Float64Array;
  cycles: number;
  period: number;
  /** Whether any is NaN. */
  gaps: boolean;
}

/** Places of the full cycles of a series, each of `stride` buckets. */
export function cellsOf(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  period: number,
  stride: number
): ICycleCells {
  const cycles = Math.floor(n / (period * stride));
  const cells = takeFloats(2, cycles * period);
  let gaps = false;
  for (let cell = 0; cell < cycles * period; cell++) {
    const from = cell * stride;
    let sum = x[from];
    let seen = w[from];
    for (let t = from + 1; t < from + stride; t++) {
      sum += x[t];
      seen += w[t];
    }
    // Unobserved buckets hold 0.
    cells[cell] = seen === 1 ? sum : sum / seen;
    gaps = gaps || seen === 0;
  }
  return { cells, cycles, period, gaps };
}

/**
 * Level of each cycle: its mean, or, where places weren't observed, that of the others beside the profile; NaN for a cycle
 * of which too little is known. Scratch memory.
 *
 * @param profileOf Profile of a cycle: factors of mean 1, or addends of mean 0.
 */
export function levelsBeside(
  { cells, cycles, period, gaps }: ICycleCells,
  profileOf: (cycle: number) => Float64Array,
  additive: boolean
): Float64Array {
  const levels = takeFloats(1, cycles);
  for (let c = 0; c < cycles; c++) {
    const from = c * period;
    let total = 0;
    for (let cell = from; cell < from + period; cell++) {
      total += cells[cell];
    }
    levels[c] =
      gaps && total !== total
        ? levelOfSome(cells, from, period, profileOf(c), additive)
        : total / period;
  }
  return levels;
}

/** Level of the cycle whose places begin at `from`, by those that were observed. */
function levelOfSome(
  cells: Float64Array,
  from: number,
  period: number,
  profile: Float64Array,
  additive: boolean
): number {
  let total = 0;
  let usual = 0;
  let seen = 0;
  for (let p = 0; p < period; p++) {
    const v = cells[from + p];
    if (v === v) {
      total += additive ? v - profile[p] : v;
      usual += profile[p];
      seen++;
    }
  }
  const known = additive ? seen : Math.min(seen, usual);
  return known >= ENOUGH * period ? total / (additive ? seen : usual) : NaN;
}
