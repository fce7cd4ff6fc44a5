import { MINUTE_MS } from '../lake/time';
import { findPeriod } from '../detectors/arrivals/periodicity';
import type { IMinutes } from '../series/minute-rows';
import type { IGrid } from '../series/types';
import type { KeyTuple } from '../sql/types';
import { keyHash } from './key-hash';
import { qValues } from './q-values';
import { doublings, score, sureness } from './score';
import type { IBeacon, IFinding } from './types';

/** As far as an interval may be off; what is less even keeps time, but not like a machine. */
const MOST_JITTER = 0.35;
/** The last so many beats are drawn, within these bounds in minutes. */
const DRAWN_BEATS = 48;
const LEAST_DRAWN = 60;
const MOST_DRAWN = 2 * 1440;

/** The beat of a key; null when it has none. */
export function beaconOf({ at, counts }: IMinutes): IBeacon | null {
  const found = findPeriod(at, 1);
  if (!found || found.jitter > MOST_JITTER) {
    return null;
  }
  const { period, jitter, coverage, beats, p } = found;
  const end = at[at.length - 1] + 1;
  const length = Math.min(
    Math.max(Math.ceil(DRAWN_BEATS * period), LEAST_DRAWN),
    MOST_DRAWN,
    end - at[0]
  );
  const start = end - length;
  const drawn = new Array<number>(length).fill(0);
  at.forEach((minute, i) => {
    if (minute >= start) {
      drawn[minute - start] = counts[i];
    }
  });
  return {
    periodMs: period * MINUTE_MS,
    jitter,
    coverage,
    beats,
    p,
    events: counts.reduce((sum, count) => sum + count, 0),
    fromMs: at[0] * MINUTE_MS,
    toMs: end * MINUTE_MS,
    start,
    counts: drawn
  };
}

/**
 * Findings of the keys with a beat. How sure one is follows from its chance among all keys that were looked at; how large
 * it is from its beats, less those that were missed or uneven.
 *
 * @param looked - How many keys were looked at by the minute.
 * @param seriesOf - Row of a series in the set; −1 when it isn't there.
 */
export function beaconFindings(
  beacons: readonly { keys: KeyTuple; beacon: IBeacon }[],
  looked: number,
  grid: IGrid,
  seriesOf: (keys: KeyTuple) => number
): IFinding[] {
  const q = qValues(
    beacons.map(({ beacon }) => beacon.p),
    looked
  );
  const bucketOf = (ms: number): number =>
    Math.min(grid.length - 1, Math.max(0, Math.floor(ms / grid.bucketMs) - grid.start));
  return beacons.map(({ keys, beacon }, i): IFinding => {
    const { periodMs, jitter, coverage, beats, p, events, fromMs, toMs } = beacon;
    const even = beats * coverage * Math.max(0, 1 - jitter);
    const first = bucketOf(fromMs);
    return {
      kind: 'beacon',
      id: `beacon-${keyHash(keys)}-${grid.start + first}`,
      series: seriesOf(keys),
      keys,
      score: score(sureness(q[i], NaN), doublings(0, even, 1)),
      q: q[i],
      direction: 'up',
      first,
      last: bucketOf(toMs - 1),
      message: {
        id: 'beacon',
        args: { from: fromMs, to: toMs, periodMs, jitter, coverage, beats, events, p }
      },
      detail: beacon
    };
  });
}
