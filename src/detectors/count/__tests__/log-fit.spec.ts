import { DEFAULT_OPTIONS, detect } from '../..';
import type { IDetection } from '../..';
import { normal, uniform } from './background';

const WEEKS = 4;

/** Four weeks of a rate by the hour: ten times the night during working hours, noise in proportion. */
function requestRate(seed: number, noise: number, level = 300): Float64Array {
  const random = uniform(seed);
  return Float64Array.from({ length: WEEKS * 168 }, (_, t) => {
    const hour = t % 24;
    const day = Math.floor(t / 24) % 7;
    const busy = day > 4 ? 0.15 : hour >= 8 && hour < 18 ? 1 : 0.1;
    return level * busy * Math.exp(noise * normal(random));
  });
}

const run = (values: Float64Array): IDetection =>
  detect(values, { ...DEFAULT_OPTIONS, grain: 'hour' });

it('models a measure that varies in proportion to its mean by its log, also across a step', () => {
  for (let seed = 0; seed < 20; seed++) {
    const values = requestRate(seed, 0.2);
    const at = 200 + 13 * seed;
    const stepped = values.map((x, t) => (t < at ? x : 4 * x));
    expect(run(values).model).toContain('log-');
    const { changes, outliers } = run(stepped);
    expect(changes).toHaveLength(1);
    expect(Math.abs(changes[0].index - at)).toBeLessThanOrEqual(3);
    expect(outliers).toEqual([]);
  }
});

it('finds three hours without a request, at night as by day', () => {
  let found = 0;
  for (let seed = 0; seed < 24; seed++) {
    const values = requestRate(seed, 0.1);
    const at = 336 + seed;
    values.fill(0, at, at + 3);
    const { outliers } = run(values);
    found +=
      outliers.length === 1 && outliers[0].first === at && outliers[0].last === at + 2 ? 1 : 0;
  }
  // Of one the night varies so much that even nothing is within reach of its tail.
  expect(found).toBeGreaterThanOrEqual(23);
});

it('does not call a zero news where the values come that near to it', () => {
  let flagged = 0;
  for (let seed = 0; seed < 30; seed++) {
    const random = uniform(seed);
    const values = Float64Array.from(
      { length: 400 },
      () => Math.floor(100 * Math.exp(normal(random)) * 0.03) / 100
    );
    flagged += run(values).outliers.filter(e => e.observed === 0).length;
  }
  expect(flagged).toBe(0);
});

it('keeps the values where the noise is the same at every level, single events among them or not', () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = uniform(seed);
    const values = Float64Array.from({ length: 400 }, (_, t) => {
      const cycle = 100 + 40 * Math.sin((t / 12) * Math.PI);
      return cycle + 5 * normal(random) + (t % 131 === 7 ? 80 : 0);
    });
    expect(run(values).model).not.toContain('log-');
  }
});

it('tells that a measure stopped as one change, without a string of outliers', () => {
  let extra = 0;
  for (let seed = 0; seed < 40; seed++) {
    const random = uniform(seed);
    const stop = 30 + (seed % 30);
    const values = Float64Array.from({ length: 90 }, (_, t) =>
      t < stop ? 100 + 5 * normal(random) : 0
    );
    const { changes, outliers } = detect(values, { ...DEFAULT_OPTIONS, grain: 'day' });
    expect(changes.map(c => c.index)).toContain(stop);
    extra += changes.length - 1 + outliers.length;
  }
  expect(extra).toBe(0);
});
