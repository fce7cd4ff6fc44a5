/** Arrivals closer than this share of the period to the one before are the same beat. */
export const DEAD_TIME = 0.25;

/** How well a candidate period explains the intervals between arrivals. */
export interface IRegularShare {
  /** Beats: arrivals with those of the same beat merged. */
  beats: Float64Array;
  /** Intervals between beats within the tolerance of one period, and of all. */
  regular: number;
  /** Sum of those intervals. */
  length: number;
  intervals: number;
}

/**
 * Merges arrivals into beats for a candidate period and counts the intervals that are about one period long.
 *
 * `times`: ascending, any unit; `period` in the same unit, positive; `tolerance`: how far off an interval may be, as a
 * share of the period.
 */
export function regularShare(
  times: Float64Array,
  period: number,
  tolerance: number
): IRegularShare {
  const beats = new Float64Array(times.length);
  let n = 0;
  for (const t of times) {
    if (n === 0 || t - beats[n - 1] > DEAD_TIME * period) {
      beats[n++] = t;
    }
  }
  let regular = 0;
  let length = 0;
  for (let i = 1; i < n; i++) {
    const interval = beats[i] - beats[i - 1];
    if (Math.abs(interval - period) <= tolerance * period) {
      regular++;
      length += interval;
    }
  }
  return { beats: beats.subarray(0, n), regular, length, intervals: Math.max(0, n - 1) };
}

/**
 * The largest share of regular intervals that traffic without a beat can have in the long run: the worst case over all
 * rates of a Poisson process with the same dead time, which bounds every mixture of rates too (office hours, bursts).
 *
 * `resolution`: width of the clock's tick in the period's unit; 0 for exact times. With ticks the intervals are
 * geometric instead of exponential. Returns 1 where the clock is too coarse to tell (period below two ticks).
 */
export function worstChanceShare(period: number, tolerance: number, resolution: number): number {
  const tick = resolution || period * 1e-6;
  const dead = Math.max(resolution ? 1 : 0, Math.floor((DEAD_TIME * period) / tick) + 1);
  const from = Math.ceil(((1 - tolerance) * period) / tick - 1e-9) - dead;
  const to = Math.floor(((1 + tolerance) * period) / tick + 1e-9) + 1 - dead;
  if (from <= 0 || period < 2 * resolution) {
    return 1;
  }
  // q^from − q^to is largest at q = (from / to)^(1 / (to − from)).
  const logQ = Math.log(from / to) / (to - from);
  return Math.exp(from * logQ) - Math.exp(to * logQ);
}
