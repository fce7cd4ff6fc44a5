import { markedZeros, markMissing, silentBuckets, withExpired } from '../series/silence';
import { Missing } from '../series/types';
import type { IGrid, ISeriesSet } from '../series/types';

/** How the marks of a run are made from the rows of its tables, see `silentBuckets` and `withExpired`. */
export interface IMarking {
  /** Buckets of which rows are kept still. */
  readable: IGrid;
  /** Epoch milliseconds of the run. */
  now: number;
  /** Milliseconds that a row may be late. */
  lateness?: number;
}

/**
 * A set with the marks that its own rows suggest, before it is known when the tables had rows: mostly they are the same,
 * and detecting needn't wait.
 */
export class EarlyMarks {
  constructor(set: ISeriesSet, marking: IMarking) {
    const { length } = set.grid;
    const marks = guess(set, marking) ?? new Uint8Array(length);
    this._emptied = markedZeros(set, marks);
    this.set = markMissing(set, marks, this._emptied);
  }

  /** The marked set. */
  readonly set: ISeriesSet;

  /** Whether these are the marks, null for none. */
  hold(missing: Uint8Array | null): boolean {
    return this.set.missing.every((code, i) => code === (missing?.[i] ?? Missing.none));
  }

  /** The set without marks; the marked one is spent. */
  undone(): ISeriesSet {
    for (const at of this._emptied) {
      this.set.values[at] = 0;
    }
    return { ...this.set, missing: new Uint8Array(this.set.grid.length) };
  }

  /** Where the marks took a zero. */
  private readonly _emptied: number[];
}

/** The marks there were if the tables had only the rows of these series. */
function guess(set: ISeriesSet, marking: IMarking): Uint8Array | null {
  const { readable, now, lateness } = marking;
  const { start, length } = set.grid;
  const expired = readable.start - start;
  const counts = new Float64Array(readable.length);
  const from = set.weights ?? set.values;
  for (let at = 0; at < from.length; at++) {
    const bucket = (at % length) - expired;
    if (bucket >= 0 && from[at] > 0) {
      counts[bucket] += from[at];
    }
  }
  return withExpired(silentBuckets(counts, readable, now, lateness), expired, length);
}
