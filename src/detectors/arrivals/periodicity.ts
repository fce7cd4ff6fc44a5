import { binomialTail } from './binomial-tail';
import { regularShare, worstChanceShare } from './regular-share';

/** How many candidate periods are tried. */
const CANDIDATES = 24;
/** How far an interval may be off, as a share of the period: strict clocks and lax ones. */
const TOLERANCES = [0.08, 0.21, 0.35];
/** Fewer beats than this say nothing. */
const FEWEST_BEATS = 10;
/** Share of the intervals beyond chance that a beacon must explain. */
const SMALLEST_EXCESS = 0.3;
/** Each candidate is judged as it is and after settling. */
const STARTS = 2;
/** Beats must fill this share of the time from first to last: a burst's inner rhythm is no beacon. */
const LEAST_COVERAGE = 0.25;
/** Probability of such regularity by chance that is still taken. */
const LARGEST_P = 1e-4;

/** Steps of refinement of a candidate. */
const STEPS = 8;

/** A beat in the arrivals. */
export interface IPeriod {
  /** In the unit of the times. */
  period: number;
  /** Typical largest deviation of an interval, as a share of the period: "± 20 %" of a uniform jitter is 0.2. */
  jitter: number;
  /** Beats seen ÷ beats that fit between the first and the last, 0 to 1. */
  coverage: number;
  beats: number;
  /** Probability of such regularity, corrected for the number of trials, without a beat. */
  p: number;
}

/**
 * Looks for one regular beat in arrival times: a beacon. Null when there is none.
 *
 * `times`: ascending, finite; `resolution`: the clock's tick in the same unit, 0 for exact times. For each candidate
 * period (quantiles of the intervals) arrivals are merged into beats and the share of intervals within ± 35 % of the
 * period is tested against the most regular memoryless traffic (`worstChanceShare`), the probability multiplied by the number of trials (Bonferroni). Intervals rather than phases
 * are tested, since a beacon that sleeps after each call drifts: its phase is lost after a few beats. Compare the
 * interval statistics of RITA (activecm/rita) and of Hu et al., BAYWATCH, DSN 2016.
 *
 * Holds for jitter up to about 20 % of the period and 10 % of missed beats. Two beacons on one key hide each other.
 */
export function findPeriod(times: Float64Array, resolution = 0): IPeriod | null {
  let best: IPeriod | null = null;
  for (const candidate of candidates(times)) {
    for (const tolerance of TOLERANCES) {
      for (const period of [candidate, settle(times, candidate, tolerance)]) {
        const found = judge(times, period, tolerance, resolution);
        if (found && (!best || found.p < best.p)) {
          best = found;
        }
      }
    }
  }
  return best;
}

/** Distinct candidate periods: evenly spread quantiles of the intervals that aren't zero. */
function candidates(times: Float64Array): number[] {
  const intervals = times
    .slice(1)
    .map((t, i) => t - times[i])
    .filter(d => d > 0)
    .sort();
  const at = (k: number) => intervals[Math.floor(((k + 0.5) / CANDIDATES) * intervals.length)];
  return intervals.length < FEWEST_BEATS - 1
    ? []
    : [...new Set(Array.from({ length: CANDIDATES }, (_, k) => at(k)))];
}

function judge(
  times: Float64Array,
  candidate: number,
  tolerance: number,
  resolution: number
): IPeriod | null {
  const { beats, regular, intervals } = regularShare(times, candidate, tolerance);
  if (beats.length < FEWEST_BEATS) {
    return null;
  }
  const chance = worstChanceShare(candidate, tolerance, resolution);
  const tail = binomialTail(regular, intervals, chance);
  const p = Math.min(1, CANDIDATES * TOLERANCES.length * STARTS * tail);
  const excess = (regular / intervals - chance) / (1 - chance);
  // The widest window is the least biased by where it stands.
  const period = settle(times, candidate, TOLERANCES[TOLERANCES.length - 1]);
  const fitting = (beats[beats.length - 1] - beats[0]) / period + 1;
  const coverage = Math.min(1, beats.length / fitting);
  if (!(p <= LARGEST_P && excess >= SMALLEST_EXCESS && coverage >= LEAST_COVERAGE)) {
    return null;
  }
  return {
    period,
    jitter: jitterOf(beats, period, resolution),
    coverage,
    beats: beats.length,
    p
  };
}

/** Moves a candidate to the mean of the intervals that fit it until it stays. */
function settle(times: Float64Array, candidate: number, tolerance: number): number {
  let period = candidate;
  for (let i = 0; i < STEPS; i++) {
    const { regular, length } = regularShare(times, period, tolerance);
    const next = length / regular;
    if (!(Math.abs(next - period) > 1e-9 * period)) {
      break;
    }
    period = next;
  }
  return period;
}

/**
 * Reach of the uniform jitter with the variance of the intervals of one period, as a share of it. A clock that ticks
 * adds tick² / 6 to that variance (two independent roundings), which is taken out.
 */
function jitterOf(beats: Float64Array, period: number, resolution: number): number {
  const deviations = beats
    .slice(1)
    .map((t, i) => t - beats[i] - period)
    .filter(d => Math.abs(d) < 0.5 * period);
  const variance = deviations.reduce((sum, d) => sum + d * d, 0) / deviations.length;
  return Math.sqrt(3 * Math.max(0, variance - (resolution * resolution) / 6)) / period;
}
