import fc from 'fast-check';

import { readCells } from '../cells';
import { gridOf, timeOf } from '../grid';
import { SeriesReader } from '../reader';
import type { IGrid, ISeriesSet } from '../types';

const HOUR = 3_600_000;
const GRID: IGrid = { bucketMs: HOUR, start: 100, length: 4, partial: -1 };

function row(slice: string, keys: (string | null)[], cells: string, total = '1', all = ['2', '9']) {
  return [slice, ...keys, total, '1', cells, ...all];
}

function read(
  rows: (string | null)[][],
  grid = GRID,
  gaps: 'zero' | 'missing' = 'zero'
): ISeriesSet {
  const reader = new SeriesReader(grid, ['account', 'service'].slice(0, rows[0].length - 6), {
    gaps
  });
  rows.forEach(one => reader.add(one));
  return reader.finish();
}

describe('the grid', () => {
  it('covers whole buckets of a half-open range', () => {
    const grid = gridOf({ from: 10 * HOUR, to: 13 * HOUR }, HOUR);
    expect(grid).toEqual({ bucketMs: HOUR, start: 10, length: 3, partial: -1 });
    expect(timeOf(grid, 3)).toBe(13 * HOUR);
  });

  it('marks a last bucket that is not over', () => {
    const grid = gridOf({ from: 10 * HOUR, to: 12 * HOUR + 1 }, HOUR);
    expect(grid).toMatchObject({ length: 3, partial: 2 });
  });

  it('of an empty range has no buckets', () => {
    expect(gridOf({ from: HOUR, to: HOUR }, HOUR)).toMatchObject({ length: 0, partial: -1 });
    expect(gridOf({ from: 2 * HOUR, to: HOUR }, HOUR)).toMatchObject({ length: 0, partial: -1 });
  });
});

describe('the rows behind shares', () => {
  const weighted = (keys: string[], cells: string, weights: string, total: string): string[] => [
    ...(row('top', keys, cells, total) as string[]),
    weights
  ];
  const shares = (rows: (string | null)[][]): ISeriesSet => {
    const reader = new SeriesReader(GRID, ['account'], { gaps: 'missing' });
    rows.forEach(one => reader.add(one));
    return reader.finish();
  };

  it('lie beside them, in the order of the series', () => {
    const set = shares([
      weighted(['a'], '{"100":0.5,"102":1}', '{"102":1,"100":4}', '5'),
      weighted(['b'], '{"101":0,"103":0.25}', '{"101":900,"103":8}', '908')
    ]);
    expect(set.keys).toEqual([['b'], ['a']]);
    expect([...set.values]).toEqual([NaN, 0, NaN, 0.25, 0.5, NaN, 1, NaN]);
    expect([...set.weights!]).toEqual([0, 900, 0, 8, 4, 0, 1, 0]);
  });

  it('are no observation where there are none, whatever the share says', () => {
    const set = shares([weighted(['a'], '{"100":0.5,"101":1}', '{"100":0,"103":7}', '5')]);
    expect([...set.values]).toEqual([NaN, NaN, NaN, NaN]);
    expect([...set.weights!]).toEqual([0, 0, 0, 0]);
  });

  it('are unknown when the statement did not give them, and not kept for counts', () => {
    expect(shares([row('top', ['a'], '{"100":0.5}')]).weights).toBeNull();
    const counts = new SeriesReader(GRID, ['account'], { gaps: 'zero' });
    counts.add(weighted(['a'], '{"100":2}', '{"100":3}', '2'));
    expect(counts.finish().weights).toBeNull();
  });
});

describe('cells', () => {
  const cells = (text: string, length = 4): number[] => {
    const out = new Float64Array(length);
    readCells(text, 100, out);
    return [...out];
  };

  it('read what JSON.parse reads, in any order', () => {
    const number = fc.oneof(
      fc.nat(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, 1e21, 9007199254740993, 1.5e9, 123456789012345678)
    );
    const entries = fc.uniqueArray(fc.tuple(fc.integer({ min: 90, max: 115 }), number), {
      selector: ([bucket]) => bucket,
      minLength: 1
    });
    fc.assert(
      fc.property(entries, pairs => {
        const text = `{${pairs.map(([b, v]) => `"${b}":${JSON.stringify(v)}`).join(',')}}`;
        const wanted = new Float64Array(10);
        for (const [bucket, value] of Object.entries(JSON.parse(text) as Record<string, number>)) {
          if (Number(bucket) >= 100 && Number(bucket) < 110) {
            wanted[Number(bucket) - 100] = value;
          }
        }
        expect(cells(text, 10)).toEqual([...wanted]);
      })
    );
  });

  it('read the spellings of numbers that engines use', () => {
    expect(cells('{"100":1.5E9,"101":-2,"102": 3 ,"103":null}')).toEqual([1.5e9, -2, 3, NaN]);
    expect(cells('{"100":NaN,"101":"NaN"}')).toEqual([NaN, NaN, 0, 0]);
    expect(cells('{}')).toEqual([0, 0, 0, 0]);
    expect(cells('{"-5":7,"100":1}')).toEqual([1, 0, 0, 0]);
  });

  it.each(['', '[1]', '{"100":1', '{"100":x}', '{"100":}', '{"abc":1}', '{"100"', '{"100":1,}'])(
    'refuse %j instead of guessing',
    text => {
      expect(() => cells(text)).toThrow('malformed');
    }
  );
});

describe('rows of the series statement', () => {
  it('become series with true zeros between the bounds', () => {
    const set = read([
      row('all', [null], '{"100":5}', '5'),
      row('top', ['a'], '{"103":2,"101":3}', '5')
    ]);
    expect(set.keys).toEqual([['a']]);
    expect([...set.values]).toEqual([0, 3, 0, 2]);
  });

  it('of a ratio have no observation where there were no rows', () => {
    const set = read([row('top', ['a'], '{"101":0,"102":0.5}')], GRID, 'missing');
    expect([...set.values]).toEqual([NaN, 0, 0.5, NaN]);
  });

  it('keep NULL and the empty string apart', () => {
    const set = read([row('top', [null, 'x'], '{"100":1}'), row('top', ['', 'x'], '{"100":2}')]);
    expect(set.keys).toHaveLength(2);
    expect(set.keys).toEqual(
      expect.arrayContaining([
        [null, 'x'],
        ['', 'x']
      ])
    );
  });

  it('keep hostile keys as they are', () => {
    const key = `x' OR '1'='1\u202e<img src=x onerror=alert(1)>${'A'.repeat(4000)}`;
    expect(read([row('top', [key], '{"100":1}')]).keys[0][0]).toBe(key);
  });

  it('keep the value of a bucket that is not over', () => {
    const set = read([row('top', ['a'], '{"103":7}')], { ...GRID, partial: 3 });
    expect(set.values[3]).toBe(7);
    expect([...set.missing]).toEqual([0, 0, 0, 0]);
  });

  it('say what was left out', () => {
    const set = read([
      row('all', [null], '{}', '30', ['7', '30']),
      row('top', ['a'], '{"100":20}', '20', ['7', '30']),
      row('rare', ['b'], '{"100":4}', '4', ['7', '30'])
    ]);
    expect(set.leftOut).toEqual({ series: 5, total: 6 });
    expect(read([row('top', ['a'], '{"100":9}', '9', ['1', '9'])]).leftOut).toBeNull();
  });

  it('give the same set in any order', () => {
    const rows = [
      ['b', '3'],
      ['a', '3'],
      [null, '3'],
      ['', '9'],
      ['z', '1']
    ].map(([key, total]) => row('top', [key], `{"101":${total}}`, total ?? '0', ['5', '19']));
    const wanted = read(rows);
    expect(wanted.keys.map(([key]) => key)).toEqual(['', 'a', 'b', null, 'z']);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), shuffled => {
        expect(read(shuffled)).toEqual(wanted);
      })
    );
  });

  it('that came twice count once', () => {
    const twice = [row('top', ['a'], '{"100":1}'), row('rare', ['a'], '{"100":1}')];
    expect(read(twice).keys).toEqual([['a']]);
  });

  it('give no series when there are none', () => {
    const set = new SeriesReader(GRID, ['account'], { gaps: 'zero' }).finish();
    expect(set).toMatchObject({ keys: [], leftOut: null });
    expect(set.values).toHaveLength(0);
  });

  it('of another statement are refused', () => {
    const reader = new SeriesReader(GRID, ['account'], { gaps: 'zero' });
    expect(() => reader.add(['a', '1'])).toThrow('columns');
  });
});
