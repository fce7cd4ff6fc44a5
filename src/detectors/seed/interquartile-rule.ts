import { IDecomposition } from './decompose';
import { interquartileRange, nanVariance } from './moments';

/** Share of the detrended variance that the season must explain before it is taken out. */
const SEASONAL_STRENGTH = 0.6;
/** An inter-quartile range below this share of the largest value is rounding noise, not a spread. */
const NOISE = 1e-9;

export interface IInterquartileRule {
  /** 1 − var(remainder) / var(detrended); NaN when the detrended series doesn't vary. */
  strength: number;
  iqr: number;
  /** What the residual is measured from: trend, or trend and season. NaN at the edges. */
  expected: Float64Array;
  /** |residual| / iqr per bucket; NaN at the edges, and everywhere when the spread is zero or rounding noise. */
  multiples: Float64Array;
}

/**
 * The reference's outlier rule: how many inter-quartile ranges of the residual a bucket lies away from it.
 *
 * Kats' `OutlierDetector` as the reference changed it: the season is taken out only when it explains at least 60 % of
 * the detrended variance. With a multiplicative decomposition the original still subtracts the season, which is a
 * factor; here the expectation is trend × season instead. Where the original divides by an inter-quartile range of
 * zero or of rounding noise, nothing is flagged.
 */
export function interquartileRule(
  values: Float64Array,
  parts: IDecomposition,
  model: 'additive' | 'multiplicative'
): IInterquartileRule {
  const { trend, seasonal } = parts;
  const withSeason = trend.map((t, i) =>
    model === 'multiplicative' ? t * seasonal[i] : t + seasonal[i]
  );
  const detrended = values.map((x, i) => x - trend[i]);
  const remainder = values.map((x, i) => x - withSeason[i]);
  const total = nanVariance(detrended);
  const strength = total > 0 ? 1 - nanVariance(remainder) / total : NaN;
  const seasonOut = strength >= SEASONAL_STRENGTH;
  const residual = seasonOut ? remainder : detrended;
  const iqr = interquartileRange(residual);
  const scale = values.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  const usable = iqr > NOISE * scale;
  return {
    strength,
    iqr,
    expected: seasonOut ? withSeason : trend,
    multiples: residual.map(r => (usable ? Math.abs(r) / iqr : NaN))
  };
}
