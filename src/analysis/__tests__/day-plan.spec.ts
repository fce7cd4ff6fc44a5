import * as fc from 'fast-check';

import { closedDays, daysIn, isWithin, missingSpans } from '../day-plan';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const day = (n: number): number => n * DAY;

describe('the closed days of a range', () => {
  it('are the whole ones that ended before the margin', () => {
    const range = { from: day(10) + HOUR, to: day(15) + HOUR };
    expect(closedDays(range, Infinity)).toEqual([11, 12, 13, 14]);
    expect(closedDays(range, day(14))).toEqual([11, 12, 13]);
    expect(closedDays(range, day(14) - 1)).toEqual([11, 12]);
    expect(closedDays({ from: day(10), to: day(10) + HOUR }, Infinity)).toEqual([]);
  });
});

describe('what of a range is missing', () => {
  it('is all of it when nothing is here, and one day when it moved by one', () => {
    const range = { from: day(10), to: day(40) };
    expect(missingSpans(range, new Set())).toEqual([range]);
    const here = new Set(Array.from({ length: 29 }, (_, i) => 10 + i));
    expect(missingSpans(range, here)).toEqual([{ from: day(39), to: day(40) }]);
    expect(missingSpans(range, new Set([...here, 39]))).toEqual([]);
  });

  it('stays as it was begun', () => {
    const range = { from: day(10), to: day(20) };
    const begun = [{ from: day(18), to: day(20) }];
    expect(missingSpans(range, new Set([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]), begun)).toEqual(
      begun
    );
    expect(missingSpans(range, new Set([10, 12, 13, 14, 15, 16, 17]), begun)).toEqual([
      { from: day(11), to: day(12) },
      ...begun
    ]);
  });

  it('covers with the days that are here exactly the range, in at most three statements', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 * 24 }),
        fc.integer({ min: 1, max: 40 * 24 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 70 })),
        (start, length, days) => {
          const range = { from: start * HOUR, to: (start + length) * HOUR };
          const here = new Set(days.filter(n => closedDays(range, Infinity).includes(n)));
          const spans = missingSpans(range, here);
          expect(spans.length).toBeLessThanOrEqual(3);
          const used = [...here].filter(n => !isWithin(n, spans));
          expect(daysIn(spans) + used.length).toBeCloseTo(daysIn([range]), 9);
          for (let hour = range.from; hour < range.to; hour += HOUR) {
            const asked = spans.filter(({ from, to }) => from <= hour && hour < to).length;
            const kept = used.includes(Math.floor(hour / DAY)) ? 1 : 0;
            expect(asked + kept).toBe(1);
          }
        }
      )
    );
  });
});
