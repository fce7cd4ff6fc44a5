import { DEFAULT_OPTIONS, detect } from '../..';
import type { IDetection, IDetectorOptions } from '../..';
import { normal, uniform } from './background';

const daily: IDetectorOptions = { ...DEFAULT_OPTIONS, grain: 'day' };

/** Use of a disk, in percent, that grows from 30 to 90 in `period` days and is cleared then; from `at` on `more` higher. */
function disk(seed: number, period: number, at = Infinity, more = 0): Float64Array {
  const random = uniform(seed);
  const start = Math.floor(period * random());
  return Float64Array.from(
    { length: 365 },
    (_, t) =>
      30 + (60 * ((t + start) % period)) / period + (t < at ? 0 : more) + 1.2 * normal(random)
  );
}

function detections(of: number, values: (seed: number) => Float64Array): IDetection[] {
  return Array.from({ length: of }, (_, seed) => detect(values(seed), daily));
}

it.each([14, 30, 45, 60, 75, 90])(
  'tells neither a change nor a trend where a disk fills and is cleared every %p days',
  period => {
    for (const { changes, trend } of detections(30, seed => disk(seed, period))) {
      expect([changes, trend.direction]).toEqual([[], 'flat']);
    }
  }
);

it('tells a step in such a series', () => {
  const found = detections(30, seed => disk(seed, 30, 190, 80));
  const places = found.map(({ changes }) => changes.map(c => c.index));
  expect(places.filter(p => p.length === 1 && Math.abs(p[0] - 190) <= 3).length).toBe(30);
});

it('tells two falls on a slope: twice may be an event', () => {
  const twice = detections(30, seed => {
    const random = uniform(seed);
    return Float64Array.from(
      { length: 365 },
      (_, t) => 20 + 0.3 * t - 30 * Math.floor((t + 60) / 150) + 1.2 * normal(random)
    );
  });
  const near = (place: number): number =>
    twice.filter(({ changes }) => changes.some(c => Math.abs(c.index - place) <= 4)).length;
  expect(near(90)).toBeGreaterThanOrEqual(22);
  expect(near(240)).toBeGreaterThanOrEqual(22);
});

it('tells a level that goes up and down again and again: it jumps either way', () => {
  const either = detections(30, seed => {
    const random = uniform(seed);
    return Float64Array.from(
      { length: 365 },
      (_, t) => 50 + 30 * (Math.floor(t / 60) % 2) + 1.2 * normal(random)
    );
  });
  for (const { changes } of either) {
    expect(changes.map(c => c.index)).toEqual(
      [60, 120, 180, 240, 300, 360].slice(0, changes.length)
    );
    expect(changes.length).toBeGreaterThanOrEqual(5);
  }
});

it('tells falls that nothing takes back', () => {
  const stairs = detections(30, seed => {
    const random = uniform(seed);
    return Float64Array.from(
      { length: 365 },
      (_, t) => 200 - 30 * Math.floor(t / 73) + 1.2 * normal(random)
    );
  });
  for (const { changes } of stairs) {
    expect(changes.map(c => c.index)).toEqual([73, 146, 219, 292]);
  }
});
