import type { IOutlier } from '../types';
import type { IBaseline } from './baseline';
import { withoutBucket } from './deletion';
import type { ILaw } from './law';
import { lowerTail, upperTail } from './law';
import type { IObserved } from './observe';

/** Standard deviation of a bucket under the law. */
export function deviationOf(law: ILaw, mean: number): number {
  return law.kind === 'count' || law.kind === 'hurdle'
    ? Math.sqrt(mean + law.alpha * mean * mean)
    : law.sigma;
}

/**
 * Neighbouring flagged buckets of one direction as one event each.
 *
 * A bucket is flagged when it lies outside [lower, upper]; inactive buckets of an intermittent series never are, and what
 * is expected of an active one is the size of such.
 */
export function gatherOutliers(
  o: IObserved,
  b: IBaseline,
  expected: Float64Array,
  lower: Float64Array,
  upper: Float64Array
): IOutlier[] {
  const { x, w, n } = o;
  const share = b.law.kind === 'hurdle' ? b.law.share : 1;
  const events: IOutlier[] = [];
  let open: IOutlier | null = null;
  for (let t = 0; t < n; t++) {
    const up = w[t] === 1 && x[t] > upper[t];
    const down = w[t] === 1 && x[t] < lower[t] && !(b.law.kind === 'hurdle' && x[t] === 0);
    if (!up && !down) {
      if (w[t] === 1) {
        open = null;
      }
      continue;
    }
    const direction = up ? 'up' : 'down';
    const { law, mean } = withoutBucket(b, x[t], t) ?? { law: b.law, mean: b.mean[t] };
    const p = up ? upperTail(law, x[t], mean) : lowerTail(law, x[t], mean);
    const effect = Math.abs(x[t] - mean) / Math.max(deviationOf(law, mean), 1e-300);
    if (open !== null && open.direction === direction && open.last === t - 1) {
      open.last = t;
      if (effect > open.effect) {
        open.peak = t;
        open.observed = x[t];
        open.expected = expected[t] / share;
        open.p = p;
        open.effect = effect;
      }
    } else {
      open = {
        first: t,
        last: t,
        peak: t,
        direction,
        observed: x[t],
        expected: expected[t] / share,
        p,
        effect
      };
      events.push(open);
    }
  }
  return events;
}
