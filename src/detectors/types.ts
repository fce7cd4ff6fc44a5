/** Bucket width as the detectors see it; `none` means no calendar. */
export type DetectorGrain = 'day' | 'hour' | 'minute' | 'none';

export interface IDetectorOptions {
  profile: 'count' | 'seed';
  grain: DetectorGrain;
  /** Expected false flags per series and year; 0 to 365. Profile `count`. */
  rate: number;
  /** Multiple of the inter-quartile range. Profile `seed`. */
  iqrMultiple: number;
  decomposition: 'additive' | 'multiplicative';
  /** P value below which a CUSUM change is reported. Profile `seed`. */
  cusumThreshold: number;
  /** The last bucket isn't over: never flagged, never part of the baseline. */
  partialLast: boolean;
  /**
   * Day of the week of the first bucket of hours, 0 for Monday; left out where the calendar isn't known. Less than two
   * weeks don't show which days are the weekend.
   */
  weekday?: number;
}

/** One or more neighbouring buckets off the baseline in one direction: one event. Indices are inclusive. */
export interface IOutlier {
  first: number;
  last: number;
  /** The bucket farthest off. */
  peak: number;
  direction: 'up' | 'down';
  observed: number;
  /** Mean of the bucket; in an intermittent series of an active one. */
  expected: number;
  /**
   * Tail probability of the peak under the baseline, 0 to 1. NaN where the profile has none (`seed`). The event is flagged
   * at every rate from `rateOf(p, grain)` on, so a dial needs no new fit: `outliersAtRate`.
   */
  p: number;
  /** Size beside what is usual: |observed − expected| in units of the spread. */
  effect: number;
}

/** A lasting change of level; `index` is the first bucket of the new level. */
export interface IChange {
  index: number;
  direction: 'up' | 'down';
  /** Level (mean per bucket) before and after. */
  before: number;
  after: number;
  /** 1 − p, 0 to 1. */
  confidence: number;
  p: number;
}

export interface ITrend {
  direction: 'up' | 'down' | 'flat';
  /** Value units per bucket. */
  slope: number;
  /** Slope divided by the series' own level: comparable between series of any volume. */
  relative: number;
  /** 95 % interval of `slope`; NaN where the profile has none. */
  low: number;
  high: number;
  /** P value of "no trend"; NaN where the profile has none. */
  p: number;
}

/** Detection of one series. Arrays have the length of the input; NaN where there is no value. */
export interface IDetection {
  /** Name of the model that was chosen, such as `negative binomial, weekly`. */
  model: string;
  expected: Float64Array;
  /** Bounds of the usual range: outside of them a bucket is flagged. */
  lower: Float64Array;
  upper: Float64Array;
  outliers: IOutlier[];
  changes: IChange[];
  trend: ITrend;
  /** First bucket of a silence that lasts to the end; -1 when there is none. */
  silentSince: number;
  /** False outlier flags to expect in this series at the threshold; NaN for `seed`, which cannot say. */
  expectedFalse: number;
}

/** Why, or why not, for one bucket. */
export interface IWhy {
  observed: number;
  /** Rows that a share is taken over, where known. */
  rows?: number;
  expected: number;
  lower: number;
  upper: number;
  p: number;
  effect: number;
  flagged: boolean;
  /**
   * Which rule decided: `threshold` (flagged), `within bounds`, `effect floor`, `inactive bucket`, `not an observation`,
   * `partial bucket`, `no bucket`, `rate is zero`, `too few rows` (shares only), `no bounds` (`seed` only).
   */
  rule: string;
  /** From which value up (and down) it would be flagged; NaN when never. */
  wouldFlagAbove: number;
  wouldFlagBelow: number;
}
