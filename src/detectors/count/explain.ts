import { isBucket, nothingKnown } from '../nothing';
import type { IDetectorOptions, IWhy } from '../types';
import { effectFloor, tailThreshold } from './bounds';
import { withoutBucket } from './deletion';
import { runCount } from './detect';
import { lowerTail, upperTail } from './law';
import { deviationOf } from './outliers';

/**
 * Why, or why not, bucket `index` is flagged under profile `count`.
 *
 * Rules: `threshold` (flagged), `within bounds`, `effect floor` (improbable enough but too small to matter), `inactive
 * bucket` (a zero of an intermittent series is no surprise), `not an observation`, `partial bucket`, `no bucket` (index
 * outside of the series), `rate is zero`.
 *
 * `wouldFlagAbove` is the least value that would be flagged there: the next whole number for counts, the bound itself
 * (which is not flagged, anything larger is) for other measures; `wouldFlagBelow` likewise, NaN where no value is low
 * enough.
 */
export function explainCount(values: Float64Array, options: IDetectorOptions, index: number): IWhy {
  const why = nothingKnown(values, index);
  if (!isBucket(values, index)) {
    return why;
  }
  const { detection, o, b } = runCount(values, options);
  if (index >= o.n) {
    why.rule = 'partial bucket';
    return why;
  }
  if (b === null) {
    why.rule = 'not an observation';
    return why;
  }
  const { law } = b;
  why.expected = detection.expected[index];
  why.lower = detection.lower[index];
  why.upper = detection.upper[index];
  const whole = law.kind !== 'real';
  const least = law.kind === 'hurdle' ? 1 : 0;
  why.wouldFlagAbove = whole ? why.upper + 1 : why.upper;
  why.wouldFlagBelow = !whole ? why.lower : why.lower - 1 >= least ? why.lower - 1 : NaN;
  if (o.idle !== null && o.idle[index] === 1) {
    why.p = 1 - law.share;
    why.rule = 'inactive bucket';
    return why;
  }
  if (o.w[index] === 0) {
    why.rule = 'not an observation';
    return why;
  }
  const x = o.x[index];
  const base = withoutBucket(b, x, index) ?? { law, mean: b.mean[index] };
  why.effect = Math.abs(x - base.mean) / Math.max(deviationOf(base.law, base.mean), 1e-300);
  const threshold = tailThreshold(options.rate, options.grain);
  if (law.kind === 'hurdle' && x === 0) {
    why.p = 1 - law.share;
    why.rule = 'inactive bucket';
    return why;
  }
  why.p = Math.min(upperTail(base.law, x, base.mean), lowerTail(base.law, x, base.mean));
  why.flagged = detection.outliers.some(e => e.first <= index && index <= e.last);
  if (!(threshold > 0)) {
    why.rule = 'rate is zero';
  } else if (why.flagged) {
    why.rule = 'threshold';
  } else {
    const small = Math.abs(x - base.mean) < effectFloor(base.law, base.mean);
    why.rule = small && why.p <= threshold ? 'effect floor' : 'within bounds';
  }
  return why;
}
