import { momentDispersion } from './dispersion';
import type { IObserved } from './observe';
import { takeFloats } from './scratch';
import { holdBack, LONGEST_EVENT, roughMean, roughSpread } from './screen';
import { medianOf } from './select';

/** Share of the active buckets from which on what looks like events is how the series always is. */
const MOST_HELD = 0.25;

/**
 * First mean and dispersion, and first buckets set aside, by medians of blocks. Two rounds: the second without what the
 * first set aside.
 *
 * @returns Alpha for counts, variance of a bucket otherwise.
 */
export function roughBaseline(
  o: IObserved,
  use: Uint8Array,
  factor: Float64Array,
  additive: boolean,
  length: number,
  mean: Float64Array
): number {
  const { x, w, n } = o;
  const block = Math.max(length, 5);
  let spread = 0;
  for (let round = 0; round < 2; round++) {
    roughMean(x, use, n, factor, additive, length, mean);
    spread = roughSpread(x, use, n, mean, additive, block);
    if (additive) {
      spread = Math.max(spread, spreadFloor(o, false));
    }
    const held = holdBack(x, w, n, mean, additive, spread, 5, additive ? 0 : 3, LONGEST_EVENT, use);
    if (!additive && held >= LONGEST_EVENT && held > MOST_HELD * (o.count - o.zeros)) {
      use.set(w.subarray(0, n));
      roughMean(x, use, n, factor, additive, n, mean);
      return momentDispersion(x, use, n, mean, o.count, spread);
    }
  }
  return spread;
}

/** Least variance of a bucket: what rounding alone makes. */
export function spreadFloor(o: IObserved, even: boolean): number {
  const unit = even ? Math.max(0.35, o.scale * 1e-12) : o.log ? 1e-9 : o.scale * 1e-9;
  return Math.max(unit * unit, 1e-300);
}

/** Rough level of the sizes (running median of five) and their dispersion; sets `mean` at the active buckets. */
export function roughSizes(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  mean: Float64Array
): number {
  const at: number[] = [];
  for (let t = 0; t < n; t++) {
    if (use[t] === 1 && x[t] > 0) {
      at.push(t);
    }
  }
  const window = takeFloats(8, 5);
  const ratios = takeFloats(7, at.length);
  let sum = 0;
  for (let i = 0; i < at.length; i++) {
    let m = 0;
    for (let j = Math.max(0, i - 2); j <= Math.min(at.length - 1, i + 2); j++) {
      window[m++] = x[at[j]];
    }
    mean[at[i]] = medianOf(window, m);
  }
  for (let i = 0; i < at.length; i++) {
    const m = mean[at[i]];
    const d = x[at[i]] - m;
    ratios[i] = (d * d) / m;
    sum += m;
  }
  const kept = Math.ceil(at.length * 0.85);
  ratios.subarray(0, at.length).sort();
  let ratio = 0;
  for (let i = 0; i < kept; i++) {
    ratio += ratios[i] / kept;
  }
  // What the mean without the largest 15 % is for Poisson sizes around a running median, by simulation.
  const excess = ratio / 0.42 - 1;
  return Math.max(0, excess / (sum / at.length));
}
