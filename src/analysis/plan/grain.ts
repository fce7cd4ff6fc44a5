import type { Grain, IQuestion } from '../../questions/types';
import { SpecError } from '../types';

/** Bucket widths in milliseconds. */
export const BUCKET_MS: Record<Grain, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000
};

/** Most buckets of one series: 13 months by the hour, a week by the minute. A page of rows must stay readable. */
export const MAX_BUCKETS = 10_080;

const HOURLY_DAYS = 35;

/**
 * The grain to use. `auto` takes the question's own and widens it where it would be too fine for the range: hours up to
 * 35 days (840 buckets, five whole weeks, which is what the weekly rhythm needs), days beyond; minutes only up to two
 * days. It never goes finer than the question, since sparse questions (root used) are made for days.
 *
 * @throws SpecError when the asked grain would make more than 10,080 buckets.
 */
export function resolveGrain(
  grain: Grain | 'auto',
  question: Pick<IQuestion, 'grain'>,
  range: { from: number; to: number }
): Grain {
  const length = range.to - range.from;
  if (grain === 'auto') {
    if (question.grain === 'minute' && length <= 2 * BUCKET_MS.day) {
      return 'minute';
    }
    return question.grain !== 'day' && length <= HOURLY_DAYS * BUCKET_MS.day ? 'hour' : 'day';
  }
  const buckets = Math.ceil(length / BUCKET_MS[grain]);
  if (buckets > MAX_BUCKETS) {
    throw new SpecError(
      `The range holds ${buckets} buckets of one ${grain}; choose a shorter range or a wider grain (at most ${MAX_BUCKETS}).`,
      'grain'
    );
  }
  return grain;
}
