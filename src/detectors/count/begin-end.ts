import type { IChange } from '../types';
import type { IObserved } from './observe';
import { LONGEST_EVENT } from './screen';
import type { IActiveStretch } from './waiting';

/**
 * Adds the beginning and the end of an intermittent series to its changes: a level of nothing has no sizes to compare,
 * and by how often anything comes alone a clock that stopped looks like chance. Those that the changes tell already,
 * within a few active buckets' reach, aren't told again.
 */
export function addBeginAndEnd(
  changes: IChange[],
  o: IObserved,
  { from, to, pBefore, pAfter }: IActiveStretch
): IChange[] {
  const told = (at: number): boolean => changes.some(c => Math.abs(c.index - at) < LONGEST_EVENT);
  const inside = changes.map(c => c.index).filter(at => at > from && at < to);
  const edge = (index: number, before: number, after: number, p: number): IChange[] =>
    told(index)
      ? []
      : [{ index, direction: after > before ? 'up' : 'down', before, after, confidence: 1 - p, p }];
  const found = [
    ...changes,
    ...(from > 0 ? edge(from, 0, meanOf(o, from, inside[0] ?? to), pBefore) : []),
    ...(to < o.n ? edge(to, meanOf(o, inside[inside.length - 1] ?? from, to), 0, pAfter) : [])
  ];
  return found.sort((a, b) => a.index - b.index);
}

/** Mean of the observed buckets of [from, to); 0 for none. */
function meanOf({ x, w }: IObserved, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let t = from; t < to; t++) {
    sum += w[t] === 1 ? x[t] : 0;
    count += w[t];
  }
  return count > 0 ? sum / count : 0;
}
