import { rootNormal } from './root-normal';
import { takeFloats } from './scratch';
import { medianOf } from './select';

/** Dispersion of counts from which on the skewness of their distribution matters. */
const SKEWED = 0.05;
/** Mean from which on counts are nearly a gamma variable. */
const LARGE = 5;
/** Neighbours off in one direction from which on they are a new level rather than one event. */
export const LONGEST_EVENT = 6;

/**
 * Mean of each bucket by the season and a running median of five block levels (it keeps steps and drops spikes).
 *
 * @param mean Filled with the crude expectation of every bucket.
 */
export function roughMean(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  factor: Float64Array,
  additive: boolean,
  length: number,
  mean: Float64Array
): void {
  const blocks = Math.max(1, Math.ceil(n / length));
  const level = takeFloats(7, blocks);
  for (let b = 0; b < blocks; b++) {
    let sum = 0;
    let exposure = 0;
    const to = Math.min(n, (b + 1) * length);
    for (let t = b * length; t < to; t++) {
      if (use[t] === 1) {
        const f = factor[t];
        sum += additive ? x[t] - f : x[t];
        exposure += additive ? 1 : f;
      }
    }
    level[b] = exposure > 0 ? sum / exposure : NaN;
  }
  const window = takeFloats(8, 5);
  const smooth = takeFloats(98, blocks);
  for (let b = 0; b < blocks; b++) {
    let m = 0;
    for (let reach = 2; m === 0 && reach < blocks + 2; reach += 2) {
      m = 0;
      // As far to the left as to the right, also at the ends: a ramp then has no bias.
      const half = Math.min(reach, Math.max(b, reach - 2), Math.max(blocks - 1 - b, reach - 2));
      for (let c = Math.max(0, b - half); c <= Math.min(blocks - 1, b + half) && m < 5; c++) {
        if (level[c] === level[c]) {
          window[m++] = level[c];
        }
      }
    }
    smooth[b] = m > 0 ? medianOf(window, m) : 0;
  }
  if (blocks >= 3) {
    smooth[0] = endValue(level[0], smooth[1], smooth[2], additive);
    smooth[blocks - 1] = endValue(
      level[blocks - 1],
      smooth[blocks - 2],
      smooth[blocks - 3],
      additive
    );
  }
  for (let b = 0; b < blocks; b++) {
    const l = smooth[b];
    const to = Math.min(n, (b + 1) * length);
    for (let t = b * length; t < to; t++) {
      const f = factor[t];
      mean[t] = additive ? l + f : l * f;
    }
  }
}

/**
 * Level of a block at an end, which has no neighbour on one side: the median of its own, of the next, and of where a line
 * through the next two leads (after Tukey, "Exploratory Data Analysis", 1977, 7F). An event there doesn't make its own
 * level, and a ramp has no bias.
 */
function endValue(own: number, next: number, second: number, additive: boolean): number {
  const led = 2 * next - second;
  const line = additive ? led : Math.max(0, led);
  if (own !== own) {
    return next;
  }
  return Math.max(Math.min(own, next), Math.min(Math.max(own, next), line));
}

/**
 * Median over blocks of the dispersion within each: neither a few spikes nor a few steps move it.
 *
 * For counts alpha of variance = mean + alpha mean², at least 0; else the variance itself.
 */
export function roughSpread(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  mean: Float64Array,
  additive: boolean,
  length: number
): number {
  const blocks = Math.ceil(n / length);
  const spreads = takeFloats(7, blocks);
  let m = 0;
  for (let b = 0; b < blocks; b++) {
    let squares = 0;
    let square = 0;
    let sum = 0;
    let k = 0;
    const to = Math.min(n, (b + 1) * length);
    for (let t = b * length; t < to; t++) {
      if (use[t] === 1) {
        const d = x[t] - mean[t];
        squares += d * d;
        square += mean[t] * mean[t];
        sum += mean[t];
        k++;
      }
    }
    if (k >= Math.min(3, length)) {
      // The median of a mean of k squares is below its mean: 1 − 2 / (9 k), cubed (Wilson–Hilferty).
      const lift = Math.pow(1 - 2 / (9 * k), 3);
      if (additive) {
        spreads[m++] = squares / k / lift;
      } else if (square > 0) {
        spreads[m++] = (squares / lift - sum) / square;
      }
    }
  }
  if (additive && m < 8 && m < blocks / 2) {
    return squaresMedian(x, use, n, mean);
  }
  return m > 0 ? Math.max(0, medianOf(spreads, m)) : 0;
}

/** Variance by the median of the squared residuals: where few blocks hold enough for one of their own. */
function squaresMedian(x: Float64Array, use: Uint8Array, n: number, mean: Float64Array): number {
  const squares = takeFloats(7, n);
  let m = 0;
  for (let t = 0; t < n; t++) {
    if (use[t] === 1) {
      squares[m++] = (x[t] - mean[t]) * (x[t] - mean[t]);
    }
  }
  return m > 0 ? medianOf(squares, m) / 0.455 : 0;
}

/**
 * Sets aside buckets farther than `reach` standard deviations off, unless `longest` or more neighbours are off in the
 * same direction: those are a new level, not an event.
 *
 * @param use Filled: 1 where observed and kept.
 * @returns Number of buckets set aside.
 */
export function holdBack(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  mean: Float64Array,
  additive: boolean,
  spread: number,
  reach: number,
  floor: number,
  longest: number,
  use: Uint8Array
): number {
  let held = 0;
  let run = 0;
  let first = 0;
  let sign = 0;
  for (let t = 0; t <= n; t++) {
    let off = 0;
    if (t < n && w[t] === 0) {
      // Neighbours are those that are observed.
      use[t] = 0;
      continue;
    }
    if (t < n) {
      const d = x[t] - mean[t];
      const sd = Math.sqrt(additive ? spread : mean[t] + spread * mean[t] * mean[t]);
      if (Math.abs(d) > reach * sd + floor) {
        // What varies much is skewed as well: many standard deviations above the mean are then nothing unusual.
        const skewed = !additive && d > 0 && spread > SKEWED && mean[t] > LARGE;
        off =
          skewed && rootNormal(x[t], mean[t], (sd * sd) / (mean[t] * mean[t])) < reach
            ? 0
            : d > 0
              ? 1
              : -1;
      }
    }
    if (off !== sign || t === n) {
      if (sign !== 0 && run >= longest) {
        for (let i = first; i < t; i++) {
          use[i] = w[i];
        }
        held -= run;
      }
      sign = off;
      run = 0;
      first = t;
    }
    if (t < n) {
      use[t] = off === 0 ? 1 : 0;
      if (off !== 0) {
        held++;
        run++;
      }
    }
  }
  return held;
}
