import { DEFAULT_OPTIONS, detect } from '../..';
import { farChance, farQuantile } from '../far-tail';
import { farTail } from '../tail-fit';
import { count, normal, uniform } from './background';

/** Normal deviations with a share of exponential ones far out. */
function deviations(seed: number, length: number, wild: number): Float64Array {
  const random = uniform(seed);
  return Float64Array.from({ length }, () =>
    random() < wild ? 1.6 - 1.5 * Math.log(1 - random()) : normal(random)
  );
}

it.each([
  [0, true, 1.8],
  [2, true, 1.8],
  [0, false, 1.3],
  [2, false, 1.3]
])('keeps near a normal law with %p events, sums of parts: %p', (events, sums, most) => {
  let longer = 0;
  for (let seed = 0; seed < 100; seed++) {
    const r = deviations(seed, 365, 0);
    r.fill(9, 0, events);
    const tail = farTail(r, 365, 0, sums)!;
    // A normal's quantile at one in 10,000.
    longer += farQuantile(tail, 1e-4) > most * 3.72 ? 1 : 0;
  }
  expect(longer).toBeLessThanOrEqual(10);
});

it.each([true, false])('sees a tail longer than it looks from the middle, sums: %p', sums => {
  const r = deviations(1, 2000, 0.06);
  const beyond = r.filter(d => d > 6).length / 2000;
  const tail = farTail(r, 2000, 0, sums)!;
  expect(farChance(tail, 6)).toBeGreaterThan(beyond / 3);
  expect(farChance(tail, 6)).toBeLessThan(beyond * 3);
  expect(farChance(tail, farQuantile(tail, 1e-5))).toBeCloseTo(1e-5, 9);
  expect(farChance(tail, tail.from / 2)).toBe(0);
});

it('takes what happens twice for events, and four times for how sums are', () => {
  const odds = (events: number): number => {
    const r = deviations(3, 365, 0);
    for (let i = 0; i < events; i++) {
      r[20 + 60 * i] = 9;
    }
    return farTail(r, 365, 0, true)!.odds;
  };
  expect(odds(2)).toBeLessThan(0.1);
  expect(odds(4)).toBeGreaterThan(0.5);
});

it('says nothing of few values, and is unsure of a few dozen', () => {
  expect(farTail(deviations(2, 39, 0), 39, 0, true)).toBeNull();
  expect(farTail(deviations(2, 79, 0), 79, 0, true)?.unsure).toBe(true);
  expect(farTail(deviations(2, 80, 0), 80, 0, true)?.unsure).toBe(false);
});

it.each([
  [10, 1],
  [30, 1.5],
  [30, 2]
])('states how often sums of %p log-normal parts, spread %p, are flagged', (parts, spread) => {
  let flags = 0;
  let stated = 0;
  for (let seed = 0; seed < 120; seed++) {
    const random = uniform(9000 + seed);
    const values = Float64Array.from({ length: 180 }, () => {
      let sum = 0;
      for (let left = count(random, parts, 0); left > 0; left--) {
        sum += Math.round(2000 * Math.exp(spread * normal(random)));
      }
      return sum;
    });
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day', rate: 0.2 });
    flags += found.outliers.reduce((all, e) => all + e.last - e.first + 1, 0);
    stated += found.expectedFalse;
  }
  expect(stated).toBeGreaterThan(10);
  expect(flags).toBeLessThan(stated + 3.3 * Math.sqrt(stated));
});

it('does not call the few days without a part of a sum of parts dips', () => {
  let down = 0;
  for (let seed = 0; seed < 40; seed++) {
    const random = uniform(seed);
    const values = Float64Array.from({ length: 365 }, () => {
      let sum = 0;
      for (let left = count(random, 5, 0); left > 0; left--) {
        sum += Math.round(1000 * Math.pow(1 - random(), -1 / 1.2));
      }
      return sum;
    });
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day', rate: 0.02 });
    down += found.outliers.filter(e => e.direction === 'down').length;
    expect(found.expectedFalse).toBeLessThanOrEqual(0.021);
  }
  expect(down).toBeLessThanOrEqual(2);
});
