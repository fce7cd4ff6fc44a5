import fc from 'fast-check';

import { silences } from '../silences';
import type { ISilenceOptions } from '../silences';

const HOUR = 3_600_000;
/** Monday, 1 June 2026, 00:00 UTC. */
const MONDAY = Date.UTC(2026, 5, 1) / HOUR;

/** Reproducible noise in [0, 1). */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function poisson(mean: number, next: () => number): number {
  let n = 0;
  for (let product = next(); product > Math.exp(-mean); product *= next()) {
    n++;
  }
  return n;
}

function hours(days: number, mean: (hour: number) => number, seed = 1): Float64Array {
  const next = noise(seed);
  return Float64Array.from({ length: days * 24 }, (_, i) => poisson(mean(i), next));
}

function look(values: Float64Array, more: Partial<ISilenceOptions> = {}) {
  return silences(values, {
    bucketMs: HOUR,
    start: MONDAY,
    end: values.length,
    isBack: false,
    lateness: 6 * HOUR,
    ...more
  });
}

/** Working hours of working days. */
const office = (hour: number): number =>
  Math.floor(hour / 24) % 7 < 5 && hour % 24 >= 8 && hour % 24 < 18 ? 12 : 0;

describe('a silence', () => {
  it('that lasts is told since when, with what should have come', () => {
    const values = hours(30, () => 20).fill(0, 680);
    const [found, ...others] = look(values);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ first: 680, last: 719, ongoing: true });
    expect(found.usual).toBeCloseTo(20, 0);
    expect(found.missed).toBeGreaterThan(700);
    expect(found.p).toBeLessThan(1e-50);
  });

  it('of a day in the middle is told although it ended', () => {
    const values = hours(30, () => 20).fill(0, 240, 264);
    expect(look(values)).toMatchObject([{ first: 240, last: 263, ongoing: false }]);
  });

  it('is told each time it happens', () => {
    const values = hours(30, () => 20)
      .fill(0, 240, 264)
      .fill(0, 500, 520);
    expect(look(values).map(({ first }) => first)).toEqual([240, 500]);
  });

  it('is not the night or the weekend of an office', () => {
    for (const days of [9, 14, 30, 60]) {
      expect(look(hours(days, office))).toEqual([]);
    }
  });

  it('is a working day on which an office is empty', () => {
    const values = hours(30, office).fill(0, 9 * 24, 10 * 24);
    const [found] = look(values);
    // From the end of the day before to the morning after.
    expect(found.first).toBeGreaterThan(8 * 24);
    expect(found.last).toBeLessThan(11 * 24);
  });

  it('is not a sparse source that has long gaps anyway', () => {
    for (let seed = 1; seed <= 40; seed++) {
      expect(look(hours(30, () => 0.15, seed))).toEqual([]);
    }
  });

  it('is not a source that was only there for a burst', () => {
    expect(look(hours(30, hour => (hour > 100 && hour < 130 ? 50 : 0)))).toEqual([]);
  });

  it('of a source that comes once an hour, always, is told after a day', () => {
    const values = new Float64Array(720).fill(1).fill(0, 690);
    expect(look(values)).toMatchObject([{ first: 690, ongoing: true }]);
  });

  it('is not what may still come', () => {
    const late = hours(30, () => 200).fill(0, 715);
    expect(look(late)).toEqual([]);
    expect(look(late, { lateness: 3 * HOUR })).toHaveLength(1);
  });

  it('that ended in the hour that is not over is not ongoing', () => {
    const values = hours(30, () => 20).fill(0, 680);
    expect(look(values, { isBack: true })).toMatchObject([{ first: 680, ongoing: false }]);
  });

  it('is found by days too, the weekend aside', () => {
    const DAY = 24 * HOUR;
    const busy = (i: number) => (i % 7 < 5 ? 400 + (i % 3) : 0);
    const values = Float64Array.from({ length: 70 }, (_, i) => busy(i)).fill(0, 30, 32);
    const days = { bucketMs: DAY, start: MONDAY / 24 };
    expect(look(values, days)).toMatchObject([{ first: 30, last: 31 }]);
    expect(
      look(
        Float64Array.from({ length: 70 }, (_, i) => busy(i)),
        days
      )
    ).toEqual([]);
  });

  it('is nothing where there is nothing, and never reaches an unknown bucket', () => {
    expect(look(new Float64Array(0))).toEqual([]);
    expect(look(new Float64Array(500))).toEqual([]);
    expect(look(hours(30, () => 20).fill(NaN, 240, 264))).toEqual([]);
  });

  it('is an empty stretch inside of the series, whatever that is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.constant(NaN), fc.double({ min: 0, noNaN: true })), {
          maxLength: 400
        }),
        fc.boolean(),
        (numbers, isBack) => {
          const values = Float64Array.from(numbers);
          for (const found of look(values, { isBack })) {
            expect(found.first).toBeGreaterThan(0);
            expect(found.last).toBeLessThan(values.length);
            expect(values.subarray(found.first, found.last + 1).every(v => v === 0)).toBe(true);
            expect(found.p).toBeLessThanOrEqual(1e-6 * (1 + 1e-9));
          }
        }
      )
    );
  });
});
