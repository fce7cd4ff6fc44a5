import { takeFloats } from './scratch';
import { fitProfile } from './season-candidates';
import type { ICandidate, ICells } from './season-candidates';

/** The series as a season sees it. */
export interface ISeasonData {
  x: Float64Array;
  /** 1 where a bucket counts. */
  use: Uint8Array;
  n: number;
  /** Level of every bucket. */
  level: Float64Array;
  additive: boolean;
  /** Alpha for counts, variance of a bucket otherwise. */
  spread: number;
  period: number;
  /** Buckets a place lasts. */
  stride: number;
  /** Place of every bucket. */
  places: Uint8Array;
}

/** Parts of the series that are each predicted from the others. */
const FOLDS = 7;
/** Most that one bucket may say for or against a season: an event that isn't set aside yet is no habit. */
const CAP = 6;
/** Share of a place without any event: it may just not have been seen. */
const LEAST = 1e-6;

/**
 * How much better the buckets are predicted with a season than without, each by the profile of the other parts of the
 * series: log likelihood ratio, a bucket's share in it limited.
 *
 * What happened once, such as a step whose place isn't found to the bucket yet, fits the places it fell on but not the
 * other weeks. Cross-validation by stretches: Burman, Chow & Nolan, "A cross-validatory method for dependent data",
 * Biometrika 1994.
 */
export function predictiveGain(data: ISeasonData, cells: ICells, candidate: ICandidate): number {
  const { n, period, stride, additive } = data;
  const day = period === 24 || period === 168 ? 24 * stride : 1;
  const fold = Math.max(1, Math.ceil(n / day / FOLDS)) * day;
  const sum = takeFloats(90, period).subarray(0, period);
  const base = takeFloats(91, period).subarray(0, period);
  const others: ICells = { sum, base };
  const profile: Float64Array = takeFloats(93, period).subarray(0, period);
  let gain = 0;
  for (let from = 0; from < n; from += fold) {
    const to = Math.min(n, from + fold);
    sum.set(cells.sum);
    base.set(cells.base);
    addCells(data, from, to, -1, others);
    gain += gainOf(data, from, to, fitProfile(others, candidate, additive, profile));
  }
  return gain;
}

/** Adds the buckets [from, to) to their cells, `sign` times. */
export function addCells(
  { x, use, level, additive, places }: ISeasonData,
  from: number,
  to: number,
  sign: number,
  { sum, base }: ICells
): void {
  for (let t = from; t < to; t++) {
    if (use[t] === 1) {
      const place = places[t];
      sum[place] += sign * (additive ? x[t] - level[t] : x[t]);
      base[place] += sign * (additive ? 1 : level[t]);
    }
  }
}

/** Log likelihood of [from, to) with the profile, less that without. */
function gainOf(d: ISeasonData, from: number, to: number, profile: Float64Array): number {
  const { x, use, level, additive, spread, period, places } = d;
  const logs = takeFloats(92, period);
  for (let p = 0; !additive && p < period; p++) {
    profile[p] = profile[p] > LEAST ? profile[p] : LEAST;
    logs[p] = Math.log(profile[p]);
  }
  let gain = 0;
  for (let t = from; t < to; t++) {
    if (use[t] === 0) {
      continue;
    }
    const place = places[t];
    const f = profile[place];
    const l = level[t];
    const here = additive
      ? (f * (2 * (x[t] - l) - f)) / (2 * spread)
      : spread > 0
        ? x[t] * logs[place] -
          (x[t] + 1 / spread) * Math.log((1 + spread * l * f) / (1 + spread * l))
        : x[t] * logs[place] - l * (f - 1);
    gain += here > CAP ? CAP : here < -CAP ? -CAP : here;
  }
  return gain;
}
