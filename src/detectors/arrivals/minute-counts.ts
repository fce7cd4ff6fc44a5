import { findPeriod, IPeriod } from './periodicity';

/**
 * Looks for a beat in counts per bucket (stage two of a beacon hunt: minutes). Null when there is none.
 *
 * `counts`: one number a bucket, NaN where there is no observation (taken as no arrival). The period is in buckets;
 * one below two buckets can't be told from steady traffic and is never reported.
 */
export function findPeriodInCounts(counts: Float64Array): IPeriod | null {
  const times: number[] = [];
  counts.forEach((n, i) => {
    if (n > 0) {
      times.push(i);
    }
  });
  return findPeriod(Float64Array.from(times), 1);
}
