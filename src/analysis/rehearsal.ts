import { detect } from '../detectors';
import { DEFAULT_OPTIONS } from '../detectors/options';
import type { DetectorGrain } from '../detectors/types';

/** Series that are looked at, how many at a time, and of what grain and length by turns. */
const SERIES = 160;
const AT_A_TIME = 2;
const GRIDS: readonly [DetectorGrain, number][] = [
  ['hour', 720],
  ['day', 90],
  ['hour', 168],
  ['day', 365]
];
/** Multiplier and modulus of a linear congruential generator (Park & Miller, CACM 31(10), 1988). */
const MULTIPLIER = 48271;
const MODULUS = 2147483647;

/**
 * Detects in made-up series, a few at a time: the browser compiles the code meanwhile, which else would take most of the
 * time between the first rows and their list. Nothing of it is kept.
 */
export function* rehearsal(): Generator<void> {
  let state = 1;
  const noise = (): number => (state = (state * MULTIPLIER) % MODULUS) / MODULUS;
  for (let series = 0; series < SERIES; series++) {
    const [grain, length] = GRIDS[series % GRIDS.length];
    // Levels from some a bucket to thousands, with a step in one of three and a spike in one of five.
    const level = 2 * (series % 10) ** 3 + 0.5;
    const step = series % 3 === 0 ? Math.floor(length / 2) : length;
    const values = Float64Array.from({ length }, (_, t) =>
      Math.floor(level * (t < step ? 1 : 3) * (0.5 + noise() + noise()))
    );
    if (series % 5 === 0) {
      values[Math.floor(length / 3)] += 20 * level + 20;
    }
    detect(values, { ...DEFAULT_OPTIONS, grain });
    if (series % AT_A_TIME === 0) {
      yield;
    }
  }
}
