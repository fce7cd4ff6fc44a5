import type { IChange, IOutlier } from '../detectors/types';

/** A change with the outliers that are part of the same event. */
export interface IMergedChange {
  change: IChange;
  outliers: IOutlier[];
}

/**
 * One event is told once. Part of a change is an outlier that touches the first bucket of the new level, goes the same
 * way and overshoots by no more than the step: the change itself, seen by the other detector. So is a bucket beside the
 * step whose value lies between the two levels: the change came in the middle of it. What goes farther stays an outlier
 * of its own.
 */
export function mergeEvents(
  outliers: IOutlier[],
  changes: IChange[]
): { changes: IMergedChange[]; outliers: IOutlier[] } {
  const merged = changes.map((change): IMergedChange => ({ change, outliers: [] }));
  const alone = outliers.filter(outlier => {
    const home = merged.find(({ change }) => belongs(outlier, change));
    home?.outliers.push(outlier);
    return !home;
  });
  return { changes: merged, outliers: alone };
}

function belongs(outlier: IOutlier, change: IChange): boolean {
  const { index, before, after, direction } = change;
  const { first, last, observed } = outlier;
  const isBetween = (observed - before) * (observed - after) <= 0;
  if (first === last && (first === index || first === index - 1) && isBetween) {
    return true;
  }
  const touches = first <= index && last >= index;
  const isWithin = Math.abs(observed - after) <= Math.abs(after - before);
  return touches && isWithin && outlier.direction === direction;
}
