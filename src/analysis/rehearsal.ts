import { detect } from '../detectors';
import { DEFAULT_OPTIONS } from '../detectors/options';
import type { DetectorGrain } from '../detectors/types';

/** Series that are looked at, how many at a time, and of what grain and length by turns. */
const SERIES = 300;
const AT_A_TIME = 2;
const GRIDS: readonly [DetectorGrain, number][] = [
  ['hour', 720],
  ['day', 90],
  ['hour', 168],
  ['day', 365]
];
/** When there is anything: always, in office hours, now and then. Each kind has code of its own. */
const ACTIVE: readonly ((t: number, chance: number) => boolean)[] = [
  () => true,
  t => t % 24 > 7 && t % 24 < 19,
  (_, chance) => chance < 0.05
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
    const isActive = ACTIVE[series % ACTIVE.length];
    // Levels from some a bucket to thousands, with a step in one of five and a spike in one of seven.
    const level = 2 * (series % 10) ** 3 + 0.5;
    const step = series % 5 === 0 ? Math.floor(length / 2) : length;
    const values = Float64Array.from({ length }, (_, t) =>
      isActive(t, noise()) ? Math.floor(level * (t < step ? 1 : 3) * (0.5 + noise() + noise())) : 0
    );
    if (series % 7 === 0) {
      values[Math.floor(length / 3)] += 20 * level + 20;
    }
    // As in a run of today: the last hours haven't arrived, and the last bucket isn't over.
    values.fill(NaN, length - (series % 4) - 1, length - 1);
    detect(values, { ...DEFAULT_OPTIONS, grain, partialLast: true, weekday: series % 7 });
    if (series % AT_A_TIME === 0) {
      yield;
    }
  }
}
