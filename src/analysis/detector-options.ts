import type { DetectorGrain, IDetectorOptions } from '../detectors/types';
import type { IGrid } from '../series/types';
import type { IDetectorSettings } from './spec';

const MINUTE = 60_000;
const GRAINS: ReadonlyMap<number, DetectorGrain> = new Map<number, DetectorGrain>([
  [MINUTE, 'minute'],
  [60 * MINUTE, 'hour'],
  [24 * 60 * MINUTE, 'day']
]);

/** What the detectors are told: the person's settings, and what the grid says of calendar and last bucket. */
export function detectorOptions(settings: IDetectorSettings, grid: IGrid): IDetectorOptions {
  const { profile, rate, iqrMultiple, decomposition, cusumThreshold } = settings;
  return {
    profile,
    rate,
    iqrMultiple,
    decomposition,
    cusumThreshold,
    grain: GRAINS.get(grid.bucketMs) ?? 'none',
    partialLast: grid.partial >= 0
  };
}
