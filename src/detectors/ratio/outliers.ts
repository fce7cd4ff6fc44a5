import type { IOutlier } from '../types';
import type { IFlag } from './judge';
import type { IShares } from './observe';

/** Neighbouring flagged buckets of one direction as one event each. */
export function gatherShares(
  s: IShares,
  flags: readonly IFlag[],
  values: Float64Array
): IOutlier[] {
  const events: IOutlier[] = [];
  for (const { at, up, expected, p, effect } of flags) {
    const direction = up !== s.flipped ? 'up' : 'down';
    const seen = { peak: at, observed: values[at], expected, p, effect };
    const open = events[events.length - 1];
    if (open?.direction === direction && open.last === at - 1) {
      open.last = at;
      if (effect > open.effect) {
        Object.assign(open, seen);
      }
    } else {
      events.push({ first: at, last: at, direction, ...seen });
    }
  }
  return events;
}
