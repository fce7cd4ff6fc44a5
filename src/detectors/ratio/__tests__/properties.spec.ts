import fc from 'fast-check';

import { DEFAULT_OPTIONS, detect, explain } from '../..';
import type { DetectorGrain, IDetectorOptions } from '../..';
import { shares, uneven } from './shares';

// Hundreds of series each: the default of five seconds is short on a loaded machine.
jest.setTimeout(60_000);

const day: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'day', rate: 1 };
const grains = fc.constantFrom<DetectorGrain>('day', 'hour', 'minute', 'none');
const value = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, NaN, -1, 2, Infinity, 5e-324)
);
const weight = fc.oneof(
  fc.nat(3),
  fc.nat(2000),
  fc.constantFrom(0, NaN, -1, 0.4, Infinity, 1e9, Number.MAX_SAFE_INTEGER, 1e300)
);

it('takes any values and rows without an exception, with bounds from 0 to 1', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, weight), { maxLength: 120 }),
      grains,
      fc.boolean(),
      (list, grain, partialLast) => {
        const values = Float64Array.from(list, ([v]) => v);
        const rows = Float64Array.from(list, ([, w]) => w);
        const options = { ...day, grain, partialLast };
        const found = detect(values, options, rows);
        for (const numbers of [found.lower, found.expected, found.upper]) {
          expect(numbers).toHaveLength(list.length);
          expect([...numbers].every(x => Number.isNaN(x) || (x >= 0 && x <= 1))).toBe(true);
        }
        for (const { before, after, p } of found.changes) {
          expect([before, after, p].every(x => x >= 0 && x <= 1)).toBe(true);
        }
        expect(found.expectedFalse).toBeGreaterThanOrEqual(0);
        explain(values, options, list.length - 1, rows);
      }
    ),
    { numRuns: 200 }
  );
});

it('finds nothing in shares that are always the same', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.nat(300), (hits, more, n) => {
      const rows = new Float64Array(n).fill(hits + more);
      const values = new Float64Array(n).fill(hits / (hits + more));
      const { outliers, changes, trend } = detect(values, day, rows);
      expect([outliers, changes, trend.direction]).toEqual([[], [], 'flat']);
    }),
    { numRuns: 100 }
  );
});

it('says the same of a series whatever was seen before it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      const one = shares(a, 120, uneven, () => 0.05);
      const other = shares(b, 300, uneven, t => (t > 100 ? 0.6 : 0.1));
      const alone = detect(one.values, day, one.rows);
      detect(other.values, day, other.rows);
      detect(other.rows, day);
      expect(detect(one.values, day, one.rows)).toEqual(alone);
    }),
    { numRuns: 60 }
  );
});

it('says of the rows that do not match the opposite of what it says of those that do', () => {
  fc.assert(
    fc.property(fc.nat(), seed => {
      const { values, rows } = shares(seed, 150, uneven, t => (t === 70 ? 0.9 : 0.15));
      const rest = values.map((v, t) => (rows[t] - Math.round(v * rows[t])) / rows[t]);
      const a = detect(values, day, rows);
      const b = detect(rest, day, rows);
      expect(b.outliers.map(e => e.peak)).toEqual(a.outliers.map(e => e.peak));
      expect(b.outliers.every((e, i) => e.direction !== a.outliers[i].direction)).toBe(true);
      a.upper.forEach((u, t) => (u === u ? expect(b.lower[t]).toBeCloseTo(1 - u, 12) : 0));
    }),
    { numRuns: 60 }
  );
});

it('explains every bucket as it was judged', () => {
  const { values, rows } = shares(3, 150, uneven, t => (t % 40 === 7 ? 0.8 : 0.1));
  const found = detect(values, day, rows);
  expect(found.outliers.length).toBeGreaterThan(0);
  for (let t = 0; t < 150; t++) {
    const why = explain(values, day, t, rows);
    expect(why.flagged).toBe(found.outliers.some(e => e.first <= t && t <= e.last));
    expect(why.flagged).toBe(values[t] > found.upper[t] || values[t] < found.lower[t]);
  }
});
