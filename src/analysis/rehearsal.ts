import { detect } from '../detectors';
import type { IDetectorSettings } from './spec';
import { detectorOptions } from './detector-options';
import type { IRowsSpec } from './worker-protocol';

/** Series that are looked at before the first rows come, how many at a time, and buckets of each at most. */
const SERIES = 80;
const AT_A_TIME = 4;
const LONGEST = 720;
/** Multiplier and modulus of a linear congruential generator (Park & Miller, CACM 31(10), 1988). */
const MULTIPLIER = 48271;
const MODULUS = 2147483647;

/**
 * Detects in made-up series while a query is waited for, a few at a time: the browser compiles the code meanwhile, which
 * else would take most of the time between the rows and the list. Nothing of it is kept.
 */
export function* rehearsal(settings: IDetectorSettings, { grid }: IRowsSpec): Generator<void> {
  const length = Math.min(grid.length, LONGEST);
  const options = detectorOptions(settings, grid);
  let state = 1;
  const noise = (): number => (state = (state * MULTIPLIER) % MODULUS) / MODULUS;
  for (let series = 0; series < SERIES; series++) {
    // Levels from some a bucket to thousands, with a step in one of three and a spike in one of four.
    const level = 2 * (series % 10) ** 3 + 0.5;
    const step = series % 3 === 0 ? Math.floor(length / 2) : length;
    const values = Float64Array.from({ length }, (_, t) =>
      Math.floor(level * (t < step ? 1 : 3) * (0.5 + noise() + noise()))
    );
    if (series % 4 === 0) {
      values[Math.floor(length / 3)] += 20 * level + 20;
    }
    try {
      detect(values, options);
    } catch {
      // What the settings don't allow is told of when real rows are there.
      return;
    }
    if (series % AT_A_TIME === 0) {
      yield;
    }
  }
}
