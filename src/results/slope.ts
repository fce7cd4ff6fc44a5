import type { Measure } from '../questions/types';
import type { Format } from './format';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A slope below this share of the level per unit is level for anybody who looks. */
export const LEVEL = 0.0005;

/**
 * What a slope is told per: a day where the buckets are hours, an hour where they are minutes. Per bucket it would be
 * thousandths of a percent, which nobody can weigh.
 */
export function slopeUnit(bucketMs: number): { unitMs: number; buckets: number } {
  const unitMs = bucketMs < HOUR ? HOUR : bucketMs < DAY ? DAY : bucketMs;
  return { unitMs, buckets: unitMs / bucketMs };
}

/** Two slopes as `−0.3 to 0.12`; empty when either isn't known. */
export function intervalText(low: number, high: number, measure: Measure, format: Format): string {
  return Number.isFinite(low + high)
    ? format.trans.__('%1 to %2', format.value(low, measure), format.value(high, measure))
    : '';
}
