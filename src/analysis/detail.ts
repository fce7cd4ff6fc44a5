import { detect, explain } from '../detectors';
import type { IDetection, IDetectorOptions, IWhy } from '../detectors/types';
import { unpackSeries } from '../series/pack';
import type { ISeriesSet } from '../series/types';
import { detectorOptions } from './detector-options';
import type { IPackedSeries, IResultDocument } from './document';

/** Unpacked once for each document that is alive. */
const unpacked = new WeakMap<IPackedSeries, ISeriesSet>();

/** Remembers the series behind a packed form, for whoever has both at hand. */
export function keepSeries(packed: IPackedSeries, set: ISeriesSet): void {
  unpacked.set(packed, set);
}

/** The series of a document. Throws when it has none, or broken ones. */
export function seriesOf({ series: packed }: IResultDocument): ISeriesSet {
  if (!packed) {
    throw new Error('This result has no series yet.');
  }
  let set = unpacked.get(packed);
  if (!set) {
    set = unpackSeries(packed);
    unpacked.set(packed, set);
  }
  return set;
}

/** Values of one series, a view of length `grid.length`: not to be written to. */
export function valuesOf(document: IResultDocument, series: number): Float64Array {
  const { grid, values, keys } = seriesOf(document);
  if (!(series >= 0 && series < keys.length)) {
    throw new Error(`This result has no series ${series}.`);
  }
  return values.subarray(series * grid.length, (series + 1) * grid.length);
}

/** Rows behind each value of a ratio, likewise a view; null for other measures. */
export function weightsOf(document: IResultDocument, series: number): Float64Array | null {
  const { grid, weights } = seriesOf(document);
  return weights ? weights.subarray(series * grid.length, (series + 1) * grid.length) : null;
}

/**
 * What is drawn of one series. The run keeps only the events of its detections, not baseline and band of thousands of
 * series; the detectors are deterministic, so detecting this one again gives what the run found.
 */
export function detailOf(
  document: IResultDocument,
  series: number
): { values: Float64Array; detection: IDetection; options: IDetectorOptions } {
  const values = valuesOf(document, series);
  const options = detectorOptions(document.spec.detectors, seriesOf(document).grid);
  const detection = detect(values, options, weightsOf(document, series));
  return { values, detection, options };
}

/** Why, or why not, for one bucket of a series. */
export function explainOf(document: IResultDocument, series: number, index: number): IWhy {
  const options = detectorOptions(document.spec.detectors, seriesOf(document).grid);
  return explain(valuesOf(document, series), options, index, weightsOf(document, series));
}
