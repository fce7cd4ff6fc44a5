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
