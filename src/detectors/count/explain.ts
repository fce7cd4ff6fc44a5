import { isBucket, nothingKnown } from '../nothing';
import type { IDetectorOptions, IWhy } from '../types';
import { boundsAt, effectFloor, tailThreshold } from './bounds';
import { withoutBucket } from './deletion';
import { runCount } from './detect';
import type { ILaw } from './law';
import { lowerTail, upperTail } from './law';
import { deviationOf } from './outliers';

/**
 * Why, or why not, bucket `index` is flagged under profile `count`.
 *
 * Rules: `threshold` (flagged), `within bounds`, `effect floor` (improbable enough but too small to matter), `inactive
 * bucket` (a zero of an intermittent series is no surprise), `not an observation`, `partial bucket`, `no bucket` (index
 * outside of the series), `rate is zero`.
 *
 * `wouldFlagAbove` is the least value that would be flagged there, the baseline held as it is: the next whole number (or
 * multiple of the part that all values are multiples of) for counts, the bound itself (which is not flagged, anything larger
 * is) for other measures; `wouldFlagBelow` likewise, NaN where no value is low enough. Of a bucket far off, the baseline is
 * that without it. A value that isn't set aside moves the baseline a little, and with it the place from which on it is
 * flagged.
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
  setWouldFlag(why, law, o.unit);
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
  // An active bucket of an intermittent series is compared with such.
  why.expected /= o.idle !== null || (law.kind === 'hurdle' && x > 0) ? law.share : 1;
  const without = law.kind === 'hurdle' && x === 0 ? null : withoutBucket(b, x, index);
  const base = without ?? { law, mean: b.mean[index] };
  why.effect = Math.abs(x - base.mean) / Math.max(deviationOf(base.law, base.mean), 1e-300);
  const threshold = tailThreshold(options.rate, options.grain);
  if (without !== null && threshold > 0) {
    // `detect` spares itself this for buckets well within the bounds.
    const { lower, upper } = boundsAt(without.law, without.mean, threshold);
    const inUnits = (y: number): number => o.unit * (o.log ? Math.exp(y) : y);
    why.expected = inUnits(without.mean);
    why.lower = inUnits(lower);
    why.upper = inUnits(upper);
  }
  setWouldFlag(why, law, o.unit);
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

/** From which value up and down a bucket with these bounds would be flagged. */
function setWouldFlag(why: IWhy, law: ILaw, unit: number): void {
  const whole = law.kind !== 'real';
  const least = law.kind === 'hurdle' ? 1 : 0;
  const below = whole ? why.lower - unit : why.lower;
  why.wouldFlagAbove = whole ? why.upper + unit : why.upper;
  why.wouldFlagBelow = !whole || below >= least ? below : NaN;
}
