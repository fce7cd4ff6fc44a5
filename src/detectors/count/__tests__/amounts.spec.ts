import { DEFAULT_OPTIONS, detect } from '../..';
import type { DetectorGrain } from '../..';
import { count, normal, uniform } from './background';

// Hundreds of series each: the default of five seconds is short on a loaded machine.
jest.setTimeout(60_000);

type Random = () => number;

const amount = (random: Random, typical: number, spread: number): number =>
  Math.round(typical * Math.exp(spread * normal(random)));

/** Bytes of a Poisson number of flows of log-normal size. */
const flows = (random: Random, mean: number, spread: number): number => {
  let total = 0;
  for (let left = count(random, mean, 0); left > 0; left--) {
    total += amount(random, 3000, spread);
  }
  return total;
};

const series = (
  seed: number,
  length: number,
  value: (random: Random, t: number) => number
): Float64Array => {
  const random = uniform(seed);
  return Float64Array.from({ length }, (_, t) => value(random, t));
};

const find = (values: Float64Array, grain: DetectorGrain = 'day', rate = DEFAULT_OPTIONS.rate) =>
  detect(values, { ...DEFAULT_OPTIONS, grain, rate });

/** What was raised over event-free series, and what was stated. */
function raised(value: (random: Random, t: number) => number, rate: number, grain: DetectorGrain) {
  const sum = { flags: 0, stated: 0, changes: 0, trends: 0 };
  for (let i = 0; i < 100; i++) {
    const found = find(series(500 + i, grain === 'hour' ? 1000 : 365, value), grain, rate);
    sum.flags += found.outliers.reduce((all, e) => all + e.last - e.first + 1, 0);
    sum.stated += found.expectedFalse;
    sum.changes += found.changes.length;
    sum.trends += found.trend.direction === 'flat' ? 0 : 1;
  }
  return sum;
}

/** Bound that a Poisson count with this mean exceeds once in two thousand times. */
const most = (mean: number): number => mean + 3.3 * Math.sqrt(mean) + 2;

const BACKGROUNDS: [string, (random: Random, t: number) => number][] = [
  ['log-normal sums', random => amount(random, 1e5, 0.8)],
  ['log-normal sums with weekends', (r, t) => amount(r, t % 7 > 4 ? 3e4 : 1e5, 0.6)],
  ['sparse log-normal sums', random => (random() < 0.3 ? amount(random, 5000, 1) : 0)],
  ['very sparse log-normal sums', random => (random() < 0.06 ? amount(random, 5000, 1) : 0)],
  ['sums of hardly a flow', random => flows(random, 0.7, 1.2)],
  ['sums of some flows', random => flows(random, 3, 1)],
  ['sums of many flows', random => flows(random, 200, 1)],
  ['sessions', (r, t) => (((t >> 2) * 7919) % 13 < 3 ? flows(r, 2, 1) : 0)],
  ['multiples of one length', random => 22 * count(random, 0.4, 0)],
  ['sessions of a few events', random => (random() < 0.015 ? 1 + count(random, 5, 0.5) : 0)]
];

it.each(BACKGROUNDS)('raises no more flags in %s than it states, and no changes', (_, value) => {
  const often = raised(value, 0.5, 'day');
  expect(often.flags).toBeLessThanOrEqual(most(often.stated));
  expect(often.changes).toBeLessThanOrEqual(2);
  expect(often.trends).toBeLessThanOrEqual(2);
  const rarely = raised(value, 0.01, 'hour');
  expect(rarely.flags).toBeLessThanOrEqual(most(rarely.stated));
});

it('raises as many flags in log-normal sums as it states', () => {
  const { flags, stated } = raised(random => amount(random, 1e5, 0.8), 10, 'day');
  expect(Math.abs(flags - stated)).toBeLessThan(4 * Math.sqrt(stated) + 0.1 * stated);
});

it('raises as many flags in sparse log-normal sums as it states', () => {
  const sparse = (random: Random) => (random() < 0.3 ? amount(random, 5000, 1) : 0);
  const { flags, stated } = raised(sparse, 10, 'day');
  expect(Math.abs(flags - stated)).toBeLessThan(4 * Math.sqrt(stated) + 0.1 * stated);
});

it('finds twenty times the bytes in one bucket', () => {
  const values = series(1, 1344, random => flows(random, 30, 1));
  values[700] *= 20;
  const found = find(values, 'hour');
  expect(found.outliers.map(e => [e.first, e.observed])).toEqual([[700, values[700]]]);
  expect(found.changes).toEqual([]);
});

it.each([1, 3])('finds a burst of %d buckets out of nothing', length => {
  const values = new Float64Array(720).fill(0);
  values.fill(17, 400, 400 + length);
  expect(find(values, 'hour').outliers).toMatchObject([{ first: 400, last: 399 + length }]);
});

it('finds an active bucket of unusual size among few', () => {
  const values = series(2, 365, random => (random() < 0.2 ? amount(random, 5000, 0.5) : 0));
  values[200] = 1e6;
  const found = find(values);
  expect(found.model).toBe('intermittent log-normal');
  expect(found.outliers.map(e => e.first)).toEqual([200]);
});

it('finds a new steady level of bytes', () => {
  const values = series(3, 365, (random, t) => amount(random, t < 200 ? 1e5 : 3e5, 0.6));
  const [change, ...rest] = find(values).changes;
  expect(rest).toEqual([]);
  expect(Math.abs(change.index - 200)).toBeLessThanOrEqual(3);
  expect(change.after / change.before).toBeGreaterThan(2);
});

it('finds where bytes begin and where they end', () => {
  const values = series(4, 365, (random, t) =>
    t < 120 || t >= 300 ? 0 : amount(random, 1e5, 0.8)
  );
  const found = find(values);
  expect(found.changes).toMatchObject([
    { index: 120, direction: 'up', before: 0 },
    { index: 300, direction: 'down', after: 0 }
  ]);
  expect(found.silentSince).toBe(300);
  expect(found.outliers).toEqual([]);
});

it('takes a zero among steady bytes for a dip', () => {
  const values = series(5, 365, random => amount(random, 1e6, 0.15));
  values[77] = 0;
  expect(find(values).outliers).toMatchObject([{ first: 77, direction: 'down', observed: 0 }]);
});

it('has bounds for large sizes that are nearly alike, and states no more than the rate', () => {
  const values = series(6, 864, random => (random() < 0.09 ? amount(random, 15_000, 0.06) : 0));
  const found = find(values, 'hour');
  expect(found.model).toBe('intermittent');
  expect(found.upper.every(v => v > 15_000)).toBe(true);
  expect(found.expectedFalse).toBeLessThanOrEqual(0.01);
  values[500] = 100_000;
  expect(find(values, 'hour').outliers.map(e => e.first)).toContain(500);
});
