import { cosinesOf, cosineTransform } from '../cosines';
import { lineInNoise } from '../line-in-noise';
import { normal, uniform } from './background';

const BLOCKS = 52;

/** A line through noise that is an autoregression of the first order. */
function levels(seed: number, slope: number, phi: number): Float64Array {
  const random = uniform(seed);
  let noise = normal(random) / Math.sqrt(1 - (phi < 1 ? phi * phi : 0));
  return Float64Array.from({ length: BLOCKS }, (_, t) => {
    noise = t === 0 ? noise : phi * noise + normal(random);
    return slope * t + noise;
  });
}

/** Share of 400 series whose line has a p value below 0.005. */
function found(slope: number, phi: number): number {
  let count = 0;
  for (let seed = 0; seed < 400; seed++) {
    count += lineInNoise(levels(3000 + seed, slope, phi), [BLOCKS]).p < 0.005 ? 1 : 0;
  }
  return count / 400;
}

it.each([2, 3, 8, 9])('keeps the squares of %p values, all but their mean', n => {
  const random = uniform(n);
  const y = Float64Array.from({ length: n }, () => normal(random));
  const c = new Float64Array(n - 1);
  cosineTransform(y, 0, n, cosinesOf(n), c, new Float64Array(n + 1));
  const mean = y.reduce((a, b) => a + b) / n;
  const around = y.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  expect(c.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(around, 12);
});

it('has the cosine transform of a short sequence by its definition', () => {
  const y = Float64Array.of(9, 4, 1, -2, 6, 7);
  const c = new Float64Array(4);
  cosineTransform(y, 1, 6, cosinesOf(5), c, new Float64Array(6));
  [1, 2, 3, 4].forEach(k => {
    let sum = 0;
    for (let t = 0; t < 5; t++) {
      sum += y[1 + t] * Math.cos((Math.PI * k * (t + 0.5)) / 5);
    }
    expect(c[k - 1]).toBeCloseTo(Math.sqrt(2 / 5) * sum, 12);
  });
});

it('finds hardly any line in noise, in correlated noise and in random walks', () => {
  expect(found(0, 0)).toBeLessThanOrEqual(0.005);
  expect(found(0, 0.6)).toBeLessThanOrEqual(0.01);
  expect(found(0, 0.9)).toBeLessThanOrEqual(0.01);
  expect(found(0, 1)).toBeLessThanOrEqual(0.03);
});

it('finds lines that rise by three standard deviations of a block, and fewer in correlated noise', () => {
  expect(found(3 / BLOCKS, 0)).toBeGreaterThan(0.8);
  expect(found(6 / BLOCKS, 0.3)).toBeGreaterThan(0.5);
});

it('widens little in noise without memory, and much in a walk', () => {
  const widths = (phi: number): number => {
    let sum = 0;
    for (let seed = 0; seed < 100; seed++) {
      sum += lineInNoise(levels(seed, 0, phi), [BLOCKS]).widening;
    }
    return sum / 100;
  };
  expect(widths(0)).toBeLessThan(1.4);
  expect(widths(1)).toBeGreaterThan(4);
});

it('does not take a step between stretches for a line', () => {
  const y = levels(6, 0, 0).map((v, t) => (t < 30 ? v : v + 50));
  const apart = lineInNoise(y, [30, BLOCKS]);
  const level = lineInNoise(levels(6, 0, 0), [30, BLOCKS]);
  expect(apart.p).toBeCloseTo(level.p, 10);
  expect(apart.p).toBeGreaterThan(0.05);
});

it('tells nothing from too little, and p near 0 from a line without noise', () => {
  expect(lineInNoise(Float64Array.of(3, 4), [2])).toEqual({ p: 1, widening: 1 });
  expect(lineInNoise(Float64Array.of(3, 4, 9), [1, 2, 3])).toEqual({ p: 1, widening: 1 });
  const line = Float64Array.from({ length: BLOCKS }, (_, t) => 7 + 3 * t);
  expect(lineInNoise(line, [BLOCKS]).p).toBeLessThan(1e-20);
});
