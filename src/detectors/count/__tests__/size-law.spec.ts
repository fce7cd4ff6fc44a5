import { DEFAULT_OPTIONS, detect } from '../..';
import { chooseSizeLaw, sessionMean, sizeDispersion } from '../size-law';
import { count, uniform } from './background';

/** Sizes of `hits` active buckets, and the arguments that describe them. */
function sizes(seed: number, hits: number, mean: number, size: (random: () => number) => number) {
  const random = uniform(seed);
  const x = Float64Array.from({ length: hits }, () => Math.max(1, size(random)));
  return { x, active: new Uint8Array(hits).fill(1), mean: new Float64Array(hits).fill(mean) };
}

it('takes sizes that vary as chance does for such, two events among them or not', () => {
  let dispersed = 0;
  for (let seed = 0; seed < 200; seed++) {
    const { x, active, mean } = sizes(seed, 60, 20, random => count(random, 20, 0));
    x[7] = 70;
    x[40] = 55;
    dispersed += sizeDispersion(x, active, 60, mean, 59) > 0 ? 1 : 0;
  }
  expect(dispersed).toBeLessThan(30);
});

it('estimates a dispersion without being led by an event', () => {
  let sum = 0;
  for (let seed = 0; seed < 100; seed++) {
    const { x, active, mean } = sizes(seed, 80, 30, random => count(random, 30, 0.2));
    x[7] = 900;
    sum += sizeDispersion(x, active, 80, mean, 79) / 100;
  }
  expect(sum).toBeGreaterThan(0.17);
  expect(sum).toBeLessThan(0.25);
});

it('tells one session a bucket from sums of several', () => {
  const share = 0.35;
  const sessions = -Math.log(1 - share);
  const one = 40;
  const single = sizes(1, 120, one, random => count(random, one, 0));
  const summed = sizes(2, 120, (one * sessions) / share, random => {
    let k = 0;
    while (k === 0) {
      k = count(random, sessions, 0);
    }
    return count(random, k * one, 0);
  });
  const choose = (s: typeof single): number => {
    const alpha = sizeDispersion(s.x, s.active, 120, s.mean, 119);
    return chooseSizeLaw(s.x, s.active, 120, s.mean, share, alpha).sessions;
  };
  expect(choose(single)).toBe(0);
  expect(choose(summed)).toBeCloseTo(sessions);
  expect(sessionMean((one * sessions) / share, sessions)).toBeCloseTo(one);
});

it('finds two events among sizes that hide each other in a common spread', () => {
  const random = uniform(3);
  const values = Float64Array.from({ length: 365 }, () =>
    random() < 0.2 ? 1 + count(random, 14, 0) : 0
  );
  values[100] = 48;
  values[200] = 45;
  const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day' });
  expect(found.model).toBe('intermittent');
  expect(found.outliers.map(e => e.first)).toEqual([100, 200]);
});

it('states about as many false flags in intermittent series as it raises', () => {
  let raised = 0;
  let stated = 0;
  for (let seed = 0; seed < 300; seed++) {
    const random = uniform(seed);
    const share = 0.08 + 0.2 * random();
    const mean = 10 + 60 * random();
    const values = Float64Array.from({ length: 365 }, () =>
      random() < share ? count(random, mean, 0) : 0
    );
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day', rate: 1 });
    raised += found.outliers.length;
    stated += found.expectedFalse;
  }
  expect(raised).toBeLessThan(stated + 3 * Math.sqrt(stated));
  expect(raised).toBeGreaterThan(0.55 * stated);
});

it('finds a spike on a constant level without making a season or changes of it', () => {
  for (const [level, spike] of [
    [10, 500],
    [300, 3000],
    [0.5, 7]
  ]) {
    const values = new Float64Array(672).fill(level);
    values[302] = spike;
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'hour' });
    expect(found.model).not.toContain('hour of week');
    expect(found.outliers.map(e => [e.first, e.last])).toEqual([[302, 302]]);
    expect(found.changes).toEqual([]);
  }
});
