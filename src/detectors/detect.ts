import { detectCount } from './count/detect';
import { explainCount } from './count/explain';
import { explainBounds } from './explain-bounds';
import { detectSeed } from './seed/detect';
import type { IDetection, IDetectorOptions, IWhy } from './types';

/**
 * Baseline, outliers, changes, trend and silence of one series under the chosen profile.
 *
 * @param values One number a bucket, in time order; NaN (or an infinity) = not an observation, 0 = a real zero.
 * @param options Settings; `profile` picks the method.
 * @returns Arrays of the input's length and the events found. Never throws; an empty series gives empty arrays.
 */
export function detect(values: Float64Array, options: IDetectorOptions): IDetection {
  return options.profile === 'seed' ? detectSeed(values, options) : detectCount(values, options);
}

/**
 * Why bucket `index` is flagged, or why it isn't, and from which value on it would be.
 *
 * The model is fitted again from `values`, so the answer always belongs to what `detect` said.
 */
export function explain(values: Float64Array, options: IDetectorOptions, index: number): IWhy {
  return options.profile === 'seed'
    ? explainBounds(values, detectSeed(values, options), index)
    : explainCount(values, options, index);
}
