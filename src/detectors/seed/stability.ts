import { ILineFit } from './slope';

/** Above this mean squared error per unit of the mean, the reference calls a series unstable. */
const UNSTABLE_ERROR = 5;
/** Slope per bucket, in units of the mean, from which it speaks of a trend. */
const TREND_SLOPE = 1;

export interface IStability {
  /** Slope ÷ mean; NaN when the mean is 0. */
  nslope: number;
  /** Mean squared error ÷ mean (the reference calls it rmse; no root is taken). NaN when the mean is 0. */
  nmse: number;
  label: 'unstable' | 'positive' | 'negative' | 'flat';
}

/**
 * The reference's label of a line fit (`stability_trend_analysis`). A mean of 0 divides by zero there and comes out as
 * `unstable`; the same here, with NaN for both numbers.
 */
export function stability(fit: ILineFit): IStability {
  const nslope = fit.mean === 0 ? NaN : fit.slope / fit.mean;
  const nmse = fit.mean === 0 ? NaN : fit.mse / fit.mean;
  if (!(nmse < UNSTABLE_ERROR)) {
    return { nslope, nmse, label: 'unstable' };
  }
  const label = nslope > TREND_SLOPE ? 'positive' : nslope < -TREND_SLOPE ? 'negative' : 'flat';
  return { nslope, nmse, label };
}
