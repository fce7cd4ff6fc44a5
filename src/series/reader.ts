import { seriesLayout, type Row } from '../sql/series-rows';
import type { KeyTuple } from '../sql/types';
import { readCells } from './cells';
import { takeRows } from './take-rows';
import type { IGrid, ISeriesSet } from './types';

/**
 * Turns rows of the series statement (layout in `sql/series-rows`) into series on one grid, page by page.
 *
 * The value of a bucket that isn't over (`grid.partial`) is kept: it is what has been seen so far. Other reasons for
 * having no observation aren't in these rows, so `missing` is all `none`.
 *
 * The result doesn't depend on the order of the rows: series are sorted by total, largest first, then by their keys.
 */
export class SeriesReader {
  /**
   * @param grid - Common time axis of all series.
   * @param keyNames - Logical names of the keys, in the order of the columns.
   * @param options - `gaps`: what a bucket without a row is; `zero` for counts, distinct counts and sums, `missing` for
   * ratios, where no rows means no observation. The rows of a ratio say how many rows each share is taken over.
   */
  constructor(
    private readonly _grid: IGrid,
    private readonly _keyNames: string[],
    private readonly _options: { gaps: 'zero' | 'missing' }
  ) {
    this._values = new Float64Array(0);
    this._weights = _options.gaps === 'missing' ? new Float64Array(0) : null;
  }

  /** Series read so far. */
  get count(): number {
    return this._keys.length;
  }

  /** Takes one row. Throws when the row isn't one of the series statement. */
  add(row: Row): void {
    const layout = seriesLayout(this._keyNames.length);
    if (row.length !== layout.allTotal + 1 && row.length !== layout.weights + 1) {
      throw new Error(
        `A row of the series statement has ${row.length} columns instead of ${layout.allTotal + 1}`
      );
    }
    this._all = { series: Number(row[layout.allSeries]), total: Number(row[layout.allTotal]) };
    if (row[layout.slice] === 'all') {
      return;
    }
    const keys = row.slice(layout.firstKey, layout.total);
    const identity = JSON.stringify(keys);
    if (this._seen.has(identity)) {
      return;
    }
    this._seen.add(identity);
    const { length } = this._grid;
    const at = this._keys.length * length;
    this._reserve(at + length);
    const values = this._values.subarray(at, at + length);
    values.fill(this._options.gaps === 'zero' ? 0 : NaN);
    readCells(row[layout.cells] ?? '{}', this._grid.start, values);
    if (this._weights && row.length > layout.weights) {
      this._isWeighted = true;
      const weights = this._weights.subarray(at, at + length);
      readCells(row[layout.weights] ?? '{}', this._grid.start, weights);
      align(values, weights);
    }
    this._keys.push(keys);
    this._totals.push(Number(row[layout.total] ?? 0));
    this._identities.push(identity);
  }

  /** All series. The reader is spent afterwards. */
  finish(): ISeriesSet {
    const { length } = this._grid;
    const order = this._keys
      .map((_, i) => i)
      .sort(
        (a, b) =>
          this._totals[b] - this._totals[a] || compare(this._identities[a], this._identities[b])
      );
    const values = takeRows(this._values, length, order);
    const weights =
      this._weights && this._isWeighted ? takeRows(this._weights, length, order) : null;
    this._values = new Float64Array(0);
    this._weights = this._weights && new Float64Array(0);
    return {
      grid: this._grid,
      keyNames: this._keyNames,
      keys: order.map(i => this._keys[i]),
      values,
      weights,
      missing: new Uint8Array(length),
      leftOut: this._leftOut()
    };
  }

  private _leftOut(): ISeriesSet['leftOut'] {
    const series = this._all.series - this._keys.length;
    if (!(series > 0)) {
      return null;
    }
    const shown = this._totals.reduce((sum, total) => sum + total, 0);
    return { series, total: this._all.total - shown };
  }

  /** Doubles, so that adding stays linear however many pages come. */
  private _reserve(size: number): void {
    if (size > this._values.length) {
      const room = Math.max(size, 2 * this._values.length, 64 * this._grid.length);
      this._values = enlarged(this._values, room);
      this._weights = this._weights && enlarged(this._weights, room);
    }
  }

  private readonly _keys: KeyTuple[] = [];
  private readonly _totals: number[] = [];
  private readonly _identities: string[] = [];
  private readonly _seen = new Set<string>();
  private _all = { series: 0, total: 0 };
  private _values: Float64Array;
  private _weights: Float64Array | null;
  private _isWeighted = false;
}

/** A share over no rows is no observation, and what is no observation weighs nothing. */
function align(values: Float64Array, weights: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    if (!(weights[i] > 0) || values[i] !== values[i]) {
      values[i] = NaN;
      weights[i] = 0;
    }
  }
}

function enlarged(values: Float64Array, size: number): Float64Array {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
