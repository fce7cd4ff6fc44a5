import * as fc from 'fast-check';

import type { IDetectorOptions } from '../../types';
import { detectSeed, seedReport } from '../detect';
import { fitLine } from '../slope';

const day: IDetectorOptions = {
  profile: 'seed',
  grain: 'day',
  rate: 1,
  iqrMultiple: 5,
  decomposition: 'additive',
  cusumThreshold: 0.01,
  partialLast: false
};

const wave = (n: number) => Float64Array.from({ length: n }, (_, i) => 50 + ((i * 37) % 11));

describe('profile seed at the edges', () => {
  it.each([[[]], [[3]], [[3, 9]], [[NaN, NaN, NaN]]])('finds nothing in %j', values => {
    const found = detectSeed(Float64Array.from(values), day);
    expect(found.outliers).toEqual([]);
    expect(found.changes).toEqual([]);
    expect(found.trend.direction).toBe('flat');
    expect(found.expected).toHaveLength(values.length);
  });

  it('has no decomposition below two whole periods, but still a slope and changes', () => {
    const values = Float64Array.of(1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9);
    const report = seedReport(values, day);
    expect(report.rule).toBeNull();
    expect(fitLine(values).slope).toBeCloseTo(1.007, 3);
    expect(detectSeed(values, day).changes.map(c => [c.index, c.direction])).toEqual([[6, 'up']]);
  });

  it('has no outliers without a calendar, since the reference infers no period', () => {
    const values = wave(100);
    values[50] = 5000;
    expect(detectSeed(values, { ...day, grain: 'none' }).outliers).toEqual([]);
    expect(detectSeed(values, day).outliers).not.toEqual([]);
  });

  it('leaves a partial last bucket out of everything', () => {
    const values = wave(101);
    values[100] = 0;
    const whole = detectSeed(values.subarray(0, 100), day);
    const partial = detectSeed(values, { ...day, partialLast: true });
    expect(partial.trend).toEqual(whole.trend);
    expect(partial.outliers).toEqual(whole.outliers);
    expect(partial.expected[100]).toBeNaN();
  });

  it('draws a line through missing buckets and never flags one', () => {
    const values = wave(100);
    values[40] = NaN;
    values[60] = 5000;
    values[61] = NaN;
    const found = detectSeed(values, day).outliers;
    expect(found.some(o => o.first <= 60 && o.last >= 60)).toBe(true);
    expect(found.every(o => o.first > 61 || o.last < 61)).toBe(true);
  });

  it('moves with the multiple: fewer outliers at a higher one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(200), { minLength: 20, maxLength: 120 }),
        fc.double({ min: 0.5, max: 5, noNaN: true }),
        (numbers, multiple) => {
          const values = Float64Array.from(numbers);
          const flagged = (m: number) =>
            detectSeed(values, { ...day, iqrMultiple: m }).outliers.reduce(
              (n, o) => n + o.last - o.first + 1,
              0
            );
          return flagged(multiple + 1) <= flagged(multiple);
        }
      )
    );
  });

  it('takes any numbers without an exception', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double(), { maxLength: 60 }),
        fc.constantFrom('day', 'hour', 'minute', 'none'),
        fc.constantFrom('additive', 'multiplicative'),
        fc.boolean(),
        (numbers, grain, decomposition, partialLast) => {
          const values = Float64Array.from(numbers);
          const found = detectSeed(values, {
            ...day,
            grain: grain as IDetectorOptions['grain'],
            decomposition: decomposition as IDetectorOptions['decomposition'],
            partialLast
          });
          return found.upper.length === values.length;
        }
      )
    );
  });
});
