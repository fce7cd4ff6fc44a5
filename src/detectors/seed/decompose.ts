/** Trend, season and remainder of a series; NaN at the edges that the moving average doesn't reach. */
export interface IDecomposition {
  trend: Float64Array;
  seasonal: Float64Array;
  resid: Float64Array;
}

/**
 * Classical seasonal decomposition by moving averages, as statsmodels' `seasonal_decompose` (two-sided filter).
 *
 * Returns null where the original raises: fewer than two whole periods, a value that isn't finite, or a multiplicative
 * model of values that aren't all positive.
 */
export function decompose(
  values: Float64Array,
  period: number,
  model: 'additive' | 'multiplicative'
): IDecomposition | null {
  const n = values.length;
  if (period < 2 || n < 2 * period || !values.every(Number.isFinite)) {
    return null;
  }
  const multiplicative = model === 'multiplicative';
  if (multiplicative && values.some(x => x <= 0)) {
    return null;
  }
  const trend = movingAverage(values, period);
  const detrended = values.map((x, i) => (multiplicative ? x / trend[i] : x - trend[i]));
  const profile = seasonalProfile(detrended, period, multiplicative);
  const seasonal = values.map((_, i) => profile[i % period]);
  const resid = values.map((x, i) =>
    multiplicative ? x / seasonal[i] / trend[i] : detrended[i] - seasonal[i]
  );
  return { trend, seasonal, resid };
}

/** Centred moving average over one period; an even period has half weights at both ends. */
function movingAverage(values: Float64Array, period: number): Float64Array {
  const n = values.length;
  const even = period % 2 === 0;
  const half = Math.floor(period / 2);
  const trend = new Float64Array(n).fill(NaN);
  for (let i = half; i < n - half; i++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) {
      const weight = even && Math.abs(k) === half ? 0.5 : 1;
      sum += (weight / period) * values[i + k];
    }
    trend[i] = sum;
  }
  return trend;
}

/** Mean of each phase, centred so that the phases sum to 0 (or average to 1 when multiplicative). */
function seasonalProfile(
  detrended: Float64Array,
  period: number,
  multiplicative: boolean
): Float64Array {
  const profile = new Float64Array(period);
  for (let phase = 0; phase < period; phase++) {
    let sum = 0;
    let n = 0;
    for (let i = phase; i < detrended.length; i += period) {
      if (detrended[i] === detrended[i]) {
        sum += detrended[i];
        n++;
      }
    }
    profile[phase] = sum / n;
  }
  const mean = profile.reduce((a, b) => a + b, 0) / period;
  return profile.map(x => (multiplicative ? x / mean : x - mean));
}
