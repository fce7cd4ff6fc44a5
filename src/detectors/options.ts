import type { IDetectorOptions } from './types';

/** Expected false outlier flags per series and year that the `count` profile starts with. */
export const DEFAULT_RATE = 0.01;

/** Settings a new analysis starts with; only the grain depends on the series. */
export const DEFAULT_OPTIONS: Readonly<IDetectorOptions> = {
  profile: 'count',
  grain: 'day',
  rate: DEFAULT_RATE,
  iqrMultiple: 5,
  decomposition: 'additive',
  cusumThreshold: 0.01,
  partialLast: false
};
