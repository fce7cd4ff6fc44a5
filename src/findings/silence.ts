import type { ISilence } from '../detectors/arrivals/silences';
import { timeOf } from '../series/grid';
import type { ISeriesSet } from '../series/types';
import { keyHash } from './key-hash';
import { qValues } from './q-values';
import { doublings, score, sureness } from './score';
import type { IFinding } from './types';

/** So many sources that fall silent together, and this share of all, are one event. */
const TOGETHER = 3;
const TOGETHER_SHARE = 0.5;

interface ISilent {
  series: number;
  silence: ISilence;
}

/**
 * Findings of the sources that fell silent. What befell most of them at once is told once, by the one that misses most.
 *
 * @param silent - Silences of each series, in the order of the set.
 */
export function silenceFindings(
  set: Pick<ISeriesSet, 'grid' | 'keys'>,
  silent: readonly (readonly ISilence[])[]
): IFinding[] {
  const { grid, keys } = set;
  const all = silent.flatMap((found, series) =>
    found.map((silence): ISilent => ({ series, silence }))
  );
  const q = qValues(
    all.map(({ silence }) => silence.p),
    keys.length
  );
  const least = Math.max(TOGETHER, TOGETHER_SHARE * keys.length);
  const told = new Set<ISilent>();
  return all.flatMap((one, i): IFinding[] => {
    if (told.has(one)) {
      return [];
    }
    const together = all.filter(other => coincide(one.silence, other.silence));
    const isOne = together.length >= least;
    const most = together.reduce((a, b) => (b.silence.missed > a.silence.missed ? b : a));
    if (isOne) {
      together.forEach(other => told.add(other));
    }
    const { series, silence } = isOne ? most : one;
    const { first, last, ongoing, usual, missed, p } = silence;
    return [
      {
        kind: 'silence',
        id: `silence-${keyHash(keys[series])}-${grid.start + first}`,
        series,
        score: score(sureness(q[i], NaN), doublings(missed, 0, 1)),
        q: q[i],
        direction: 'down',
        first,
        last,
        message: {
          id: ongoing ? 'silence' : 'silence-ended',
          args: {
            from: timeOf(grid, first),
            to: timeOf(grid, last + 1),
            buckets: last - first + 1,
            usual,
            missed,
            p,
            others: isOne ? together.length - 1 : 0
          }
        },
        detail: silence
      }
    ];
  });
}

/** Begin and end within a bucket of each other. */
function coincide(a: ISilence, b: ISilence): boolean {
  return Math.abs(a.first - b.first) <= 1 && Math.abs(a.last - b.last) <= 1;
}

/** Whether a fall of a series is only the beginning of a silence of it, which says more. */
export function isSilenceOf(silence: IFinding, fall: IFinding): boolean {
  return (
    silence.kind === 'silence' &&
    fall.series === silence.series &&
    (fall.kind === 'outlier'
      ? fall.direction === 'down' && fall.first >= silence.first && fall.last <= silence.last
      : fall.kind === 'change' &&
        ((fall.direction === 'down' && Math.abs(fall.first - silence.first) <= 1) ||
          (fall.direction === 'up' && Math.abs(fall.first - silence.last - 1) <= 1)))
  );
}
