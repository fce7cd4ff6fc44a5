import type { IChange } from '../types';
import type { IObserved } from './observe';

/** Rests as long as the one in question, beside it, that may be by accident; more are a habit. */
const EXCEPTIONS = 2;

/**
 * Changes without one from or to nothing that is only a rest: a stretch of zeros at an end of the series that is no
 * longer than the series had between active buckets more than twice. A scan of every Sunday that ended an hour ago has
 * not stopped, whatever the rhythm that was fitted says of the rest of that Sunday.
 */
export function withoutRests(changes: readonly IChange[], o: IObserved): IChange[] {
  const last = changes.length - 1;
  return changes.filter(
    ({ before, after }, i) =>
      !(i === last && after === 0 && isRest(o, 'end')) &&
      !(i === 0 && before === 0 && isRest(o, 'start'))
  );
}

/** Whether the zeros at an end of the series are no more than it often has; false where there are none. */
export function isRest({ x, w, n }: IObserved, which: 'start' | 'end'): boolean {
  const rests: number[] = [];
  let zeros = 0;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      rests.push(zeros);
      zeros = 0;
    } else {
      zeros += w[t];
    }
  }
  const [start, ...between] = rests;
  const length = which === 'end' ? zeros : start;
  return length > 0 && between.filter(rest => rest >= length).length > EXCEPTIONS;
}
