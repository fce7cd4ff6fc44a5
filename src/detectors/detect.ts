import { detectCount } from './count/detect';
import { explainCount } from './count/explain';
import { explainBounds } from './explain-bounds';
import { detectRatio } from './ratio/detect';
import { explainRatio } from './ratio/explain';
import { detectSeed } from './seed/detect';
import type { IDetection, IDetectorOptions, IWhy } from './types';

/**
 * Baseline, outliers, changes, trend and silence of one series under the chosen profile.
 *
 * @param values One number a bucket, in time order; NaN (or an infinity) = not an observation, 0 = a real zero.
 * @param options Settings; `profile` picks the method.
 * @param exposures Where the values are shares of rows: how many rows each is taken over, 0 for no observation. Profile
 * `count` then models how many rows match; `seed` knows no such thing.
 * @returns Arrays of the input's length and the events found. Never throws; an empty series gives empty arrays.
 */
export function detect(
  values: Float64Array,
  options: IDetectorOptions,
  exposures: Float64Array | null = null
): IDetection {
  if (options.profile === 'seed') {
    return detectSeed(values, options);
  }
  return exposures ? detectRatio(values, exposures, options) : detectCount(values, options);
}

/**
 * Why bucket `index` is flagged, or why it isn't, and from which value on it would be.
 *
 * The model is fitted again from `values`, so the answer always belongs to what `detect` said.
 */
export function explain(
  values: Float64Array,
  options: IDetectorOptions,
  index: number,
  exposures: Float64Array | null = null
): IWhy {
  if (options.profile === 'seed') {
    return explainBounds(values, detectSeed(values, options), index);
  }
  return exposures
    ? explainRatio(values, exposures, options, index)
    : explainCount(values, options, index);
}
