import type { IChangeContext } from './changes';
import { placeChange } from './changes';
import { jumpStrength } from './verify';

/** Rounds of placing a change whose neighbour fell away. */
const ROUNDS = 3;

/** Places a change that may be far off: its levels take in what lies between, so once more from where it came to lie. */
function placeAgain(c: IChangeContext, before: number, at: number, after: number): number {
  let place = at;
  for (let round = 0; round < ROUNDS; round++) {
    const next = placeChange(c, before, place, after);
    if (next === place) {
      break;
    }
    place = next;
  }
  return place;
}

/**
 * Places every candidate, then drops the weakest until all that remain are at least `least` strong.
 *
 * @param starts Candidates, ascending; changed in place.
 */
export function settleChanges(c: IChangeContext, starts: number[], least: number): number[] {
  const bound = (i: number): number => (i < 0 ? 0 : i < starts.length ? starts[i] : c.n);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < starts.length; i++) {
      starts[i] = placeChange(c, bound(i - 1), starts[i], bound(i + 1));
    }
  }
  for (;;) {
    let weakest = -1;
    let low = least;
    for (let i = 0; i < starts.length; i++) {
      const s = jumpStrength(c, bound(i - 1), starts[i], bound(i + 1));
      if (s < low) {
        low = s;
        weakest = i;
      }
    }
    if (weakest < 0) {
      return starts;
    }
    const before = bound(weakest - 1);
    starts.splice(weakest, 1);
    for (const i of [weakest - 1, weakest]) {
      if (i >= 0 && i < starts.length && starts[i] > before) {
        starts[i] = placeAgain(c, bound(i - 1), starts[i], bound(i + 1));
      }
    }
  }
}
