import * as fc from 'fast-check';

import type { ISeriesLimit } from '../../sql/series-rows';
import { SeriesMerger } from '../merge';

type Row = (string | null)[];

/** Values of one series by bucket; of a ratio how many of how many rows match. */
interface ISeries {
  keys: (string | null)[];
  values: Map<number, number>;
  rows: Map<number, number>;
}

const LIMIT: ISeriesLimit = { top: 3, rare: 2 };
const BUCKETS = 24;

/**
 * What the series statement answers over some buckets, computed as its text says: group, rank by total, and among the
 * others by peak² / sum, keys breaking ties in the order of code points with NULL last.
 */
function answer(
  series: readonly ISeries[],
  within: (bucket: number) => boolean,
  isRatio: boolean,
  limit: ISeriesLimit
): Row[] {
  const groups = series
    .map(({ keys, values, rows }) => {
      const buckets = [...values.keys()].filter(within);
      const weighed = buckets.map(bucket => (isRatio ? rows.get(bucket)! : values.get(bucket)!));
      const matched = buckets.map(bucket => values.get(bucket)!);
      const sum = matched.reduce((a, b) => a + b, 0);
      return {
        keys,
        buckets,
        total: weighed.reduce((a, b) => a + b, 0),
        burst: sum === 0 ? null : Math.max(...matched) ** 2 / sum,
        cells: JSON.stringify(
          Object.fromEntries(
            buckets.map(bucket => [
              bucket,
              isRatio ? values.get(bucket)! / rows.get(bucket)! : values.get(bucket)!
            ])
          )
        ),
        weights: JSON.stringify(Object.fromEntries(buckets.map(b => [b, rows.get(b)!])))
      };
    })
    .filter(({ buckets }) => buckets.length > 0);
  if (groups.length === 0) {
    return [];
  }
  const text = (keys: (string | null)[]): number[][] =>
    keys.map(key => (key === null ? [Infinity] : [...key].map(char => char.codePointAt(0)!)));
  const byKeys = (a: (typeof groups)[0], b: (typeof groups)[0]): number => {
    const [x, y] = [text(a.keys), text(b.keys)];
    for (let i = 0; i < x.length; i++) {
      for (let at = 0; at < Math.max(x[i].length, y[i].length); at++) {
        const order = (x[i][at] ?? -1) - (y[i][at] ?? -1);
        if (order !== 0 && !Number.isNaN(order)) {
          return order;
        }
      }
    }
    return 0;
  };
  const ranked = [...groups].sort((a, b) => b.total - a.total || byKeys(a, b));
  const rare = ranked
    .slice(limit.top)
    .sort((a, b) => (b.burst ?? -1) - (a.burst ?? -1) || byKeys(a, b));
  const allTotal = ranked.reduce((sum, { total }) => sum + total, 0);
  const row = (slice: string, one: (typeof groups)[0]): Row => [
    slice,
    ...one.keys,
    String(one.total),
    String(one.buckets.length),
    one.cells,
    String(groups.length),
    String(allTotal),
    ...(isRatio ? [one.weights] : [])
  ];
  return [
    ...ranked.slice(0, limit.top).map(one => row('top', one)),
    ...rare.slice(0, limit.rare).map(one => row('rare', one))
  ];
}

/** Rows with their cells read, which may come in any order. */
const read = (rows: Row[], keys: number): unknown[] =>
  rows.map(row =>
    row.map((value, i) => (i === keys + 3 || i === keys + 6 ? JSON.parse(value!) : value))
  );

const KEY = fc.oneof(
  fc.constantFrom('a', 'b', '', '\ue000', '\u{1f600}', '\uffff'),
  fc.string({ maxLength: 2 }),
  fc.constant(null)
);
const VALUES = fc.dictionary(
  fc.integer({ min: 0, max: BUCKETS - 1 }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
);
const SERIES = fc
  .uniqueArray(fc.tuple(fc.tuple(KEY, KEY), VALUES), {
    selector: ([keys]) => JSON.stringify(keys),
    maxLength: 12
  })
  .map(list =>
    list.map(([keys, values]): ISeries => {
      const buckets = Object.entries(values).map(
        ([bucket, pair]) => [Number(bucket), pair] as const
      );
      return {
        keys: [...keys],
        values: new Map(buckets.map(([bucket, [n, of]]) => [bucket, Math.min(n, of)])),
        rows: new Map(buckets.map(([bucket, [, of]]) => [bucket, of]))
      };
    })
  );
const EVERYTHING: ISeriesLimit = { top: 100, rare: 0 };

describe('merging spans of days', () => {
  it.each([false, true])(
    'gives the rows that one statement would have given (a ratio: %s), however the days are split',
    isRatio => {
      fc.assert(
        fc.property(
          SERIES,
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: BUCKETS, maxLength: BUCKETS }),
          fc.nat(),
          (series, spanOf, seed) => {
            const rows = [0, 1, 2, 3].flatMap(span =>
              answer(series, bucket => spanOf[bucket] === span, isRatio, EVERYTHING)
            );
            const merger = new SeriesMerger(2, false, LIMIT);
            shuffled(rows, seed).forEach(row => merger.add(row));
            const expected = answer(series, () => true, isRatio, LIMIT);
            expect(read(merger.rows(), 2)).toEqual(read(expected, 2));
          }
        ),
        { numRuns: 300 }
      );
    }
  );

  it('takes kept days, whose rows say nothing of totals', () => {
    const merger = new SeriesMerger(1, false, LIMIT);
    merger.add(['all', null, null, null, '{"1":5}', null, null]);
    merger.add(['top', 'a', null, null, '{"1":5}', null, null]);
    merger.add(['all', null, '7', '1', '{"2":7}', '1', '7']);
    merger.add(['top', 'a', '7', '1', '{"2":7}', '1', '7']);
    expect(merger.rows()).toEqual([
      ['all', null, '12', '2', '{"1":5,"2":7}', '1', '12'],
      ['top', 'a', '12', '2', '{"1":5,"2":7}', '1', '12']
    ]);
  });

  it('believes one statement over the whole range about what it left out', () => {
    const merger = new SeriesMerger(1, true, { top: 1, rare: 0 });
    merger.add(['top', 'a', '7', '1', '{"2":7}', '250000', '900000']);
    merger.add(['top', 'b', '6', '1', '{"2":6}', '250000', '900000']);
    expect(merger.rows()).toEqual([['top', 'a', '7', '1', '{"2":7}', '250000', '900000']]);
  });

  it('of nothing is nothing', () => {
    expect(new SeriesMerger(2, false).rows()).toEqual([]);
  });
});

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  let state = seed;
  for (let i = copy.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}
