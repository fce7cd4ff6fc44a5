import * as fc from 'fast-check';

import { ticksOf } from '../ticks';

describe('ticks', () => {
  it.each<[number, number, number[]]>([
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 0.3, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
    [0, 7.3, [0, 2, 4, 6]],
    [0, 432, [0, 100, 200, 300, 400]],
    [-40, 1300, [0, 200, 400, 600, 800, 1000, 1200]],
    [0, 3.2e9, [0, 5e8, 1e9, 1.5e9, 2e9, 2.5e9, 3e9]]
  ])('of %d to %d are round', (low, high, ticks) => {
    expect(ticksOf(low, high, 5)).toEqual(ticks);
  });

  it.each([
    [1, 1],
    [2, 1],
    [NaN, 1],
    [0, Infinity]
  ])('of %d to %d are none', (low, high) => {
    expect(ticksOf(low, high, 5)).toEqual([]);
  });

  it('lie within any range, ascend, and are a handful', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), high => {
        const ticks = ticksOf(0, high, 5);
        expect(ticks[0]).toBe(0);
        expect(ticks[ticks.length - 1]).toBeLessThanOrEqual(high);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(9);
        expect(ticks.slice(1).every((tick, i) => tick > ticks[i])).toBe(true);
      })
    );
  });
});
