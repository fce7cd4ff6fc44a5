/** Ordinary least squares of a series on its bucket index. */
export interface ILineFit {
  /** Value units per bucket. */
  slope: number;
  intercept: number;
  /** Mean squared residual (divisor n). */
  mse: number;
  mean: number;
}

/**
 * Fits a line through the observed buckets (NaN are skipped), as `numpy.polyfit(range(n), values, 1)`.
 * One bucket, or all observed buckets the same one: slope 0. None: all NaN.
 */
export function fitLine(values: Float64Array): ILineFit {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) {
      n++;
      sumX += i;
      sumY += values[i];
    }
  }
  const meanX = sumX / n;
  const mean = sumY / n;
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) {
      xx += (i - meanX) * (i - meanX);
      xy += (i - meanX) * (values[i] - mean);
    }
  }
  const slope = n === 0 ? NaN : xx === 0 ? 0 : xy / xx;
  const intercept = mean - slope * meanX;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) {
      const residual = values[i] - intercept - slope * i;
      squares += residual * residual;
    }
  }
  return { slope, intercept, mse: squares / n, mean };
}
