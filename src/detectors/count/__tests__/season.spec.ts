import { DEFAULT_OPTIONS, detect } from '../..';
import type { IDetection, IDetectorOptions } from '../..';
import { count, normal, uniform } from './background';

const DAY = 24;
const WEEK = 7 * DAY;
const hourly: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'hour' };

/** Share of the busiest hour: working hours on the first five days, little at night and on the other two. */
const office = (t: number): number =>
  Math.floor(t / DAY) % 7 > 4 ? 0.15 : t % DAY >= 8 && t % DAY < 18 ? 1 : 0.1;
const always = (): number => 1;

/** Counts of a mean of `level` in a busy hour, from `at` on `factor` times that. */
function traffic(
  seed: number,
  length: number,
  share: (t: number) => number,
  level: number,
  at = length,
  factor = 1
): Float64Array {
  const random = uniform(seed);
  return Float64Array.from({ length }, (_, t) =>
    count(random, level * share(t) * (t < at ? 1 : factor), 0)
  );
}

/** Number of the series 0 to `of` − 1 of which `holds` is true. */
function howMany(of: number, holds: (seed: number) => boolean): number {
  return Array.from({ length: of }, (_, seed) => holds(seed)).filter(Boolean).length;
}

const quiet = ({ outliers, changes, trend }: IDetection): boolean =>
  outliers.length + changes.length === 0 && trend.direction === 'flat';

it.each([
  ['thirty days', 30 * DAY],
  ['eight weeks', 8 * WEEK]
])('finds nothing in %s of office hours, at any level', (_, length) => {
  for (const level of [3, 30, 300, 3000]) {
    expect(howMany(10, seed => quiet(detect(traffic(seed, length, office, level), hourly)))).toBe(
      10
    );
  }
});

it.each([
  [4, 30],
  [0.2, 100]
])('tells a level times %s in office hours as one change, not as a trend', (factor, level) => {
  const found = howMany(40, seed => {
    const at = 9 * DAY + 9 + ((seed * 17) % (12 * DAY));
    const { changes, trend } = detect(traffic(seed, 30 * DAY, office, level, at, factor), hourly);
    // At night and at weekends there is little to see: the change may be told as of the last or next busy hour.
    const near = changes.length === 1 && Math.abs(changes[0].index - at) <= 16;
    return near && trend.direction === 'flat';
  });
  expect(found).toBeGreaterThanOrEqual(34);
});

it.each([
  ['begins', 0, 1],
  ['stops', 1, 0],
  ['rises', 1, 4]
])('makes no week of a level that %s', (_, before, after) => {
  for (const level of [8, 1000]) {
    const found = howMany(20, seed => {
      const at = 8 * DAY + ((seed * 29) % (14 * DAY));
      const values = traffic(seed, 30 * DAY, always, level, at, after).map(
        (v, t) => (t < at ? before : 1) * v
      );
      return (
        detect(values, hourly)
          .changes.map(c => c.index)
          .join() === String(at)
      );
    });
    expect(found).toBeGreaterThanOrEqual(18);
  }
});

it('finds the spike of a constant hourly series, and no week in it', () => {
  const values = new Float64Array(4 * WEEK).fill(1000);
  values[415] = 13_000;
  const { outliers, changes, model } = detect(values, hourly);
  expect([outliers.map(o => o.first), changes, model]).toEqual([[415], [], 'near-constant']);
});

/** Share of the busiest hour of three shifts from Sunday to Friday, 22:00 each. */
const shifts = (t: number): number => {
  const hour = t % DAY;
  const free = (t + 2 * WEEK - (4 * DAY + 22)) % WEEK < 2 * DAY;
  return free ? 0.1 : hour >= 6 && hour < 14 ? 1 : hour >= 14 && hour < 22 ? 0.8 : 0.5;
};

describe.each([
  ['California', (t: number) => office(t + WEEK - 8)],
  ['Sydney', (t: number) => office(t + 11)],
  ['Riyadh, Sunday to Thursday', (t: number) => office(t + 3 + DAY)],
  ['three shifts', shifts]
])('weeks by the clock of %s', (_, share) => {
  it.each([1, 2, 3, 4, 8])('hold nothing that should not be there: %s', weeks => {
    const calm = [8, 100, 3000].map(level =>
      howMany(8, seed => {
        const values = traffic(seed, weeks * WEEK, share, level);
        const { outliers, changes } = detect(values, { ...hourly, weekday: 0 });
        return outliers.length + changes.length === 0;
      })
    );
    expect(calm).toEqual([8, 8, 8]);
  });

  it.each([3, 8])('tell a rise as one change: %s weeks', weeks => {
    const found = howMany(20, seed => {
      const at = (weeks * WEEK) / 3 + seed * 7;
      const values = traffic(seed, weeks * WEEK, share, [10, 1000][seed % 2], at, 4);
      const { changes, outliers } = detect(values, { ...hourly, weekday: 0 });
      const near = changes.length === 1 && Math.abs(changes[0].index - at) <= 16;
      return near && outliers.length === 0;
    });
    expect(found).toBeGreaterThanOrEqual(19);
  });
});

describe('one or two weeks', () => {
  it.each([6.5, 13.5])('hold a weekend that the calendar knows: %s days', length => {
    const of = (seed: number) => traffic(seed, length * DAY, office, 100);
    const kept = howMany(25, seed => quiet(detect(of(seed), { ...hourly, weekday: 0 })));
    expect(kept).toBeGreaterThanOrEqual(24);
  });

  it('know it wherever they begin', () => {
    const share = (t: number): number => office(t + 3 * DAY);
    const of = (seed: number) => traffic(seed, WEEK, share, 100);
    expect(howMany(25, seed => quiet(detect(of(seed), { ...hourly, weekday: 3 })))).toBe(25);
  });

  it.each([
    ['a step in one week', 1, 0.2, 18],
    ['a step in two weeks', 2, 4, 24],
    ['an end within two weeks', 2, 0, 24]
  ])(
    'show %s of office hours alone, and nothing at the edges of days',
    (_, weeks, factor, least) => {
      const found = howMany(25, seed => {
        // On Wednesday or Thursday of the first week, so that both levels show working days.
        const at = 2 * DAY + ((seed * 7) % 36);
        const values = traffic(seed, weeks * WEEK, office, [30, 1000][seed % 2], at, factor);
        const { changes } = detect(values, { ...hourly, weekday: 0 });
        return changes.length === 1 && Math.abs(changes[0].index - at) <= 16;
      });
      expect(found).toBeGreaterThanOrEqual(least);
    }
  );

  it.each([
    [
      'on Sunday alone',
      (t: number) => (Math.floor(t / DAY) % 7 === 5 ? office(t - 5 * DAY) : office(t))
    ],
    ['on Friday and Saturday', (t: number) => office(t + DAY)],
    ['by the clock of California', (t: number) => office(t + WEEK - 8)],
    ['by the clock of Sydney', (t: number) => office(t + 11)]
  ])('know who rests %s: no change at the edges of days', (_, share) => {
    const changes = Array.from({ length: 20 }, (__, seed) =>
      detect(traffic(seed, 2 * WEEK, share, 200), { ...hourly, weekday: 0 }).changes.map(
        c => c.index
      )
    );
    expect(changes.flat()).toEqual([]);
  });

  it('take no step up for a busy weekend', () => {
    const found = howMany(25, seed => {
      const at = 3 * DAY + seed;
      const values = traffic(seed, WEEK, always, 50, at, 4);
      const { changes } = detect(values, { ...hourly, weekday: 0 });
      return changes.map(c => c.index).join() === String(at);
    });
    expect(found).toBeGreaterThanOrEqual(24);
  });
});

it('models sizes that vary in proportion to their mean by their logs', () => {
  const random = uniform(7);
  const values = Float64Array.from({ length: 30 * DAY }, (_, t) => {
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return 250.5 * office(t) * Math.exp(0.2 * z);
  });
  expect(detect(values, hourly).model).toMatch(/^log-/);
});

it('knows the week of a daily series that stops after a month', () => {
  const values = Float64Array.from({ length: 90 }, (_, t) =>
    t < 32 ? Math.round((t % 7 > 4 ? 60 : 200) + 7 * Math.sin(t * t)) : 0
  );
  const { outliers, changes } = detect(values, { ...DEFAULT_OPTIONS, grain: 'day' });
  expect([outliers, changes.map(c => c.index)]).toEqual([[], [32]]);
});

it.each<[string, (seed: number, random: () => number) => (t: number) => boolean]>([
  ['one bucket in ten', (_, random) => () => random() < 0.1],
  ['a third of the buckets', (_, random) => () => random() < 0.33],
  ['eight hours in each day', seed => t => (t + 7 * seed + 5 * Math.floor(t / DAY)) % DAY < 8],
  ['one day in ten', seed => t => (Math.floor(t / DAY) + seed) % 10 === 0]
])('knows the week although %s was not observed', (_, missing) => {
  const withGaps = (values: Float64Array, seed: number): Float64Array => {
    const isGap = missing(seed, uniform(seed + 1000));
    return values.map((v, t) => (isGap(t) ? NaN : v));
  };
  const calm = howMany(20, seed =>
    quiet(detect(withGaps(traffic(seed, 28 * DAY, office, 300), seed), hourly))
  );
  expect(calm).toBe(20);
  for (const factor of [4, 0.2]) {
    const found = howMany(20, seed => {
      const at = 9 * DAY + 9 + ((seed * 17) % (12 * DAY));
      const values = withGaps(traffic(seed, 28 * DAY, office, 300, at, factor), seed);
      const { changes } = detect(values, hourly);
      return changes.length === 1 && Math.abs(changes[0].index - at) <= 20;
    });
    expect(found).toBeGreaterThanOrEqual(18);
  }
});

it('finds no step where a measure rises and has a wave of a week', () => {
  const found = howMany(20, seed => {
    const random = uniform(seed + 1);
    const rising = Float64Array.from({ length: 1000 }, (_, t) => {
      const week = 100 * Math.sin((2 * Math.PI * t) / WEEK);
      const day = 400 * Math.sin((2 * Math.PI * t) / DAY);
      return 2.7 * t + week + day + 40 * normal(random);
    });
    const { changes, outliers, trend } = detect(rising, hourly);
    return changes.length + outliers.length === 0 && trend.direction === 'up';
  });
  expect(found).toBe(20);
});
