import { DEFAULT_OPTIONS, detect } from '../..';
import { count, normal, uniform } from './background';

// Hundreds of series: the default of five seconds is short on a loaded machine.
jest.setTimeout(60_000);

const day = { ...DEFAULT_OPTIONS, grain: 'day' as const };
const SERIES = 120;

type Draw = (random: () => number, length: number) => Float64Array;

/** Share of series whose stated interval holds the slope. */
function covered(slope: number, length: number, draw: Draw): number {
  let held = 0;
  for (let seed = 0; seed < SERIES; seed++) {
    const { low, high } = detect(draw(uniform(4000 + seed), length), day).trend;
    held += low <= slope && slope <= high ? 1 : 0;
  }
  return held / SERIES;
}

/** Share of series that are called a trend. */
function called(length: number, draw: Draw): number {
  let trends = 0;
  for (let seed = 0; seed < SERIES; seed++) {
    trends += detect(draw(uniform(6000 + seed), length), day).trend.direction === 'flat' ? 0 : 1;
  }
  return trends / SERIES;
}

const rising =
  (mean: number, factor: number, alpha: number): Draw =>
  (random, length) =>
    Float64Array.from({ length }, (_, t) =>
      count(random, mean * (1 + ((factor - 1) * t) / length), alpha)
    );

/** Autoregression of the first order around 100, standard deviation 10; a random walk for phi 1. */
const correlated =
  (phi: number): Draw =>
  (random, length) => {
    let noise = phi < 1 ? normal(random) : 0;
    return Float64Array.from({ length }, () => {
      noise = phi * noise + (phi < 1 ? Math.sqrt(1 - phi * phi) : 0.1) * normal(random);
      return 100 + 10 * noise;
    });
  };

// Three standard errors below 95 % of 120 series.
it.each([
  ['counts', 0, 365, rising(60, 1, 0.1)],
  ['rising counts', 30 / 365, 365, rising(60, 1.5, 0.1)],
  ['a quarter of a year', 450 / 90, 90, rising(900, 1.5, 0)],
  ['a correlated measure', 0, 365, correlated(0.6)],
  ['a strongly correlated measure', 0, 365, correlated(0.9)],
  ['a wandering measure', 0, 365, correlated(1)]
])('holds the slope in 95 %% of the intervals: %s', (_, slope, length, draw) => {
  expect(covered(slope, length, draw)).toBeGreaterThan(0.89);
});

it.each([
  ['independent counts', rising(60, 1, 0.1), 0.005],
  ['correlated measures', correlated(0.9), 0.01],
  ['random walks', correlated(1), 0.06]
])('calls hardly any series without a trend one: %s', (_, draw, most) => {
  expect(called(90, draw)).toBeLessThanOrEqual(most);
  expect(called(365, draw)).toBeLessThanOrEqual(most);
});

it('finds counts that double over the range', () => {
  expect(called(90, rising(60, 2, 0.02))).toBeGreaterThan(0.9);
  expect(called(365, rising(60, 2, 0.1))).toBeGreaterThan(0.9);
});
