import { DEFAULT_OPTIONS, detect } from '../..';
import type { IDetectorOptions } from '../..';
import { count, days, normal, uniform } from './background';

// Hundreds of series each: the default of five seconds is short on a loaded machine.
jest.setTimeout(60_000);

const day: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'day' };
const hour: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'hour' };
const plain: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'none' };

it('flags a spike once, with what was expected', () => {
  const values = days(1, 365, 40);
  values[200] = 160;
  const [event, ...rest] = detect(values, day).outliers;
  expect(rest).toEqual([]);
  expect(event).toMatchObject({ first: 200, last: 200, peak: 200, direction: 'up', observed: 160 });
  expect(event.expected).toBeGreaterThan(36);
  expect(event.expected).toBeLessThan(44);
  expect(event.p).toBeLessThan(1e-20);
});

it('calls a burst of neighbours one event and no change', () => {
  const values = days(2, 365, 40);
  [180, 260, 210, 190].forEach((v, i) => (values[100 + i] = v));
  const found = detect(values, day);
  expect(found.outliers.map(e => [e.first, e.last, e.peak])).toEqual([[100, 103, 101]]);
  expect(found.changes).toEqual([]);
});

it('flags the only burst of a series that is silent otherwise', () => {
  const values = new Float64Array(704);
  values[430] = 644;
  const found = detect(values, hour);
  expect(found.outliers).toMatchObject([{ first: 430, last: 430, observed: 644, expected: 0 }]);
  expect(found.changes).toEqual([]);
});

it('flags a dip on a busy series', () => {
  const values = days(3, 365, 200, 0.01);
  values[50] = 5;
  expect(detect(values, day).outliers).toMatchObject([{ first: 50, direction: 'down' }]);
});

it('does not flag 4 against 2, however rare', () => {
  const values = new Float64Array(365).fill(0);
  for (let t = 0; t < 365; t += 20) {
    values[t] = 1;
  }
  values[333] = 4;
  expect(detect(values, day).outliers).toEqual([]);
  values[333] = 9;
  expect(detect(values, day).outliers).toHaveLength(1);
});

it('finds two steps where they are, and no outlier beside them', () => {
  const random = uniform(4);
  const values = Float64Array.from({ length: 365 }, (_, t) =>
    count(random, t < 120 ? 30 : t < 250 ? 80 : 25, 0.02)
  );
  const found = detect(values, day);
  expect(found.changes.map(c => c.direction)).toEqual(['up', 'down']);
  expect(Math.abs(found.changes[0].index - 120)).toBeLessThanOrEqual(1);
  expect(Math.abs(found.changes[1].index - 250)).toBeLessThanOrEqual(1);
  expect(found.changes[0].before).toBeCloseTo(30, -1);
  expect(found.changes[0].after).toBeCloseTo(80, -1);
  expect(found.changes[0].confidence).toBeGreaterThan(0.999);
  expect(found.outliers).toEqual([]);
  expect(found.trend.direction).toBe('flat');
});

it('knows weekends, and a weekday volume on a Sunday', () => {
  const values = days(5, 365, 300, 0.01, 0.2);
  values[6 + 7 * 20] = 320;
  const found = detect(values, day);
  expect(found.model).toBe('negative binomial, weekly');
  expect(found.outliers.map(e => e.first)).toEqual([146]);
});

it('does not invent a season', () => {
  expect(detect(days(6, 365, 50), day).model).toBe('Poisson');
});

it('learns the hours of the day', () => {
  const random = uniform(7);
  const values = Float64Array.from({ length: 1344 }, (_, t) =>
    count(random, 60 * (1 + 0.9 * Math.sin((2 * Math.PI * t) / 24)), 0.005)
  );
  values[18 + 24 * 30] += 60;
  const found = detect(values, hour);
  expect(found.model).toContain('hour of week');
  expect(found.outliers.map(e => e.first)).toEqual([738]);
});

it('calls a ramp a trend, not a staircase', () => {
  const random = uniform(8);
  const values = Float64Array.from({ length: 365 }, (_, t) => count(random, 40 + t / 5, 0.01));
  const found = detect(values, day);
  expect(found.changes).toEqual([]);
  expect(found.trend.direction).toBe('up');
  expect(found.trend.low).toBeLessThan(0.2);
  expect(found.trend.high).toBeGreaterThan(0.2);
});

it('does not call a wandering level a trend', () => {
  let trends = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = uniform(900 + seed);
    let level = Math.log(150);
    const values = Float64Array.from({ length: 365 }, () => {
      level += 0.012 * normal(random);
      return count(random, Math.exp(level), 0.005);
    });
    trends += detect(values, day).trend.direction === 'flat' ? 0 : 1;
  }
  expect(trends).toBeLessThanOrEqual(5);
});

it('treats an intermittent series as what it is', () => {
  const random = uniform(9);
  const values = Float64Array.from({ length: 365 }, () =>
    random() < 0.15 ? count(random, 20, 0) : 0
  );
  values[222] = 70;
  const found = detect(values, day);
  expect(found.model).toBe('intermittent');
  expect(found.outliers.map(e => e.first)).toEqual([222]);
  expect(found.changes).toEqual([]);
});

it('sees a small bump on a nearly constant series', () => {
  const random = uniform(10);
  const values = Float64Array.from({ length: 365 }, () => 300 + Math.round(0.7 * normal(random)));
  values[77] = 320;
  const found = detect(values, day);
  expect(found.model).toBe('near-constant');
  expect(found.outliers.map(e => e.first)).toEqual([77]);
});

it('takes measures that are no counts: negatives, fractions, skewed sizes', () => {
  const random = uniform(11);
  const degrees = Float64Array.from({ length: 300 }, () => -5 + 2 * normal(random));
  degrees[100] = 15;
  expect(detect(degrees, plain)).toMatchObject({ model: 'normal', outliers: [{ first: 100 }] });
  const sizes = Float64Array.from({ length: 300 }, () => Math.exp(8 + 0.9 * normal(random)));
  expect(detect(sizes, plain)).toMatchObject({ model: 'log-normal', outliers: [], changes: [] });
});

it('leaves a partial last bucket out of everything', () => {
  const values = days(12, 100, 80);
  const whole = detect(values.subarray(0, 99), day);
  values[99] = 3;
  const found = detect(values, { ...day, partialLast: true });
  expect(found.outliers).toEqual([]);
  expect(found.expected[99]).toBeNaN();
  expect(found.expected.slice(0, 99)).toEqual(whole.expected);
});

it('counts zeros and skips gaps', () => {
  const values = days(13, 365, 60);
  values.fill(NaN, 100, 130);
  expect(detect(values, day).outliers).toEqual([]);
  expect(detect(values, day).changes).toEqual([]);
  values[110] = 0;
  expect(detect(values, day).outliers.map(e => e.first)).toEqual([110]);
});

it('says since when a series is silent', () => {
  const values = days(14, 365, 8);
  values.fill(0, 345);
  expect(detect(values, day).silentSince).toBe(345);
  expect(detect(days(14, 365, 0.05), day).silentSince).toBe(-1);
});

it('keeps a clear finding when thirty quiet days follow', () => {
  const values = days(15, 200, 20);
  values[150] = 70;
  const before = detect(values, day).outliers;
  expect(before.map(e => e.first)).toEqual([150]);
  const longer = new Float64Array(230);
  longer.set(values);
  longer.set(days(16, 30, 20), 200);
  expect(detect(longer, day).outliers.map(e => e.first)).toEqual([150]);
});

it('keeps a clear finding when the series falls silent for thirty days of hours', () => {
  const random = uniform(17);
  const values = new Float64Array(1344 + 720);
  for (let t = 0; t < 1344; t++) {
    values[t] = count(random, t % 24 === 2 ? 600 : 6, 0);
  }
  values[500] = 40;
  const found = detect(values, hour);
  expect(found.outliers.map(e => e.first)).toEqual([500]);
  expect(found.changes.map(c => c.index)).toEqual([1344]);
  expect(found.silentSince).toBe(1344);
});

describe('a nightly job', () => {
  /** One run at three o'clock, of sizes around 100, between two hours. */
  const job = (from: number, to: number): Float64Array =>
    Float64Array.from({ length: 720 }, (_, t) =>
      t % 24 === 3 && t >= from && t < to ? 95 + (t % 11) : 0
    );

  it('that stops is told as a change to nothing and a silence, not as a trend', () => {
    const { changes, trend, silentSince } = detect(job(0, 440), hour);
    expect(changes.map(c => [c.index, c.direction, c.after])).toEqual([[436, 'down', 0]]);
    expect(changes[0].before).toBeCloseTo(100 / 24, 0);
    expect([silentSince, trend.direction]).toEqual([436, 'flat']);
  });

  it('that begins is told as a change from nothing, not as a trend', () => {
    const { changes, trend } = detect(job(300, 720), hour);
    expect(changes.map(c => [c.index, c.direction, c.before])).toEqual([[315, 'up', 0]]);
    expect(trend.direction).toBe('flat');
  });

  it('that is a night late is no news, and neither is a quiet fortnight of what comes by chance', () => {
    expect(detect(job(0, 680), hour).changes).toEqual([]);
    const random = uniform(5);
    const values = Float64Array.from({ length: 720 }, (_, t) =>
      t < 450 && random() < 0.02 ? 100 : 0
    );
    expect(detect(values, hour).changes).toEqual([]);
  });
});

it('finds where few events a year became fewer, though each year says little', () => {
  let found = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const random = uniform(seed);
    const years = Float64Array.from({ length: 112 }, (_, t) =>
      count(random, t < 40 ? 3.1 : 0.9, 0)
    );
    const { changes } = detect(years, plain);
    found += changes.length === 1 && Math.abs(changes[0].index - 40) <= 5 ? 1 : 0;
  }
  expect(found).toBeGreaterThanOrEqual(34);
});
