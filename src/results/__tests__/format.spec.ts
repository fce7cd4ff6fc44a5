import type { Measure } from '../../questions/types';
import { nullTranslator } from '@jupyterlab/translation';

import fc from 'fast-check';

import { DEFAULT_RATE } from '../../detectors/options';
import { DialScale, perDayOf, rateOf } from '../dial';
import { Format } from '../format';

const format = new Format(nullTranslator.load('test'));
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT = Date.UTC(2026, 10, 12, 14);

describe('numbers', () => {
  it.each([
    [1284, '1,284'],
    [0, '0'],
    [57.4, '57'],
    [3.14159, '3.1'],
    [0.0421, '0.042'],
    [-3, '−3'],
    [3.6e-15, '0'],
    [123_456_789_012, '123 billion'],
    [NaN, '–'],
    [Infinity, '–']
  ])('writes %p as %s', (value, text) => expect(format.number(value)).toBe(text));

  it.each([
    [0.999, '99.9\u00a0%'],
    [0.99999, '>\u00a099.99\u00a0%'],
    [0.9995, '>\u00a099.9\u00a0%'],
    [1, '100\u00a0%'],
    [0.041, '4.1\u00a0%']
  ])('writes the share %p as %s, never rounding up to certainty', (share, text) =>
    expect(format.percent(share)).toBe(text)
  );

  it.each([
    [0.04, '0.04'],
    [2.6e-7, '3 × 10⁻⁷'],
    [1e-6, '10⁻⁶'],
    [9.7e-6, '10⁻⁵'],
    [1e-40, '< 10⁻¹²'],
    [0, '< 10⁻¹²'],
    [NaN, '–']
  ])('writes the probability %p as %s', (p, text) => expect(format.probability(p)).toBe(text));

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [12_400_000, '12.4 MB'],
    [-2e12, '−2 TB']
  ])('writes %p bytes as %s', (bytes, text) => expect(format.bytes(bytes)).toBe(text));

  it('puts the noun of the measure beside a value', () => {
    expect(format.amount(1, { kind: 'count' })).toBe('1 event');
    expect(format.amount(1284, { kind: 'count' })).toBe('1,284 events');
    expect(format.amount(3, { kind: 'distinct', field: 'ip' })).toBe('3 different values of ip');
    expect(format.amount(2e9, { kind: 'sum', field: 'traffic.bytes' })).toBe('2 GB');
    expect(format.amount(0.25, { kind: 'ratio', of: [] })).toBe('a share of 25\u00a0%');
  });
});

describe('times', () => {
  it('are UTC, the hour only where it is known', () => {
    expect(format.time(AT, HOUR)).toBe('12 Nov 14:00');
    expect(format.time(AT, DAY)).toBe('12 Nov');
    expect(format.time(AT, HOUR, true)).toBe('12 Nov 2026 14:00');
  });

  it('name a stretch by its ends', () => {
    expect(format.span(AT, AT + HOUR, HOUR)).toBe('12 Nov 14:00');
    expect(format.span(AT, AT + 3 * HOUR, HOUR)).toBe('12 Nov 14:00 – 17:00');
    expect(format.span(AT, AT + 20 * HOUR, HOUR)).toBe('12 Nov 14:00 – 13 Nov 10:00');
    expect(format.span(AT - 14 * HOUR, AT + 34 * HOUR, DAY)).toBe('12 Nov – 13 Nov');
  });

  it('name a range with its year once', () => {
    const from = Date.UTC(2026, 9, 26);
    expect(format.range(from, Date.UTC(2026, 10, 24, 10))).toBe('26 Oct – 24 Nov 2026 10:00 UTC');
    expect(format.range(from, Date.UTC(2026, 10, 24))).toBe('26 Oct – 23 Nov 2026 UTC');
    expect(format.range(Date.UTC(2025, 11, 30), Date.UTC(2026, 0, 2))).toBe(
      '30 Dec 2025 – 1 Jan 2026 UTC'
    );
  });

  it('survive what is no time', () => {
    expect(format.time(NaN, DAY)).toBe('–');
    expect(format.moment('soon')).toBe('soon');
  });

  it('follow the language, whatever it is called', () => {
    const trans = nullTranslator.load('test');
    expect(new Format(trans, 'de_DE').number(1284)).toBe('1.284');
    expect(new Format(trans, 'no language').number(1284)).toBe('1,284');
  });
});

describe('a stretch over the turn of a year', () => {
  it('has the year at both ends', () => {
    const from = Date.UTC(2022, 0, 1);
    expect(format.span(from, Date.UTC(2024, 0, 1), DAY)).toBe('1 Jan 2022 – 31 Dec 2023');
    expect(format.span(from, Date.UTC(2022, 0, 3), DAY)).toBe('1 Jan – 2 Jan');
  });
});

describe('dial', () => {
  it('turns false flags a day into the rate of the detectors and back', () => {
    expect(rateOf(0.1, 365)).toBeCloseTo(0.1);
    expect(perDayOf(rateOf(0.25, 412), 412)).toBeCloseTo(0.25);
  });

  it('never asks for more than a flag a series and day', () => {
    expect(rateOf(20, 3)).toBe(365);
  });

  it('has a place for the rate of a new analysis, well inside, whatever the number of series', () => {
    for (const series of [1, 12, 412, 10_000]) {
      const scale = new DialScale(series, 3);
      expect(scale.rateAt(scale.usual)).toBe(DEFAULT_RATE);
      expect(scale.usual).toBeGreaterThan(10);
      expect(scale.usual).toBeLessThan(scale.steps - 10);
    }
  });

  it('gives back the rate that the result came with, and shows more to the right', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.double({ min: 0.0001, max: 365, noNaN: true }),
        (series, own) => {
          const scale = new DialScale(series, own);
          const at = scale.positionOf(own);
          expect([own, DEFAULT_RATE]).toContain(scale.rateAt(at));
          const rates = Array.from({ length: scale.steps + 1 }, (_, i) => scale.rateAt(i));
          expect(rates.every((rate, i) => i === 0 || rate >= rates[i - 1] * 0.9)).toBe(true);
          expect(rates.every(rate => rate > 0 && rate <= 365)).toBe(true);
        }
      )
    );
  });

  it('keeps the knob on the scale', () => {
    const scale = new DialScale(50, 0);
    expect(scale.positionOf(0)).toBe(0);
    expect(scale.positionOf(1e9)).toBe(scale.steps);
  });
});

describe('a length of time', () => {
  it.each([
    [800, '0.8 s'],
    [185_000, '3 min 05 s'],
    [3_600_000, '1 h 00 min'],
    [5_400_000, '1 h 30 min'],
    [7_199_900, '2 h 00 min']
  ])('of %p ms is written %s', (ms, text) => expect(format.duration(ms)).toBe(text));
});

describe('what an axis counts', () => {
  it.each([
    [{ kind: 'count' }, 'Events per hour'],
    [{ kind: 'distinct', field: 'src_ip' }, 'Different values of src ip per hour'],
    [{ kind: 'sum', field: 'bytes_out' }, 'Sum of bytes out per hour'],
    [{ kind: 'ratio', of: [] }, 'Share of the events of each hour']
  ] as const)('of %p is named', (measure, text) =>
    expect(format.perBucket(measure as unknown as Measure, 3_600_000)).toBe(text)
  );
});
