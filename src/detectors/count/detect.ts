import type { IChange, IDetection, IDetectorOptions } from '../types';
import type { IBaseline } from './baseline';
import { fitBaseline } from './baseline';
import { boundsAt, tailThreshold } from './bounds';
import { changeProbability } from './change-probability';
import { levelBetween } from './changes';
import { withoutBucket } from './deletion';
import { meanBounds } from './mean-bounds';
import { modelName } from './model-name';
import type { IObserved } from './observe';
import { observe } from './observe';
import { gatherOutliers } from './outliers';
import { silentSince } from './silence';
import { findTrend, NO_TREND } from './trend';

/** A series without a single observation. */
function nothing(length: number): IDetection {
  return {
    model: 'no observations',
    expected: new Float64Array(length).fill(NaN),
    lower: new Float64Array(length).fill(NaN),
    upper: new Float64Array(length).fill(NaN),
    outliers: [],
    changes: [],
    trend: NO_TREND,
    silentSince: -1,
    expectedFalse: 0
  };
}

/** Share of the way to a bound from which on a bucket's own part in that bound can decide. */
const NEAR = 0.75;

/** Puts the bounds of far-off buckets as they are without the bucket itself. */
function judgeWithout(
  o: IObserved,
  b: IBaseline,
  p: number,
  share: number,
  expected: Float64Array,
  lower: Float64Array,
  upper: Float64Array
): void {
  const { x, w, n } = o;
  const { mean } = b;
  for (let t = 0; t < n; t++) {
    if (w[t] === 0 || (b.law.kind === 'hurdle' && x[t] === 0)) {
      continue;
    }
    const near =
      x[t] > mean[t] + NEAR * (upper[t] - mean[t]) || x[t] < mean[t] - NEAR * (mean[t] - lower[t]);
    const without = near ? withoutBucket(b, x[t], t) : null;
    if (without !== null) {
      const bounds = boundsAt(without.law, without.mean, p);
      expected[t] = share * without.mean;
      lower[t] = bounds.lower;
      upper[t] = bounds.upper;
    }
  }
}

/** Profile `count`: see docs/detectors.md. */
export function detectCount(values: Float64Array, options: IDetectorOptions): IDetection {
  const o = observe(values, options);
  if (o.count === 0) {
    return nothing(values.length);
  }
  const { n } = o;
  const b = fitBaseline(o, options);
  const result = nothing(values.length);
  const { law, mean } = b;
  const { expected, lower, upper } = result;
  result.model = modelName(b, options.grain, o.log);
  const share = law.kind === 'hurdle' ? law.share : 1;
  for (let t = 0; t < n; t++) {
    expected[t] = share * mean[t];
  }
  const p = tailThreshold(options.rate, options.grain);
  if (p > 0) {
    const many = b.shape === 'drifting' || b.season.period > 24;
    result.expectedFalse = meanBounds(law, mean, o.w, n, p, many, lower, upper);
    judgeWithout(o, b, p, share, expected, lower, upper);
    result.outliers = gatherOutliers(o, b, expected, lower, upper);
  }
  result.changes = describeChanges(o, b, share);
  result.trend = findTrend(b, n, law.kind === 'real' || law.kind === 'rounded');
  result.silentSince = silentSince(o, b);
  if (o.log) {
    fromLog(result, values);
  }
  return result;
}

function describeChanges(o: IObserved, b: IBaseline, share: number): IChange[] {
  const { n } = o;
  const cost = b.law.kind === 'rounded' ? 'real' : b.law.kind;
  return b.changes.map((index, i): IChange => {
    const start = b.changes[i - 1] ?? 0;
    const end = b.changes[i + 1] ?? n;
    const level = (from: number, to: number): number => {
      const l = share * levelBetween(b.sums, from, to, cost);
      return l === l ? l : 0;
    };
    const before = level(start, index);
    const after = level(index, end);
    const p = changeProbability(b.gains[i], n);
    return {
      index,
      direction: after >= before ? 'up' : 'down',
      before,
      after,
      confidence: 1 - p,
      p
    };
  });
}

/** Takes a result about logs back to the values: medians for means, factors for differences. */
function fromLog(d: IDetection, values: Float64Array): void {
  let level = 0;
  let m = 0;
  for (let t = 0; t < values.length; t++) {
    if (d.expected[t] === d.expected[t]) {
      level += d.expected[t];
      m++;
    }
    d.expected[t] = Math.exp(d.expected[t]);
    d.lower[t] = Math.exp(d.lower[t]);
    d.upper[t] = Math.exp(d.upper[t]);
  }
  for (const e of d.outliers) {
    e.observed = values[e.peak];
    e.expected = d.expected[e.peak];
  }
  for (const c of d.changes) {
    c.before = Math.exp(c.before);
    c.after = Math.exp(c.after);
  }
  const typical = Math.exp(level / m);
  const { slope, low, high } = d.trend;
  d.trend = {
    ...d.trend,
    slope: typical * slope,
    relative: slope,
    low: typical * low,
    high: typical * high
  };
}
