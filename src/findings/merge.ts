import type { IChange, IOutlier } from '../detectors/types';

/** A change with the outliers that are part of the same event. */
export interface IMergedChange {
  change: IChange;
  outliers: IOutlier[];
}

/**
 * One event is told once: an outlier that touches the first bucket of a new level, goes the same way and lies nearer
 * to the new level than to the old one is the change itself, seen by the other detector. What overshoots the new level
 * by more than the step stays an outlier of its own.
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
  return (
    outlier.direction === direction &&
    outlier.first <= index &&
    outlier.last >= index &&
    Math.abs(outlier.observed - after) <= Math.abs(after - before)
  );
}
