import type { IChange } from '../types';
import type { IBaseline } from './baseline';
import { changeProbability } from './change-probability';
import { levelBetween } from './changes';

/** Chance of so strong a change anywhere in a series without one, above which the level moves but nobody is told. */
const LARGEST_P = 0.01;

/** The changes of a baseline that are sure, with the mean level of the stretches on either side; `n` buckets. */
export function describeChanges(b: IBaseline, n: number, share: number, log = false): IChange[] {
  const cost = b.law.kind === 'rounded' ? 'real' : b.law.kind;
  const changes = b.changes.map((index, i): IChange => {
    const start = b.changes[i - 1] ?? 0;
    const end = b.changes[i + 1] ?? n;
    const level = (from: number, to: number): number => {
      if (log) {
        return amount(b, from, to);
      }
      const l = share * levelBetween(b.sums, from, to, cost);
      return l === l ? l : 0;
    };
    const before = level(start, index);
    const after = level(index, end);
    const p = changeProbability(b.gains[i], n);
    return {
      index,
      direction: after >= before ? 'up' : 'down',
      before,
      after,
      confidence: 1 - p,
      p
    };
  });
  return changes.filter(({ p }) => p <= LARGEST_P);
}

/** Log of the level of amounts: typical size times share of active buckets; −Infinity where none is. */
function amount(b: IBaseline, from: number, to: number): number {
  const { activity } = b.sums;
  const size = levelBetween(b.sums, from, to, 'real');
  const watched = activity ? activity.watched[to] - activity.watched[from] : 0;
  const active = activity ? activity.active[to] - activity.active[from] : 0;
  return size === size ? size + (watched > 0 ? Math.log(active / watched) : 0) : -Infinity;
}
