import { NO_TREND } from './count/trend';
import type { IDetection, IWhy } from './types';

/** What is said of a series of `length` buckets without a single observation; to begin with, what is said of any. */
export function nothingFound(length: number): IDetection {
  return {
    model: 'no observations',
    expected: new Float64Array(length).fill(NaN),
    lower: new Float64Array(length).fill(NaN),
    upper: new Float64Array(length).fill(NaN),
    outliers: [],
    changes: [],
    trend: NO_TREND,
    silentSince: -1,
    expectedFalse: 0
  };
}

/** What is said of a bucket that isn't there; to begin with, what is said of any. */
export function nothingKnown(values: Float64Array, index: number): IWhy {
  return {
    observed: isBucket(values, index) ? values[index] : NaN,
    expected: NaN,
    lower: NaN,
    upper: NaN,
    p: NaN,
    effect: NaN,
    flagged: false,
    rule: 'no bucket',
    wouldFlagAbove: NaN,
    wouldFlagBelow: NaN
  };
}

/** Whether a series has this bucket. */
export function isBucket(values: Float64Array, index: number): boolean {
  return Number.isInteger(index) && index >= 0 && index < values.length;
}
