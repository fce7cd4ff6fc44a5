import { nothingFound } from '../nothing';
import type { IDetection, IDetectorOptions } from '../types';
import type { IBaseline } from './baseline';
import { fitBaseline } from './baseline';
import { addBeginAndEnd } from './begin-end';
import { tailThreshold } from './bounds';
import { describeChanges } from './describe-changes';
import { fromLog, inUnit } from './from-log';
import { judgeWithout } from './judge-without';
import { meanBounds } from './mean-bounds';
import { modelName } from './model-name';
import type { ILaw } from './law';
import type { IObserved } from './observe';
import { observe } from './observe';
import { gatherOutliers } from './outliers';
import { withoutRests } from './rest';
import { dropTeeth } from './sawtooth';
import { silentSince } from './silence';
import { findTrend } from './trend';
import { activeStretch } from './waiting';

/** What was found, and the baseline behind it in scratch memory (null without observations). */
export interface ICountRun {
  detection: IDetection;
  o: IObserved;
  b: IBaseline | null;
}

/**
 * What the chances of the buckets are multiplied by: where only active ones can be flagged, as many as there are have the
 * chance, and the law has it that a bucket is one.
 */
function activeShare({ count, zeros, idle }: IObserved, law: ILaw): number {
  return idle !== null
    ? 1 / law.share
    : law.kind === 'hurdle'
      ? (count - zeros) / count / law.share
      : 1;
}

/** Profile `count`: see docs/detectors.md. */
export function detectCount(values: Float64Array, options: IDetectorOptions): IDetection {
  return runCount(values, options).detection;
}

/** The same with the baseline, which is valid until the next call. */
export function runCount(values: Float64Array, options: IDetectorOptions): ICountRun {
  const o = observe(values, options);
  if (o.count === 0) {
    return { detection: nothingFound(values.length), o, b: null };
  }
  const { n } = o;
  const b = fitBaseline(o, options);
  const result = nothingFound(values.length);
  const { law, mean } = b;
  const { expected, lower, upper } = result;
  result.model = modelName(b, options.grain, o.log);
  const share = law.kind === 'hurdle' ? law.share : 1;
  for (let t = 0; t < n; t++) {
    expected[t] = share * mean[t];
  }
  const p = tailThreshold(options.rate, options.grain);
  if (p > 0) {
    const many = law.few === null && (b.shape === 'drifting' || b.season.period > 24);
    result.expectedFalse = meanBounds(law, mean, o.w, n, p, many, lower, upper);
    result.expectedFalse *= activeShare(o, law);
    judgeWithout(o, b, p, share, expected, lower, upper);
    result.outliers = gatherOutliers(o, b, expected, lower, upper);
  }
  dropTeeth(b, o);
  result.changes = withoutRests(describeChanges(b, n, share, o.log), o);
  let stretch = { from: 0, to: n };
  if (law.kind === 'hurdle') {
    const active = activeStretch(o);
    result.changes = addBeginAndEnd(result.changes, o, active);
    stretch = active;
  }
  result.trend = findTrend(b, stretch, law.kind === 'real' || law.kind === 'rounded');
  result.silentSince = silentSince(o, b, stretch.to);
  if (o.log) {
    fromLog(result, law.share);
  }
  if (o.unit !== 1) {
    inUnit(result, o.unit);
  }
  for (const e of result.outliers) {
    // As given, not as it comes back from a logarithm or a unit.
    e.observed = values[e.peak];
  }
  return { detection: result, o, b };
}
