import { weekdayOf } from '../detectors/arrivals/weekly-class';
import type { DetectorGrain, IDetectorOptions } from '../detectors/types';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lake/time';
import type { IGrid } from '../series/types';
import type { IDetectorSettings } from './spec';

const GRAINS: ReadonlyMap<number, DetectorGrain> = new Map<number, DetectorGrain>([
  [MINUTE_MS, 'minute'],
  [HOUR_MS, 'hour'],
  [DAY_MS, 'day']
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
    partialLast: grid.partial >= 0,
    weekday: mondayBased(grid)
  };
}

/** Day of the week, 0 for Monday, of the first 24 hours: that in which most of them lie, UTC. */
function mondayBased({ bucketMs, start }: IGrid): number {
  return (weekdayOf(Math.round((start * bucketMs) / DAY_MS)) + 6) % 7;
}
