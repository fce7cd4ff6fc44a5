import { fromBase64, toBase64 } from './base64';
import { packNumbers, unpackNumbers, type IPackedNumbers } from './pack-numbers';
import { takeRows } from './take-rows';
import type { IGrid, ISeriesSet } from './types';

/** Series as JSON; see `IPackedSeries` in `analysis/document`, which has this shape. */
export interface IPacked extends Omit<ISeriesSet, 'values' | 'weights' | 'missing'> {
  encoding: 'f64' | 'f32';
  values: string;
  /** Rows behind each value of a ratio. */
  weights?: IPackedNumbers;
  missing: string;
}

/** Buckets of one grid that anybody would ask for: a year by the minute. */
const LONGEST_GRID = 530_000;

/**
 * Packs series into JSON. Half the size (`f32`) when every value survives it unchanged, as counts below 16,777,217
 * do. Equal series give equal text: every NaN is written with the same bits.
 */
export function packSeries(set: ISeriesSet): IPacked {
  const steps = packingOf(set);
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
  }
}

/** The same in steps of a few milliseconds, for who has something to say meanwhile. */
export function* packingOf(set: ISeriesSet): Generator<void, IPacked, void> {
  const { grid, keyNames, keys, values, weights, missing, leftOut } = set;
  return {
    grid,
    keyNames,
    keys,
    ...(yield* packNumbers(values)),
    ...(weights ? { weights: yield* packNumbers(weights) } : {}),
    missing: toBase64(missing),
    leftOut
  };
}

/** The series again. Throws when text and grid don't fit together: a saved document may come from anywhere. */
export function unpackSeries(packed: IPacked): ISeriesSet {
  const { grid, keyNames, keys, leftOut } = packed;
  if (!isGrid(grid) || !isKeys(keys, keyNames)) {
    throw new Error('The saved series have no valid grid or keys.');
  }
  const count = keys.length * grid.length;
  const values = unpackNumbers(packed, count);
  const weighted = packed.weights ? { weights: unpackNumbers(packed.weights, count) } : {};
  const missing = fromBase64(packed.missing);
  if (missing.length !== grid.length) {
    throw new Error('The saved series have marks for another grid.');
  }
  return { grid, keyNames, keys, values, ...weighted, missing, leftOut: leftOut ?? null };
}

/** The series of the given rows, in that order; the others count as left out. */
export function pickSeries(set: ISeriesSet, rows: readonly number[]): ISeriesSet {
  const { length } = set.grid;
  const values = takeRows(set.values, length, rows);
  const weighted = set.weights ? { weights: takeRows(set.weights, length, rows) } : {};
  const dropped = set.keys.length - rows.length;
  // What a series of shares holds is the rows they are taken over.
  const total = sum(set.weights ?? set.values) - sum(weighted.weights ?? values);
  const leftOut =
    dropped > 0
      ? {
          series: dropped + (set.leftOut?.series ?? 0),
          total: total + (set.leftOut?.total ?? 0)
        }
      : set.leftOut;
  return { ...set, keys: rows.map(row => set.keys[row]), values, ...weighted, leftOut };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) {
      total += values[i];
    }
  }
  return total;
}

function isGrid(grid: IGrid | undefined): boolean {
  const { bucketMs, start, length, partial } = grid ?? ({} as IGrid);
  return (
    [bucketMs, start, length, partial].every(Number.isInteger) &&
    bucketMs > 0 &&
    length >= 0 &&
    length <= LONGEST_GRID &&
    partial >= -1 &&
    partial < length
  );
}

function isKeys(keys: unknown, keyNames: unknown): boolean {
  return (
    Array.isArray(keyNames) &&
    Array.isArray(keys) &&
    keys.every(
      tuple =>
        Array.isArray(tuple) &&
        tuple.length === keyNames.length &&
        tuple.every(part => part === null || typeof part === 'string')
    )
  );
}
