import type { DetectorGrain, IDetectorOptions } from '../detectors/types';
import type { IGrid } from '../series/types';
import type { IDetectorSettings } from './spec';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 1 January 1970 was a Thursday; Monday is 0. */
const EPOCH_WEEKDAY = 3;
const GRAINS: ReadonlyMap<number, DetectorGrain> = new Map<number, DetectorGrain>([
  [MINUTE, 'minute'],
  [HOUR, 'hour'],
  [DAY, 'day']
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
    weekday: weekdayOf(grid)
  };
}

/** Day of the week of the first 24 hours: that in which most of them lie, UTC. */
function weekdayOf({ bucketMs, start }: IGrid): number {
  return (Math.round((start * bucketMs) / DAY) + EPOCH_WEEKDAY) % 7;
}
