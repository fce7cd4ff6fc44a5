/** Evidence in decimal digits at which it counts half: q = 0.001. */
const HALF_EVIDENCE = 3;
/** More digits than this say nothing more; also what q = 0 counts as. */
const MOST_EVIDENCE = 30;
/** Multiple of the usual spread that counts as much as `HALF_EVIDENCE`, where there is no probability. */
const HALF_EFFECT = 5;
/** Where there is neither. */
const NO_EVIDENCE = 0.5;

/**
 * How sure a finding is, 0 to 1: saturating in the digits of q, so that a series of a million events a day, where the
 * smallest wobble has a q of 1e-50, doesn't fill the top of the list. Without a q, the same shape in multiples of the
 * spread.
 */
export function sureness(q: number, effect: number): number {
  if (!Number.isNaN(q)) {
    const digits = q > 0 ? Math.min(MOST_EVIDENCE, -Math.log10(q)) : MOST_EVIDENCE;
    return digits / (digits + HALF_EVIDENCE);
  }
  if (Number.isNaN(effect)) {
    return NO_EVIDENCE;
  }
  return effect === Infinity ? 1 : effect / (effect + HALF_EFFECT);
}

/**
 * How large a difference is, in doublings, with both sides raised by the spread of the series: from 0 to 3 in a series
 * that goes up and down by 3 is one doubling, not infinitely many. 0 when nothing is known.
 *
 * @param spread - Usual difference between neighbours, in the units of the values; 0 when they never differ.
 */
export function doublings(before: number, after: number, spread: number): number {
  const reach = Math.abs(after - before);
  if (!(reach > 0)) {
    return 0;
  }
  const smaller = before * after > 0 ? Math.min(Math.abs(before), Math.abs(after)) : 0;
  const floor = smaller + Math.max(spread, 0);
  return floor > 0 ? Math.log2(1 + reach / floor) : Infinity;
}

/**
 * Rank of a finding, 0 to 100, comparable between kinds, series and profiles: the geometric mean of how sure it is and
 * how large (2 × counts 0.29, 4 × 0.5, 100 × 0.9), so that neither alone brings a finding to the top.
 */
export function score(sure: number, doubled: number): number {
  return 100 * Math.sqrt(sure * (1 - 2 ** (-doubled / 2)));
}

/**
 * Usual difference between neighbouring buckets: the median of the absolute differences, or their mean when more than
 * half of them are 0; at least 1 for whole numbers, which is what counting one event more or less does. NaN values are
 * passed over; 0 for fewer than two values.
 */
export function spreadOf(values: Float64Array): number {
  const steps: number[] = [];
  let last = NaN;
  let isWhole = true;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) {
      isWhole &&= Number.isInteger(values[i]);
      if (last === last) {
        steps.push(Math.abs(values[i] - last));
      }
      last = values[i];
    }
  }
  if (steps.length === 0) {
    return 0;
  }
  steps.sort((a, b) => a - b);
  const median = steps[steps.length >> 1];
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return Math.max(median > 0 ? median : mean, isWhole ? 1 : 0);
}
