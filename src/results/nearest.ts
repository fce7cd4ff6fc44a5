import type { IResultDocument } from '../analysis/document';
import type { IResultEngine } from './engine';

/** The bucket that came closest to being flagged. */
export interface INearest {
  series: number;
  index: number;
  observed: number;
  expected: number;
  /** The bound it would have had to pass. */
  bound: number;
  /** Share of the way from expected to the bound, 0 to 1. */
  closeness: number;
}

/** Series looked at; beyond it the answer would come too late to be read. */
const MOST_SERIES = 5000;
/** Milliseconds of work between two pauses. */
const SLICE = 12;

/**
 * Looks through the series for the bucket closest to its bound, in slices so that the page stays responsive.
 *
 * @returns null when there is no bucket with a finite bound, or when it was stopped
 */
export async function findNearest(
  document: IResultDocument,
  engine: IResultEngine,
  signal: AbortSignal
): Promise<INearest | null> {
  const count = Math.min(document.series?.keys.length ?? 0, MOST_SERIES);
  let nearest: INearest | null = null;
  let pause = Date.now() + SLICE;
  for (let series = 0; series < count; series++) {
    if (Date.now() > pause) {
      await new Promise(resolve => setTimeout(resolve, 0));
      pause = Date.now() + SLICE;
    }
    if (signal.aborted) {
      return null;
    }
    const found = nearestOf(document, engine, series);
    if (found && found.closeness > (nearest?.closeness ?? 0)) {
      nearest = found;
    }
  }
  return nearest;
}

function nearestOf(
  document: IResultDocument,
  engine: IResultEngine,
  series: number
): INearest | null {
  let nearest: INearest | null = null;
  const { values, detection } = engine.detail(document, series);
  const partial = document.series?.grid.partial ?? -1;
  for (let index = 0; index < values.length; index++) {
    const observed = values[index];
    const expected = detection.expected[index];
    const bound = observed >= expected ? detection.upper[index] : detection.lower[index];
    const closeness = (observed - expected) / (bound - expected);
    if (index !== partial && closeness < 1 && closeness > (nearest?.closeness ?? 0)) {
      nearest = { series, index, observed, expected, bound, closeness };
    }
  }
  return nearest;
}
