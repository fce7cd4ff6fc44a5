import type { IResultDocument } from '../analysis/document';
import { detect, explain, type DetectorGrain, type IDetectorOptions } from '../detectors';
import type { IResultEngine } from '../results';
import { unpackSeries } from '../series/pack';
import type { ISeriesSet } from '../series/types';

/**
 * What a result view computes from its document alone: one series at a time on the main thread.
 *
 * @param redetect - Detects all series again under other settings, off the main thread; null where that can't be done.
 */
export function resultEngine(redetect: IResultEngine['redetect']): IResultEngine {
  const values = (document: IResultDocument, series: number): Float64Array => {
    const set = seriesOf(document);
    const { length } = set.grid;
    return set.values.subarray(series * length, (series + 1) * length);
  };
  return {
    values,
    detail: (document, series) => {
      const own = values(document, series);
      return { values: own, detection: detect(own, optionsOf(document)) };
    },
    explain: (document, series, index) =>
      explain(values(document, series), optionsOf(document), index),
    redetect
  };
}

const unpacked = new WeakMap<IResultDocument, ISeriesSet>();

function seriesOf(document: IResultDocument): ISeriesSet {
  let set = unpacked.get(document);
  if (!set) {
    if (!document.series) {
      throw new Error('A result without series has no values.');
    }
    set = unpackSeries(document.series);
    unpacked.set(document, set);
  }
  return set;
}

const GRAINS: Record<number, DetectorGrain> = {
  60_000: 'minute',
  3_600_000: 'hour',
  86_400_000: 'day'
};

function optionsOf({ series, spec }: IResultDocument): IDetectorOptions {
  return {
    ...spec.detectors,
    grain: GRAINS[series?.grid.bucketMs ?? 0] ?? 'none',
    partialLast: (series?.grid.partial ?? -1) >= 0
  };
}
