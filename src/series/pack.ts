import { fromBase64, toBase64 } from './base64';
import type { IGrid, ISeriesSet } from './types';

/** Series as JSON; see `IPackedSeries` in `analysis/document`, which has this shape. */
export interface IPacked extends Omit<ISeriesSet, 'values' | 'missing'> {
  encoding: 'f64' | 'f32';
  values: string;
  missing: string;
}

/** Buckets of one grid that anybody would ask for: a year by the minute. */
const LONGEST_GRID = 530_000;

/**
 * Packs series into JSON. Half the size (`f32`) when every value survives it unchanged, as counts below 16,777,217
 * do. Equal series give equal text: every NaN is written with the same bits.
 */
export function packSeries(set: ISeriesSet): IPacked {
  const { grid, keyNames, keys, values, missing, leftOut } = set;
  const lossless = fitsFloat32(values);
  const numbers = lossless
    ? new Float32Array(values)
    : Float64Array.from(values, v => (v === v ? v : NaN));
  return {
    grid,
    keyNames,
    keys,
    encoding: lossless ? 'f32' : 'f64',
    values: toBase64(new Uint8Array(numbers.buffer)),
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
  const bytes = fromBase64(packed.values);
  const count = keys.length * grid.length;
  if (bytes.length !== count * (packed.encoding === 'f32' ? 4 : 8)) {
    throw new Error(`The saved series hold ${bytes.length} bytes, which isn't ${count} values.`);
  }
  const values =
    packed.encoding === 'f32'
      ? Float64Array.from(new Float32Array(bytes.buffer))
      : new Float64Array(bytes.buffer);
  const missing = fromBase64(packed.missing);
  if (missing.length !== grid.length) {
    throw new Error('The saved series have marks for another grid.');
  }
  return { grid, keyNames, keys, values, missing, leftOut: leftOut ?? null };
}

/** The series of the given rows, in that order; the others count as left out. */
export function pickSeries(set: ISeriesSet, rows: readonly number[]): ISeriesSet {
  const { length } = set.grid;
  const values = new Float64Array(rows.length * length);
  rows.forEach((from, to) =>
    values.set(set.values.subarray(from * length, (from + 1) * length), to * length)
  );
  const dropped = set.keys.length - rows.length;
  const total = sum(set.values) - sum(values);
  const leftOut =
    dropped > 0
      ? {
          series: dropped + (set.leftOut?.series ?? 0),
          total: total + (set.leftOut?.total ?? 0)
        }
      : set.leftOut;
  return { ...set, keys: rows.map(row => set.keys[row]), values, leftOut };
}

function fitsFloat32(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === value && Math.fround(value) !== value) {
      return false;
    }
  }
  return true;
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
