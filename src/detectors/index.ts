export { detect, explain } from './detect';
export { DEFAULT_OPTIONS, DEFAULT_RATE } from './options';
export { outliersAtRate } from './count/at-rate';
export { bucketsPerYear, rateOf, tailThreshold } from './count/bounds';
export type {
  DetectorGrain,
  IChange,
  IDetection,
  IDetectorOptions,
  IOutlier,
  ITrend,
  IWhy
} from './types';
