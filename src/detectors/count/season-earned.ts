import type { IDetectorOptions } from '../types';
import { momentDispersion } from './dispersion';
import type { IObserved } from './observe';
import { fitSeason } from './season-fit';
import { takeFloats } from './scratch';
import type { IFreeTime } from './weekend';

/** Share of zeros from which on the middle of what a place of the calendar held is mostly chance. */
const MOSTLY = 0.5;

/**
 * Whether a first profile by medians may be used. Where most buckets are empty, medians turn chance into a profile, by
 * which everything on an "empty" weekday is then set aside, which confirms it. There all buckets together, events
 * included, must pay for a profile first.
 *
 * @param known The weekend, where the calendar says it.
 */
export function isEarned(
  o: IObserved,
  options: IDetectorOptions,
  additive: boolean,
  known: IFreeTime | null
): boolean {
  const { x, w, n, count, zeros } = o;
  if (additive || !(zeros > MOSTLY * count) || zeros === count) {
    return true;
  }
  const level = takeFloats(87, n);
  let sum = 0;
  for (let t = 0; t < n; t++) {
    sum += x[t];
  }
  level.fill(sum / count, 0, n);
  const alpha = momentDispersion(x, w, n, level, count - 1, 0);
  return fitSeason(x, w, n, level, options.grain, false, alpha, { known }).period > 1;
}
