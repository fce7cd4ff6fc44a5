import { studentTail } from '../special/student-tail';
import { cosinesOf, cosineTransform } from './cosines';
import { MODELS, noisesOf, PRIOR } from './noises';
import { takeFloats } from './scratch';

/** Weight beside the largest below which a kind of noise adds nothing to a sum. */
const NOTHING = 1e-6;
/** Share of the sum of squares that is rounding. */
const ROUNDING = 1e-24;

/** What a line is worth in noise of unknown memory. */
export interface ILineInNoise {
  /** P value of no slope, two-sided. */
  p: number;
  /** Standard deviation of the slope, in those that it would have in noise without memory; at least 1. */
  widening: number;
}

/**
 * Tests a line against noise that may remember: a walk or a slow return beside independent noise also ends away from
 * where it began. How much of it there is can't be told well from one series, and a test that trusts an estimate finds
 * trends in walks; so the p value is the mean of Student's over all kinds of noise, each by its likelihood (that of the
 * residuals, Harville 1974) and its prior: a mixed predictive p value (Box 1980).
 *
 * In cosines of the time axis white noise and a walk are independent from frequency to frequency (Müller & Watson,
 * "Testing models of low-frequency variability", Econometrica 2008), so each kind is a weighted regression. Stretches
 * have levels of their own and share the slope and the noise.
 *
 * @param y Levels, evenly spaced within a stretch; no NaN.
 * @param ends Ends of the stretches in `y`, ascending. With fewer than two coefficients beyond the levels: p 1.
 */
export function lineInNoise(y: Float64Array, ends: number[]): ILineInNoise {
  const squares = takeFloats(96, MODELS).fill(0, 0, MODELS);
  const products = takeFloats(97, MODELS).fill(0, 0, MODELS);
  const lines = takeFloats(99, MODELS).fill(0, 0, MODELS);
  const logs = takeFloats(100, MODELS).fill(0, 0, MODELS);
  let count = 0;
  let from = 0;
  for (const to of ends) {
    const n = to - from;
    if (n > 1) {
      const table = cosinesOf(n);
      const squared = takeFloats(103, n + 1);
      const c = takeFloats(101, n);
      cosineTransform(y, from, to, table, c, squared);
      for (let k = 0; k < n - 1; k++) {
        squared[k] = c[k] * c[k];
      }
      const noises = noisesOf(n);
      for (let i = 0; i < MODELS; i++) {
        const { weight, weighted, line, log } = noises[i];
        squares[i] += product(squared, weight, 1);
        // The line has every second coefficient only.
        products[i] += product(c, weighted, 2);
        lines[i] += line;
        logs[i] += log;
      }
      count += n - 1;
    }
    from = to;
  }
  return count > 1 ? average(squares, products, lines, logs, count - 1) : { p: 1, widening: 1 };
}

/** Means over the kinds of noise, from the sums of their regressions. */
function average(
  squares: Float64Array,
  products: Float64Array,
  lines: Float64Array,
  logs: Float64Array,
  freedom: number
): ILineInNoise {
  const likely = takeFloats(102, MODELS);
  let best = -Infinity;
  for (let i = 0; i < MODELS; i++) {
    const left = squares[i] - (products[i] * products[i]) / lines[i];
    squares[i] = Math.max(left, ROUNDING * squares[i], 1e-300);
    likely[i] = PRIOR[i] + 0.5 * (logs[i] - Math.log(lines[i]) - freedom * Math.log(squares[i]));
    best = Math.max(best, likely[i]);
  }
  let total = 0;
  let p = 0;
  let mean = 0;
  let square = 0;
  for (let i = 0; i < MODELS; i++) {
    const weight = Math.exp(likely[i] - best);
    if (weight > NOTHING) {
      const slope = products[i] / lines[i];
      const variance = squares[i] / freedom / lines[i];
      total += weight;
      p += weight * 2 * studentTail(Math.abs(slope) / Math.sqrt(variance), freedom);
      mean += weight * slope;
      square += weight * (slope * slope + variance);
    }
  }
  mean /= total;
  const white = squares[0] / freedom / lines[0];
  const widening = Math.sqrt(Math.max(1, (square / total - mean * mean) / white));
  return { p: Math.min(1, p / total), widening };
}

function product(a: Float64Array, b: Float64Array, step: number): number {
  let sum = 0;
  for (let k = 0; k < b.length; k += step) {
    sum += a[k] * b[k];
  }
  return sum;
}
