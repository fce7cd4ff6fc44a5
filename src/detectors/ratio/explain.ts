import { tailThreshold } from '../count/bounds';
import { isBucket, nothingKnown } from '../nothing';
import type { IDetectorOptions, IWhy } from '../types';
import { leastHits } from './bounds';
import { runRatio } from './detect';
import { strength } from './judge';
import { ShareLaws } from './law';

/**
 * Why, or why not, bucket `index` of a ratio is flagged.
 *
 * Rules: those of `explainCount`, and `too few rows`: no share of so few rows would be improbable enough.
 * `wouldFlagAbove` is the least share of the bucket's own rows that would be flagged, `wouldFlagBelow` the largest; NaN
 * when none would.
 */
export function explainRatio(
  values: Float64Array,
  exposures: Float64Array,
  options: IDetectorOptions,
  index: number
): IWhy {
  const why = nothingKnown(values, index);
  if (!isBucket(values, index)) {
    return why;
  }
  const { detection, s, fit } = runRatio(values, exposures, options);
  if (index >= s.n) {
    why.rule = 'partial bucket';
    return why;
  }
  why.expected = detection.expected[index];
  if (!fit || s.w[index] === 0) {
    why.rule = 'not an observation';
    return why;
  }
  const rows = s.rows[index];
  why.rows = rows;
  why.lower = detection.lower[index];
  why.upper = detection.upper[index];
  const above = Math.round(why.upper * rows) + 1;
  const below = Math.round(why.lower * rows) - 1;
  why.wouldFlagAbove = above <= rows ? above / rows : NaN;
  why.wouldFlagBelow = below >= 0 ? below / rows : NaN;
  const law = new ShareLaws(s, fit).at(index);
  Object.assign(why, strength(law, s, index));
  why.flagged = detection.outliers.some(e => e.first <= index && index <= e.last);
  const threshold = tailThreshold(options.rate, options.grain);
  if (!(threshold > 0)) {
    why.rule = 'rate is zero';
  } else if (why.flagged) {
    why.rule = 'threshold';
  } else if (!(above <= rows || below >= 0)) {
    why.rule = 'too few rows';
  } else {
    const small = Math.abs(s.hits[index] - rows * law.share) < leastHits(rows, law.share);
    why.rule = small && why.p <= threshold ? 'effect floor' : 'within bounds';
  }
  return why;
}
