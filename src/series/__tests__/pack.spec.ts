import fc from 'fast-check';

import { fromBase64, toBase64 } from '../base64';
import { packSeries, pickSeries, unpackSeries } from '../pack';
import type { ISeriesSet } from '../types';

function setOf(values: number[], length: number): ISeriesSet {
  const count = length === 0 ? 0 : values.length / length;
  return {
    grid: { bucketMs: 1000, start: 5, length, partial: -1 },
    keyNames: ['k'],
    keys: Array.from({ length: count }, (_, i) => [i === 0 ? null : `key ${i}`]),
    values: Float64Array.from(values),
    missing: new Uint8Array(length).fill(2),
    leftOut: null
  };
}

const bits = (values: Float64Array): string => Buffer.from(values.buffer).toString('hex');

describe('base64', () => {
  it('is the same as everybody writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), bytes => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect([...fromBase64(text)]).toEqual([...bytes]);
      }),
      { numRuns: 60 }
    );
  });

  it.each(['A', 'AAA', 'A*==', 'AA\u0141A', 'A===', '=AAA'])('refuses %j', text => {
    expect(() => fromBase64(text)).toThrow('base64');
  });
});

describe('packed series', () => {
  it('keep the rows behind shares, and open without them', () => {
    const set = { ...setOf([0.1, NaN, 0.5, 1], 2), weights: Float64Array.of(10, 0, 2, 900) };
    const packed = packSeries(set);
    expect(packed).toMatchObject({ encoding: 'f64', weights: { encoding: 'f32' } });
    expect([...unpackSeries(packed).weights!]).toEqual([10, 0, 2, 900]);
    const { weights, ...older } = packed;
    expect(unpackSeries(older).weights).toBeUndefined();
    expect(() =>
      unpackSeries({ ...packed, weights: { ...weights!, values: weights!.values.slice(8) } })
    ).toThrow("which isn't 4 values");
  });

  it('count what is left out of shares in rows', () => {
    const set = { ...setOf([0.1, NaN, 0.5, 1], 2), weights: Float64Array.of(10, 0, 2, 900) };
    const picked = pickSeries(set, [1]);
    expect([...picked.weights!]).toEqual([2, 900]);
    expect(picked.leftOut).toEqual({ series: 1, total: 10 });
  });

  it('come back to the last bit, NaN and negative zero included', () => {
    const value = fc.oneof(
      fc.double(),
      fc.nat(),
      fc.constantFrom(NaN, -0, 5e-324, Infinity, 16777217)
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 30 }), rows => {
        const set = setOf(rows.flat(), 3);
        const back = unpackSeries(JSON.parse(JSON.stringify(packSeries(set))));
        expect(bits(back.values)).toBe(bits(set.values));
        expect({ ...back, values: null }).toEqual({ ...set, values: null });
      })
    );
  });

  it('take four bytes a value when that loses nothing, else eight', () => {
    expect(packSeries(setOf([1, 2, NaN, 16777216], 2)).encoding).toBe('f32');
    expect(packSeries(setOf([1, 2, 0.1, 4], 2)).encoding).toBe('f64');
    expect(packSeries(setOf([16777217, 2], 2)).encoding).toBe('f64');
  });

  it('are the same in however many pieces they are written', () => {
    const set = setOf(
      Array.from({ length: 400_001 }, (_, i) => i % 1013),
      1
    );
    const packed = packSeries(set);
    expect(packed.values).toHaveLength(4 * Math.ceil((400_001 * 4) / 3));
    expect(bits(unpackSeries(packed).values)).toBe(bits(set.values));
  });

  it('of no series are no bytes', () => {
    const packed = packSeries(setOf([], 3));
    expect(packed.values).toBe('');
    expect(unpackSeries(packed).keys).toEqual([]);
  });

  it.each<[string, (packed: ReturnType<typeof packSeries>) => void]>([
    ['a grid that is too long for its bytes', p => (p.grid = { ...p.grid, length: 7 })],
    ['a grid nobody can hold', p => (p.grid = { ...p.grid, length: 1e12 })],
    ['a partial bucket outside', p => (p.grid = { ...p.grid, partial: 3 })],
    ['keys of another width', p => (p.keys = [['a', 'b']])],
    ['keys that are not text', p => (p.keys = [[1 as unknown as string], ['b']])],
    ['marks of another grid', p => (p.missing = '')]
  ])('with %s are refused', (_, spoil) => {
    const packed = packSeries(setOf([1, 2, 3, 4, 5, 6], 3));
    spoil(packed);
    expect(() => unpackSeries(packed)).toThrow();
  });

  it('can be cut to some rows, the rest counted as left out', () => {
    const cut = pickSeries(setOf([1, 1, 10, NaN, 100, 100], 2), [2, 0]);
    expect(cut.keys).toEqual([['key 2'], [null]]);
    expect([...cut.values]).toEqual([100, 100, 1, 1]);
    expect(cut.leftOut).toEqual({ series: 1, total: 10 });
    expect(pickSeries(cut, [0]).leftOut).toEqual({ series: 2, total: 12 });
  });
});
