import { takeFloats } from './scratch';

/** Shortest and longest cycle that is looked for, in buckets; the longest also has to be seen four times. */
const SHORTEST = 3;
const LONGEST = 60;
const TIMES = 4;
/** Least autocorrelation of the differences one cycle apart, and in standard errors of that of white noise. */
const LEAST = 0.4;
const ERRORS = 4;
/** By how much it must exceed that between: what merely wanders smoothly resembles itself a little later, too. */
const DEEP = 0.4;
/** The first of several nearly equal peaks is the cycle, the others are multiples of it. */
const NEARLY = 0.8;

/**
 * Cycle of a measure without a calendar, in buckets; 0 where there is none (months have twelve, quarters four).
 *
 * The differences of neighbours, which no level moves, are compared with themselves some buckets later (Box & Jenkins,
 * "Time series analysis", 1970, 9.2). That alone is no season: it has to pay and to predict like those of the calendar.
 *
 * @param w 1 where observed.
 */
export function ownPeriod(x: Float64Array, w: Uint8Array, n: number): number {
  const most = Math.min(LONGEST, Math.floor(n / TIMES));
  if (most < SHORTEST) {
    return 0;
  }
  const d = takeFloats(99, n);
  let m = 0;
  let squares = 0;
  d[0] = 0;
  for (let t = 1; t < n; t++) {
    d[t] = w[t] === 1 && w[t - 1] === 1 ? x[t] - x[t - 1] : 0;
    m += d[t] === 0 ? 0 : 1;
    squares += d[t] * d[t];
  }
  if (!(squares > 0 && Number.isFinite(squares))) {
    return 0;
  }
  const alike = new Float64Array(most + 1);
  let best = 0;
  for (let lag = 1; lag <= most; lag++) {
    let sum = 0;
    for (let t = lag + 1; t < n; t++) {
      sum += d[t] * d[t - lag];
    }
    alike[lag] = (sum / squares) * (n / (n - lag));
    best = lag >= SHORTEST ? Math.max(best, alike[lag]) : best;
  }
  if (best < Math.max(LEAST, ERRORS / Math.sqrt(m))) {
    return 0;
  }
  let between = Infinity;
  for (let lag = 1; lag <= most; lag++) {
    const peak = lag >= SHORTEST && !(alike[lag + 1] > alike[lag]);
    if (peak && alike[lag] >= NEARLY * best && alike[lag] - between >= DEEP) {
      return lag;
    }
    between = Math.min(between, alike[lag]);
  }
  return 0;
}
