import { DEFAULT_OPTIONS, detect, explain } from '../..';
import type { IDetectorOptions } from '../..';
import { fifty, shares, uneven } from './shares';

const day: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'day' };
const flagged = ({ outliers }: { outliers: { first: number; last: number }[] }, t: number) =>
  outliers.some(e => e.first <= t && t <= e.last);

it('takes 1 of 1 for nothing and 30 of 30 for something', () => {
  const { values, rows } = shares(1, 200, fifty, () => 0.02);
  rows[50] = values[50] = 1;
  rows[120] = 30;
  values[120] = 1;
  const found = detect(values, day, rows);
  expect(found.outliers).toHaveLength(1);
  expect(found.outliers[0]).toMatchObject({ peak: 120, direction: 'up', observed: 1 });
  expect(found.outliers[0].expected).toBeCloseTo(0.02, 2);
  expect(found.outliers[0].p).toBeLessThan(1e-30);
  expect(found.model).toContain('binomial');
});

it('finds a share that goes from 2 % to 20 % of about fifty rows', () => {
  for (let i = 0; i < 20; i++) {
    const { values, rows } = shares(100 + i, 365, fifty, t => (t < 200 ? 0.02 : 0.2));
    const { changes, outliers, trend } = detect(values, day, rows);
    expect(changes).toHaveLength(1);
    expect(Math.abs(changes[0].index - 200)).toBeLessThanOrEqual(2);
    expect(changes[0].before).toBeCloseTo(0.02, 1);
    expect(changes[0].after).toBeCloseTo(0.2, 1);
    expect(outliers.length).toBeLessThanOrEqual(1);
    expect(trend.direction).toBe('flat');
  }
});

it('finds the fall of a share that is usually nearly whole', () => {
  const { values, rows } = shares(2, 200, fifty, t => (t === 90 ? 0.5 : 0.99));
  const found = detect(values, day, rows);
  expect(found.outliers).toHaveLength(1);
  expect(found.outliers[0]).toMatchObject({ first: 90, direction: 'down', observed: values[90] });
  expect(found.outliers[0].expected).toBeCloseTo(0.99, 1);
  const fallen = shares(3, 200, fifty, t => (t < 100 ? 0.99 : 0.9));
  const [change] = detect(fallen.values, day, fallen.rows).changes;
  expect(change.direction).toBe('down');
  expect(change.before).toBeCloseTo(0.99, 1);
  expect(change.after).toBeCloseTo(0.9, 1);
});

it('has slopes in shares a bucket, of falling complements too', () => {
  const rising = shares(4, 365, fifty, t => 0.02 + (0.08 * t) / 365);
  const up = detect(rising.values, day, rising.rows).trend;
  expect(up.direction).toBe('up');
  expect(up.low).toBeLessThan(0.08 / 365);
  expect(up.high).toBeGreaterThan(0.08 / 365);
  const falling = { ...rising, values: rising.values.map(v => 1 - v) };
  const down = detect(falling.values, day, falling.rows).trend;
  expect(down.direction).toBe('down');
  expect(down.slope).toBeCloseTo(-up.slope, 12);
  expect(down.relative).toBeLessThan(0);
  expect(Math.abs(down.relative)).toBeLessThan(up.relative);
});

it('knows the hours and days on which a share is another', () => {
  const hour: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'hour' };
  const nightly = shares(5, 28 * 24, fifty, t => (t % 24 === 2 ? 0.6 : 0.02));
  const weekend = shares(6, 56 * 24, fifty, t => (Math.floor(t / 24) % 7 > 4 ? 0.4 : 0.02));
  for (const { values, rows } of [nightly, weekend]) {
    const found = detect(values, hour, rows);
    expect(found.model).toContain('hour of week');
    expect([found.outliers, found.changes]).toEqual([[], []]);
  }
});

it('takes shares that vary more than chance for what they are', () => {
  // Two kinds of days, at chance.
  const { values, rows } = shares(7, 365, fifty, t => ((t * 7919) % 13 < 5 ? 0.3 : 0.1));
  const found = detect(values, day, rows);
  expect(found.model).toMatch(/^beta-binomial/);
  expect(found.outliers).toEqual([]);
});

it('leaves gaps, partial buckets and buckets without rows alone', () => {
  const { values, rows } = shares(8, 120, uneven, () => 0.1);
  values[119] = 1;
  rows[119] = 500;
  const partial = { ...day, partialLast: true };
  expect(detect(values, partial, rows).outliers).toEqual([]);
  expect(explain(values, partial, 119, rows).rule).toBe('partial bucket');
  expect(flagged(detect(values, day, rows), 119)).toBe(true);
  const empty = rows.indexOf(0);
  expect(explain(values, day, empty, rows).rule).toBe('not an observation');
  const nothing = detect(values, day, new Float64Array(120));
  expect(nothing).toMatchObject({ model: 'no observations', outliers: [], changes: [] });
});

it('says why, why not, and from which share on it would flag', () => {
  const { values, rows } = shares(9, 200, fifty, () => 0.02);
  rows[10] = 3;
  values[10] = 1;
  values[20] = 0.02;
  rows[20] = 50;
  values[30] = 0.9;
  const few = explain(values, day, 10, rows);
  expect(few).toMatchObject({ rule: 'too few rows', rows: 3, flagged: false, upper: 1, lower: 0 });
  expect(few.wouldFlagAbove).toBeNaN();
  const usual = explain(values, day, 20, rows);
  expect(usual).toMatchObject({ rule: 'within bounds', flagged: false });
  const hits = Math.round(usual.wouldFlagAbove * 50);
  expect(usual.wouldFlagAbove).toBe(hits / 50);
  // A value that is not yet set aside moves the fit a little.
  values[20] = (hits + 2) / 50;
  expect(explain(values, day, 20, rows)).toMatchObject({ rule: 'threshold', flagged: true });
  values[20] = (hits - 2) / 50;
  expect(explain(values, day, 20, rows).flagged).toBe(false);
  expect(explain(values, day, 30, rows)).toMatchObject({ rule: 'threshold', observed: 0.9 });
  expect(explain(values, { ...day, rate: 0 }, 30, rows).rule).toBe('rate is zero');
  expect(explain(values, day, 200, rows).rule).toBe('no bucket');
});

it('does as ever when the rows are not known, and under profile seed', () => {
  const { values, rows } = shares(10, 100, fifty, () => 0.1);
  expect(detect(values, day, null)).toEqual(detect(values, day));
  const seed: IDetectorOptions = { ...day, profile: 'seed' };
  expect(detect(values, seed, rows)).toEqual(detect(values, seed));
  expect(explain(values, seed, 3, rows)).toEqual(explain(values, seed, 3));
});
