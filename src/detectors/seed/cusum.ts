import { pairwiseMean } from './pairwise-sum';

const MAX_ITERATIONS = 10;

/** One candidate change of the mean, as Kats' `CUSUMDetector` finds it. */
export interface ICusum {
  direction: 'increase' | 'decrease';
  /** Last bucket before the change (Kats' `cp_index`). */
  index: number;
  /** Mean up to and with `index`, and after it. */
  mu0: number;
  mu1: number;
  /** Log-likelihood ratio against one mean; NaN when the series doesn't vary. */
  llr: number;
  /** Upper tail of χ² with 2 degrees of freedom, 0 to 1; NaN with `llr`. */
  p: number;
  /** 1 − p. */
  confidence: number;
  /** The search settled before its last iteration. */
  stable: boolean;
  /** Significant, in the right direction, and larger than the standard deviation before it. */
  detected: boolean;
}

/**
 * Locates one rise and one fall of the mean by cumulative sums and tests each by a likelihood ratio.
 *
 * Source: Kats, kats/detectors/cusum_detection.py (`_get_change_point`, `_get_llr`, `detector`) without an interest
 * window; Basseville and Nikiforov, Detection of Abrupt Changes, 1993, chapter 2.
 * `threshold` is the p value to stay below. Fewer than three values, or one that isn't finite: no candidates (the
 * original crashes or compares with NaN). A series that doesn't vary: candidates that are never detected.
 */
export function cusum(values: Float64Array, threshold: number): ICusum[] {
  if (values.length < 3 || !values.every(Number.isFinite)) {
    return [];
  }
  return (['increase', 'decrease'] as const).map(direction =>
    candidate(values, direction, threshold)
  );
}

function candidate(
  values: Float64Array,
  direction: 'increase' | 'decrease',
  threshold: number
): ICusum {
  const n = values.length;
  let index = Math.min(extremeOfCusum(values, pairwiseMean(values), direction), n - 2);
  let stable = false;
  // The original calls a search unstable when it used up its iterations, even if the last one settled.
  for (let i = 1; i <= MAX_ITERATIONS; i++) {
    const mean = (pairwiseMean(values, 0, index + 1) + pairwiseMean(values, index + 1)) / 2;
    const next = Math.max(1, Math.min(extremeOfCusum(values, mean, direction), n - 2));
    if (next === index) {
      stable = i < MAX_ITERATIONS;
      break;
    }
    index = next;
  }
  const mu0 = pairwiseMean(values, 0, index + 1);
  const mu1 = pairwiseMean(values, index + 1);
  const llr = logLikelihoodRatio(values, index, mu0, mu1);
  // χ² with 2 degrees of freedom is exponential with mean 2.
  const p = Number.isNaN(llr) ? NaN : llr <= 0 ? 1 : Math.exp(-llr / 2);
  const rightWay = direction === 'increase' ? mu0 < mu1 : mu0 > mu1;
  const detected =
    llr > -2 * Math.log(threshold) &&
    rightWay &&
    Math.abs(mu1 - mu0) > standardDeviation(values, 0, index);
  return { direction, index, mu0, mu1, llr, p, confidence: 1 - p, stable, detected };
}

/** Index of the first minimum (increase) or maximum (decrease) of the cumulative sum of `values − mean`. */
function extremeOfCusum(
  values: Float64Array,
  mean: number,
  direction: 'increase' | 'decrease'
): number {
  const sign = direction === 'increase' ? 1 : -1;
  let best = 0;
  let bestSum = Infinity;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] - mean;
    if (sign * sum < bestSum) {
      bestSum = sign * sum;
      best = i;
    }
  }
  return best;
}

/** Gaussian log-likelihood ratio of two means with a common spread against one mean. */
function logLikelihoodRatio(values: Float64Array, index: number, mu0: number, mu1: number): number {
  const n = values.length;
  const mean = pairwiseMean(values);
  const sigma = standardDeviation(values, 0, n);
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const residual = values[i] - (i <= index ? mu0 : mu1);
    squares += residual * residual;
  }
  const scale = Math.sqrt(squares / (n - 2)) || sigma * 0.01;
  if (sigma === 0) {
    return NaN;
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const two = (values[i] - (i <= index ? mu0 : mu1)) / scale;
    const one = (values[i] - mean) / sigma;
    sum += Math.log(scale / sigma) + 0.5 * (two * two - one * one);
  }
  return -2 * sum;
}

/** Population standard deviation of `values[from … to)`; NaN when empty. */
function standardDeviation(values: Float64Array, from: number, to: number): number {
  const part = values.slice(from, to);
  const mean = pairwiseMean(part);
  return Math.sqrt(pairwiseMean(part.map(x => (x - mean) * (x - mean))));
}
