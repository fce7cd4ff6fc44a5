import type { IBaseline } from './baseline';
import { boundsAt } from './bounds';
import { withoutBucket } from './deletion';
import type { IObserved } from './observe';

/** Share of the way to a bound from which on a bucket's own part in that bound can decide. */
const NEAR = 0.75;

/** Puts the bounds of far-off buckets as they are without the bucket itself. */
export function judgeWithout(
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
      (b.law.few !== null && x[t] > 0) ||
      x[t] > mean[t] + NEAR * (upper[t] - mean[t]) ||
      x[t] < mean[t] - NEAR * (mean[t] - lower[t]);
    const without = near ? withoutBucket(b, x[t], t) : null;
    if (without !== null) {
      const bounds = boundsAt(without.law, without.mean, p);
      expected[t] = share * without.mean;
      lower[t] = bounds.lower;
      upper[t] = bounds.upper;
    }
  }
}
