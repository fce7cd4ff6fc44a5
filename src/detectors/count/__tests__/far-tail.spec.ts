import { DEFAULT_OPTIONS, detect } from '../..';
import { farChance, farQuantile, farTail } from '../far-tail';
import { count, normal, uniform } from './background';

/** Normal deviations with a share of exponential ones far out. */
function deviations(seed: number, length: number, wild: number): Float64Array {
  const random = uniform(seed);
  return Float64Array.from({ length }, () =>
    random() < wild ? 1.6 - 1.5 * Math.log(1 - random()) : normal(random)
  );
}

it.each([
  [0, 1.5],
  [4, 2]
])(
  'leaves a normal law its own tail with %p events, or one less than %p times as long',
  (events, most) => {
    let longer = 0;
    for (let seed = 0; seed < 100; seed++) {
      const r = deviations(seed, 365, 0);
      r.fill(9, 0, events);
      const tail = farTail(r, 365, 0);
      // A normal's quantile at one in 10,000.
      longer += tail !== null && farQuantile(tail, 1e-4) > most * 3.72 ? 1 : 0;
    }
    expect(longer).toBeLessThanOrEqual(10);
  }
);

it('sees a tail that is longer than it looks from the middle', () => {
  const r = deviations(1, 2000, 0.06);
  const beyond = r.filter(d => d > 6).length / 2000;
  const tail = farTail(r, 2000, 0)!;
  expect(farChance(tail, 6)).toBeGreaterThan(beyond / 3);
  expect(farChance(tail, 6)).toBeLessThan(beyond * 3);
  expect(farChance(tail, farQuantile(tail, 1e-5))).toBeCloseTo(1e-5, 9);
  expect(farChance(tail, tail.from / 2)).toBe(0);
});

it('says nothing of few values', () => {
  expect(farTail(deviations(2, 200, 0), 200, 0)).toBeNull();
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
