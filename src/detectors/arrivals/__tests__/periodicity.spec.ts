import * as fc from 'fast-check';

import { findPeriodInCounts } from '../minute-counts';
import { findPeriod } from '../periodicity';

/** Park–Miller numbers in (0, 1): the same on every machine. */
function random(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

/** Sleeps `period` ± `jitter` after each call; some beats are missed. */
function beacon(seed: number, period: number, beats: number, jitter: number, missed: number) {
  const next = random(seed);
  const times: number[] = [];
  for (let i = 0, t = 1000 * next(); i < beats; i++) {
    t += period * (1 + jitter * (2 * next() - 1));
    if (next() >= missed) {
      times.push(t);
    }
  }
  return Float64Array.from(times);
}

/** Poisson arrivals whose rate follows `rate(t)` ≤ 1, by thinning. */
function poisson(seed: number, until: number, meanGap: number, rate: (t: number) => number) {
  const next = random(seed);
  const times: number[] = [];
  for (let t = 0; t < until;) {
    t += -Math.log(next()) * meanGap;
    if (next() < rate(t)) {
      times.push(t);
    }
  }
  return Float64Array.from(times);
}

const minutes = (times: Float64Array, length: number) => {
  const counts = new Float64Array(length);
  times.forEach(t => t < length * 60 && counts[Math.floor(t / 60)]++);
  return counts;
};

const day = 86400;
const officeHours = (t: number) => (t % day > 8 * 3600 && t % day < 18 * 3600 ? 1 : 0.05);
const seeds = Array.from({ length: 8 }, (_, i) => 1 + i * 7919);

describe('a beat in arrival times', () => {
  it.each([
    ['exact', 0, 0],
    ['20 % jitter', 0.2, 0],
    ['20 % jitter and 10 % missed beats', 0.2, 0.1]
  ])('is found: %s', (_, jitter, missed) => {
    for (const seed of seeds) {
      const found = findPeriod(beacon(seed, 300, 120, jitter, missed));
      expect(found).not.toBeNull();
      expect(Math.abs(found!.period - 300)).toBeLessThan(300 * 0.05);
      expect(found!.jitter).toBeLessThan(jitter + 0.06);
      expect(found!.jitter).toBeGreaterThan(jitter - 0.06);
      expect(found!.coverage).toBeGreaterThan(1 - missed - 0.12);
    }
  });

  it('is found when each beat is several connections', () => {
    const beats = beacon(3, 600, 80, 0.1, 0.1);
    const times = Float64Array.from([...beats].flatMap(t => [t, t + 0.2, t + 3])).sort();
    expect(findPeriod(times)!.period).toBeCloseTo(600, -2);
  });

  it('is found when the jitter is around a fixed schedule', () => {
    const next = random(11);
    const times = Float64Array.from({ length: 100 }, (_, i) => 60 * (i + 0.4 * next())).sort();
    expect(findPeriod(times)!.period).toBeCloseTo(60, 0);
  });

  it('is not found in Poisson or office-hour traffic', () => {
    for (const seed of seeds) {
      expect(findPeriod(poisson(seed, 3 * day, 240, () => 1))).toBeNull();
      expect(findPeriod(poisson(seed, 7 * day, 120, officeHours))).toBeNull();
      expect(findPeriod(poisson(seed, day, 3000, () => 1))).toBeNull();
    }
  });

  it('needs ten beats, and takes anything', () => {
    expect(findPeriod(beacon(1, 300, 9, 0, 0))).toBeNull();
    expect(findPeriod(new Float64Array(50))).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 80 }), numbers => {
        findPeriod(Float64Array.from(numbers).sort());
      })
    );
  });

  it('scales with the unit', () => {
    const seconds = beacon(5, 300, 120, 0.15, 0.05);
    const found = findPeriod(seconds)!;
    const scaled = findPeriod(seconds.map(t => t * 1000))!;
    expect(scaled.period).toBeCloseTo(found.period * 1000, 3);
    expect(scaled.jitter).toBeCloseTo(found.jitter, 9);
  });
});

describe('a beat in counts per minute', () => {
  it('is found at five and at thirty minutes', () => {
    for (const seed of seeds) {
      const five = findPeriodInCounts(minutes(beacon(seed, 300, 280, 0.2, 0.1), 1440));
      expect(Math.abs(five!.period - 5)).toBeLessThan(0.5);
      expect(Math.abs(five!.jitter - 0.2)).toBeLessThan(0.05);
      const thirty = findPeriodInCounts(minutes(beacon(seed, 1800, 48, 0.2, 0.1), 1440));
      expect(Math.abs(thirty!.period - 30)).toBeLessThan(3);
    }
  });

  it('is not found in traffic without one, dense or sparse', () => {
    for (const seed of seeds) {
      for (const gap of [20, 60, 150, 400]) {
        expect(
          findPeriodInCounts(
            minutes(
              poisson(seed, day, gap, () => 1),
              1440
            )
          )
        ).toBeNull();
        expect(
          findPeriodInCounts(minutes(poisson(seed, 3 * day, gap, officeHours), 4320))
        ).toBeNull();
      }
    }
  });

  it('is never claimed for something that is there every minute', () => {
    expect(findPeriodInCounts(new Float64Array(1440).fill(3))).toBeNull();
    expect(findPeriodInCounts(new Float64Array(0))).toBeNull();
  });
});
