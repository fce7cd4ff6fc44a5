import { DEFAULT_OPTIONS, detect } from '../..';
import type { IDetection } from '../..';
import { ownPeriod } from '../own-period';
import { normal, uniform } from './background';

const plain = (values: Float64Array): IDetection =>
  detect(values, { ...DEFAULT_OPTIONS, grain: 'none' });

/** Months of a measure of 100 with a season, noise of 5 % and, from `at` on, another level. */
function months(seed: number, at: number, factor: number): Float64Array {
  const random = uniform(seed);
  const season = Float64Array.from({ length: 12 }, () => Math.exp(0.25 * normal(random)));
  return Float64Array.from(
    { length: 190 },
    (_, t) => 100 * season[t % 12] * Math.exp(0.05 * normal(random)) * (t < at ? 1 : factor)
  );
}

const periodOf = (values: Float64Array): number =>
  ownPeriod(values, new Uint8Array(values.length).fill(1), values.length);

it('sees the months of a year and the quarters, and the first of several multiples', () => {
  const random = uniform(3);
  const wave = (period: number): Float64Array =>
    Float64Array.from(
      { length: 160 },
      (_, t) => t / 10 + Math.sin((2 * Math.PI * t) / period) + 0.2 * normal(random)
    );
  expect([4, 7, 12, 20].map(period => periodOf(wave(period)))).toEqual([4, 7, 12, 20]);
});

it('sees no cycle in noise, in a walk, in a slope and in nothing', () => {
  let found = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = uniform(seed);
    let level = 0;
    let even = 0;
    const walk = Float64Array.from({ length: 200 }, () => (level += normal(random)));
    const smooth = Float64Array.from(walk, v => (even = 0.8 * even + v));
    const noise = walk.map(() => normal(random));
    found += [walk, smooth, noise].filter(values => periodOf(values) > 0).length;
  }
  expect(found).toBeLessThanOrEqual(2);
  expect(periodOf(Float64Array.from({ length: 50 }, (_, t) => 3 * t))).toBe(0);
  expect(periodOf(new Float64Array(50))).toBe(0);
  expect(periodOf(new Float64Array(3))).toBe(0);
});

it('finds a step under a season of its own, and nothing where there is none', () => {
  let met = 0;
  let quiet = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const { changes, model } = plain(months(seed, 130, 0.75));
    met += changes.length === 1 && Math.abs(changes[0].index - 130) <= 2 ? 1 : 0;
    expect(model).toContain(', period 12');
    const without = plain(months(seed, 190, 1));
    quiet += without.changes.length + without.outliers.length;
  }
  expect(met).toBeGreaterThanOrEqual(28);
  expect(quiet).toBeLessThanOrEqual(1);
});

it('flags a month that stands out from its own season', () => {
  const values = months(5, 190, 1);
  values[100] *= 1.6;
  expect(plain(values).outliers.map(e => e.first)).toEqual([100]);
});
