import type { IDetection } from '../types';

const OPPOSITE = { up: 'down', down: 'up', flat: 'flat' } as const;

/** Turns changes and trend of a share into those of its complement. */
export function unflip(d: IDetection): void {
  for (const change of d.changes) {
    change.direction = change.direction === 'up' ? 'down' : 'up';
    change.before = 1 - change.before;
    change.after = 1 - change.after;
  }
  const { direction, slope, relative, low, high } = d.trend;
  const level = 1 - (relative !== 0 ? slope / relative : 0);
  d.trend = {
    ...d.trend,
    direction: OPPOSITE[direction],
    slope: 0 - slope,
    relative: relative !== 0 && level > 0 ? -slope / level : 0,
    low: 0 - high,
    high: 0 - low
  };
}
