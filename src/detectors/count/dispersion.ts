/** Sum of squared Pearson residuals of the kept buckets, (x − mean)² / (mean + alpha mean²), and how many there are. */
export function pearson(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  mean: Float64Array,
  alpha: number
): number {
  let sum = 0;
  for (let t = 0; t < n; t++) {
    if (use[t] === 1 && mean[t] > 0) {
      const d = x[t] - mean[t];
      sum += (d * d) / (mean[t] + alpha * mean[t] * mean[t]);
    }
  }
  return sum;
}

/** Standard errors from which on counts vary more than by chance. */
const CLEARLY = 2;

/**
 * By how much the squared residuals of the kept buckets, less what chance makes them, exceed what is no sign yet that counts
 * vary more than that. The score test: a bucket says more of it the larger its mean (Dean & Lawless, "Tests for detecting
 * overdispersion in Poisson regression models", 1989).
 */
export function overdispersion(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  mean: Float64Array,
  freedom: number
): number {
  let score = 0;
  let squares = 0;
  let sum = 0;
  let used = 0;
  for (let t = 0; t < n; t++) {
    if (use[t] === 1 && mean[t] > 0) {
      score += (x[t] - mean[t]) * (x[t] - mean[t]);
      sum += mean[t];
      squares += mean[t] * mean[t];
      used++;
    }
  }
  const left = used > 0 ? Math.min(1, freedom / used) : 0;
  return score - left * sum - CLEARLY * Math.sqrt(2 * squares * left);
}

/**
 * Moment estimate of alpha in variance = mean + alpha mean²: the alpha at which the Pearson statistic equals its
 * degrees of freedom (Breslow, "Extra-Poisson variation in log-linear models", 1984). 0 when there is none.
 *
 * @param start A guess to begin with.
 */
export function momentDispersion(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  mean: Float64Array,
  freedom: number,
  start: number
): number {
  if (!(freedom > 0) || pearson(x, use, n, mean, 0) <= freedom) {
    return 0;
  }
  // The statistic falls and is convex in alpha: from above one Newton step leads below, from there none overshoots.
  let alpha = start > 0 ? start : 0;
  for (let k = 0; k < 30; k++) {
    let value = 0;
    let slope = 0;
    for (let t = 0; t < n; t++) {
      if (use[t] === 1 && mean[t] > 0) {
        const d = x[t] - mean[t];
        const v = 1 / (1 + alpha * mean[t]);
        const e = (d * d * v) / mean[t];
        value += e;
        slope -= e * mean[t] * v;
      }
    }
    const step = (freedom - value) / slope;
    alpha = Math.max(0, alpha + step);
    if (!(Math.abs(step) > 1e-7 * alpha)) {
      break;
    }
  }
  return Number.isFinite(alpha) && alpha > 0 ? alpha : 0;
}
