import { silences } from '../detectors/arrivals/silences';
import type { ISilence } from '../detectors/arrivals/silences';
import { LATENESS } from '../series/silence';
import { Missing } from '../series/types';
import type { ISeriesSet } from '../series/types';

/**
 * Silences of one series of a set whose buckets without logs are marked already: for a silence these are what is looked
 * for, but those that have not arrived yet, and those that have expired.
 */
export function silencesOf(set: ISeriesSet, series: number): ISilence[] {
  const { grid, missing } = set;
  const { length, partial, bucketMs, start } = grid;
  const values = set.values.slice(series * length, (series + 1) * length);
  let end = partial >= 0 ? partial : length;
  while (end > 0 && missing[end - 1] === Missing.notArrived) {
    end--;
  }
  for (let i = 0; i < end; i++) {
    const isKnown = missing[i] !== Missing.none && missing[i] !== Missing.expired;
    if (isKnown && Number.isNaN(values[i])) {
      values[i] = 0;
    }
  }
  const isBack = values.subarray(end).some(value => value > 0);
  return silences(values, { bucketMs, start, end, isBack, lateness: LATENESS });
}
