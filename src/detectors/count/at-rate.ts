import type { DetectorGrain, IDetection, IOutlier } from '../types';
import { tailThreshold } from './bounds';

/**
 * What would remain of a detection at a smaller rate, without fitting again: the fit doesn't depend on the rate, and an
 * event is flagged as long as its tail probability is at most that of the rate.
 *
 * @param rate At most the rate of the detection: what a larger one would add is not in it.
 */
export function outliersAtRate(found: IDetection, rate: number, grain: DetectorGrain): IOutlier[] {
  const threshold = tailThreshold(rate, grain);
  return found.outliers.filter(e => e.p <= threshold);
}
