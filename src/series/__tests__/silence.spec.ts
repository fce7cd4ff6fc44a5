import { markMissing, silentBuckets } from '../silence';
import { Missing } from '../types';

const HOUR = 3_600_000;
const { outside, silent, notArrived } = Missing;

/** Marks of hourly counts; the range ended `age` hours before now. */
const marks = (counts: number[], { partial = -1, age = 48 } = {}): number[] => [
  ...silentBuckets(
    Float64Array.from(counts),
    { bucketMs: HOUR, start: 0, length: counts.length, partial },
    (counts.length + age) * HOUR
  )
];
const many = (length: number, value: (i: number) => number): number[] =>
  Array.from({ length }, (_, i) => value(i));

describe('a silent log source', () => {
  it('before its first row is outside of the log', () => {
    const counts = [...many(30, () => 0), ...many(60, i => 500 + i)];
    expect(marks(counts)).toEqual([...many(30, () => outside), ...many(60, () => 0)]);
  });

  it('in a busy log is even one empty bucket', () => {
    const counts = many(90, i => (i === 40 ? 0 : 1000));
    expect(marks(counts)).toEqual(many(90, i => (i === 40 ? silent : 0)));
  });

  it('at the end is marked, but never the bucket that is not over', () => {
    const counts = [...many(50, () => 300), 0, 0, 0, 0];
    expect(marks(counts, { partial: 53 }).slice(50)).toEqual([silent, silent, silent, 0]);
  });

  it('is not what the last hours are: their rows may still come', () => {
    const counts = [...many(50, () => 300), 0, 0, 0, 0];
    expect(marks(counts, { partial: 53, age: -0.5 }).slice(49)).toEqual([
      0,
      notArrived,
      notArrived,
      notArrived,
      0
    ]);
    expect(marks(counts, { age: 0 }).slice(49)).toEqual([0, ...many(4, () => notArrived)]);
  });

  it('is what the last hours are once rows no longer come that late', () => {
    const counts = [...many(50, () => 300), ...many(8, () => 0)];
    expect(marks(counts, { partial: 57, age: -0.5 }).slice(50)).toEqual([
      ...many(7, () => silent),
      0
    ]);
  });

  it('is told as such before hours that have rows, however new', () => {
    const counts = [...many(50, () => 300), 0, 0, 20];
    expect(marks(counts, { partial: 52, age: -0.5 }).slice(50)).toEqual([silent, silent, 0]);
  });

  it('of few rows leaves its last hours open all the same', () => {
    const counts = many(90, i => (i % 6 === 2 ? 1 : 0));
    expect(marks(counts, { age: 0 }).slice(85)).toEqual([0, 0, ...many(3, () => notArrived)]);
  });

  it('in a sparse log is only what is far longer than its usual gaps', () => {
    const nights = many(14 * 24, i => (i % 24 < 8 ? 0 : 2));
    expect(new Set(marks(nights))).toEqual(new Set([0]));
    const outage = nights.map((n, i) => (i >= 100 && i < 172 ? 0 : n));
    const marked = marks(outage);
    expect(marked[130]).toBe(silent);
    expect(marked.filter(code => code !== 0).length).toBeLessThan(90);
  });

  it('of few rows is never called silent', () => {
    expect(new Set(marks(many(90, i => (i % 30 === 17 ? 1 : 0))))).toEqual(new Set([0]));
  });

  it('is not what lies between a handful of files, however long', () => {
    const files = [5, 40, 41, 60, 840, 900];
    const counts = many(908, i => (files.includes(i) ? 1 + (i % 3) : 0));
    expect(new Set(marks(counts))).toEqual(new Set([0]));
    expect(new Set(marks([200, ...many(600, () => 0), 300]))).toEqual(new Set([0]));
  });

  it('is told once a week of days was seen', () => {
    const counts = [...many(7, () => 200), ...many(23, () => 0)];
    expect(marks(counts)).toEqual([...many(7, () => 0), ...many(23, () => silent)]);
  });

  it.each([[[]], [[0, 0, 0]], [[5]], [[0]]])('of %j has no marks', counts => {
    expect(marks(counts)).toEqual(counts.map(() => 0));
  });
});

describe('marks', () => {
  it('turn zeros into no observation and leave what was counted', () => {
    const set = {
      grid: { bucketMs: 1, start: 0, length: 3, partial: 2 },
      keyNames: ['k'],
      keys: [['a'], ['b']],
      values: Float64Array.from([0, 1, 0, 4, 0, 0]),
      missing: new Uint8Array(3),
      leftOut: null
    };
    const marked = markMissing(set, Uint8Array.from([outside, 0, silent]));
    expect([...marked.values]).toEqual([NaN, 1, 0, 4, 0, 0]);
    expect([...marked.missing]).toEqual([outside, 0, silent]);
  });
});
