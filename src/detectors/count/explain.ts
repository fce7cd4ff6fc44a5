import type { IDetectorOptions, IWhy } from '../types';
import { detectCount } from './detect';

/** Why, or why not, bucket `index` is flagged under profile `count`. */
export function explainCount(values: Float64Array, options: IDetectorOptions, index: number): IWhy {
  const d = detectCount(values, options);
  const observed = values[index];
  const hit = d.outliers.find(e => e.first <= index && index <= e.last);
  return {
    observed,
    expected: d.expected[index],
    lower: d.lower[index],
    upper: d.upper[index],
    p: hit ? hit.p : NaN,
    effect: hit ? hit.effect : NaN,
    flagged: hit !== undefined,
    rule: 'threshold',
    wouldFlagAbove: d.upper[index] + 1,
    wouldFlagBelow: d.lower[index] - 1
  };
}
