import { MINUTE_MS } from '../lake/time';
import { missingOf } from '../analysis/expired';
import type { IResultDocument } from '../analysis/document';
import { nothingFound } from '../detectors/nothing';
import type { IDetection } from '../detectors/types';
import type { IGrid } from '../series/types';
import type { IEntry } from './entries';

/** A series that a finding brings along: rows of its key, counted, where the result has no series of it. */
export interface IOwnSeries {
  grid: IGrid;
  values: Float64Array;
}

/**
 * What is drawn of an entry whose series isn't one of the result's, or of a beacon, whose beat no hour shows; null for
 * the others.
 */
export function ownSeries(
  entry: Pick<IEntry, 'series' | 'finding'>,
  { series }: Pick<IResultDocument, 'series'>
): IOwnSeries | null {
  const { finding } = entry;
  if (finding?.kind === 'beacon') {
    const { start, counts } = finding.detail;
    const { length } = counts;
    return {
      grid: { bucketMs: MINUTE_MS, start, length, partial: -1 },
      values: Float64Array.from(counts)
    };
  }
  if (!series || finding?.kind !== 'first-seen' || entry.series >= 0) {
    return null;
  }
  // Before its first row a new key has true zeros, where there were any logs.
  const missing = missingOf({ series });
  const values = Float64Array.from({ length: series.grid.length }, (_, i) =>
    missing[i] ? NaN : 0
  );
  finding.detail.counts.forEach((count, i) => {
    values[finding.first + i] = count;
  });
  return { grid: series.grid, values };
}

/** The detection of a series that nothing was detected in. */
export function undetected(length: number): IDetection {
  const { trend, ...nothing } = nothingFound(length);
  return {
    ...nothing,
    model: '',
    trend: { ...trend, slope: NaN, relative: NaN },
    expectedFalse: NaN
  };
}
