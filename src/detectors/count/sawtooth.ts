import type { IBaseline } from './baseline';
import type { IObserved } from './observe';
import { takeFloats } from './scratch';
import { medianOf } from './select';

/** Buckets on either side by which a level jumps. */
const SIDE = 3;
/** Another jump of the kind has at least this share of a jump, and at most this multiple. */
const ALIKE = 0.5;
const LARGER = 2;
/** Part of a jump by which the level has to have come back before the next one. */
const BACK = 0.5;
/** Times that something may happen and be an event still; from then on it is how the series is. */
const STRAY = 2;
/** Typical differences of neighbours that a jump must have, so that half of one is hardly ever chance. */
const CLEAR = 6;

/** The kept buckets without their season, and how much the level jumps at each. */
interface IJumps {
  level: Float64Array;
  jump: Float64Array;
  /** Number of kept buckets, and of those before each bucket of the series. */
  m: number;
  before: Float64Array;
}

/**
 * Takes the teeth of a sawtooth out of the changes of `b`: where a level drifts one way and jumps back again and again (a
 * disk that fills and is cleared), what follows a jump is no new level.
 *
 * A change is a tooth when it is one of three or more sudden jumps of one direction, alike in size, between which the level
 * came back without jumping. Beside such a change that is no sudden jump is a piece of the drift.
 */
export function dropTeeth(b: IBaseline, o: IObserved): void {
  const { law, changes, length } = b;
  if (law.kind === 'hurdle' || o.idle !== null || changes.length === 0) {
    return;
  }
  const jumps = jumpsOf(b, o);
  const sure = CLEAR * usualStep(jumps);
  const kinds = changes.map(at => {
    const place = largestNear(jumps, jumps.before[at], Math.max(SIDE, length));
    const size = Math.abs(jumps.jump[place]);
    return !(size > 0 && size >= sure) ? 'drift' : isTooth(jumps, place) ? 'tooth' : 'jump';
  });
  if (kinds.includes('tooth')) {
    b.gains = b.gains.filter((_, i) => kinds[i] === 'jump');
    b.changes = changes.filter((_, i) => kinds[i] === 'jump');
  }
}

function jumpsOf({ use, factor, law }: IBaseline, { x, n }: IObserved): IJumps {
  const level = takeFloats(7, n);
  const jump = takeFloats(39, n).fill(0, 0, n);
  const before = takeFloats(85, n + 1);
  const additive = law.kind !== 'count';
  let m = 0;
  for (let t = 0; t < n; t++) {
    before[t] = m;
    if (use[t] === 1 && (additive || factor[t] > 0)) {
      level[m++] = additive ? x[t] - factor[t] : x[t] / factor[t];
    }
  }
  for (let i = SIDE; i + SIDE <= m; i++) {
    jump[i] = levelFrom(level, i) - levelFrom(level, i - SIDE);
  }
  return { level, jump, m, before };
}

/** Mean level of the few buckets from `i` on. */
function levelFrom(level: Float64Array, i: number): number {
  let sum = 0;
  for (let k = i; k < i + SIDE; k++) {
    sum += level[k];
  }
  return sum / SIDE;
}

/** Standard deviation of a jump by chance, by the median difference of neighbours. */
function usualStep({ level, m }: IJumps): number {
  const steps = takeFloats(86, m);
  for (let i = 1; i < m; i++) {
    steps[i - 1] = Math.abs(level[i] - level[i - 1]);
  }
  return m > 1 ? (1.4826 * medianOf(steps, m - 1)) / Math.sqrt(SIDE) : 0;
}

/** Where the level jumps most, within `reach` of `place`. */
function largestNear({ jump, m }: IJumps, place: number, reach: number): number {
  let best = place;
  for (let i = Math.max(0, place - reach); i < Math.min(m, place + reach + 1); i++) {
    best = Math.abs(jump[i]) > Math.abs(jump[best]) ? i : best;
  }
  return best;
}

/** Whether the jump at `place` is one of several between which the level came back. */
function isTooth({ level, jump, m }: IJumps, place: number): boolean {
  const size = Math.abs(jump[place]);
  const way = Math.sign(jump[place]);
  let chain = 0;
  let inside = false;
  let last = -1;
  for (let i = SIDE; i + SIDE <= m;) {
    const off = way * jump[i];
    if (Math.abs(off) < ALIKE * size) {
      i++;
      continue;
    }
    // The buckets around one jump are of one: the place where it is largest.
    let at = i;
    for (; i + SIDE <= m && way * jump[i] * Math.sign(off) >= ALIKE * size; i++) {
      at = Math.abs(jump[i]) > Math.abs(jump[at]) ? i : at;
    }
    const alike = off > 0 && Math.abs(jump[at]) <= LARGER * size;
    const back =
      last >= 0 ? way * (levelFrom(level, last) - levelFrom(level, at - SIDE)) : -Infinity;
    if (!(alike && back >= BACK * size)) {
      if (inside && chain > STRAY) {
        return true;
      }
      chain = 0;
      inside = false;
    }
    last = alike ? at : -1;
    chain += alike ? 1 : 0;
    inside = inside || (alike && at === place);
  }
  return inside && chain > STRAY;
}
