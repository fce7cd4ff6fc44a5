import { takeFloats } from './scratch';
import type { IFreeTime } from './weekend';
import { DAY, isFreeHour, WEEK } from './weekend';

/** Hours from the midnight of places farthest east to that of UTC, and from there to that of those farthest west. */
const EAST = 14;
const WEST = 12;
/** Drop of the residual sum of squares, in variances of an hour, from which on another clock than the given one counts. */
const CLEAR = 30;
/** Places whose sums of squares are this close, in variances, are as good as each other. */
const ALIKE = 4;

const free = { count: new Float64Array(DAY), sum: new Float64Array(DAY) };
const work = { count: new Float64Array(DAY), sum: new Float64Array(DAY) };

/**
 * Moves free time to the hour at which it begins by the clock of the place where people work, or of their shifts: the
 * hours of the week are told apart best when each hour of the day has one level in working and one in free time. Given
 * free time stays unless the least squares are clearly less elsewhere (F test of a break at an unknown place; Quandt, "The
 * estimation of the parameters of a linear regression system obeying two separate regimes", 1958); between places as good
 * as each other (an office that is closed at night as at the weekend) the middle one is taken. An end of the hours tried
 * shows no beginning.
 *
 * @param volume Of each of the 168 hours of the week, of similar variance; NaN for none.
 */
export function placeFreeTime(volume: ArrayLike<number>, given: IFreeTime): IFreeTime {
  const first = given.start - EAST + WEEK;
  const at = (offset: number): IFreeTime => ({
    start: (first + offset) % WEEK,
    hours: given.hours
  });
  const scores = takeFloats(100, EAST + WEST + 1);
  const squares = group(volume, at(0));
  let score = 0;
  for (let hour = 0; hour < DAY; hour++) {
    score += rowScore(hour);
  }
  let best = 0;
  for (let offset = 0; offset <= EAST + WEST; offset++) {
    scores[offset] = score;
    best = score > scores[best] ? offset : best;
    const leaves = (first + offset) % WEEK;
    const enters = (leaves + given.hours) % WEEK;
    score -= rowScore(leaves % DAY);
    move(volume[leaves], leaves % DAY, free, work);
    move(volume[enters], enters % DAY, work, free);
    score += rowScore(leaves % DAY);
  }
  if (best === 0 || best === EAST + WEST) {
    return given;
  }
  const variance = (squares.sum - scores[best]) / Math.max(1, squares.count - 2 * DAY);
  if (!(scores[best] - scores[EAST] > CLEAR * Math.max(variance, 1e-12 * squares.sum))) {
    return given;
  }
  const enough = scores[best] - ALIKE * variance;
  let from = best;
  let to = best;
  while (from > 0 && scores[from - 1] >= enough) {
    from--;
  }
  while (to < EAST + WEST && scores[to + 1] >= enough) {
    to++;
  }
  return at((from + to) >> 1);
}

interface IGroup {
  count: Float64Array;
  sum: Float64Array;
}

/** Puts every hour of the week into its group; number and sum of squares of those that are known. */
function group(volume: ArrayLike<number>, start: IFreeTime): { count: number; sum: number } {
  for (const { count, sum } of [free, work]) {
    count.fill(0);
    sum.fill(0);
  }
  let count = 0;
  let squares = 0;
  for (let place = 0; place < WEEK; place++) {
    const v = volume[place];
    if (v === v) {
      const side = isFreeHour(place, start) ? free : work;
      side.count[place % DAY]++;
      side.sum[place % DAY] += v;
      count++;
      squares += v * v;
    }
  }
  return { count, sum: squares };
}

function move(v: number, hour: number, from: IGroup, to: IGroup): void {
  if (v === v) {
    from.count[hour]--;
    from.sum[hour] -= v;
    to.count[hour]++;
    to.sum[hour] += v;
  }
}

/** What the levels of an hour of the day in working and in free time explain of the sum of squares. */
function rowScore(hour: number): number {
  return explained(free, hour) + explained(work, hour);
}

function explained({ count, sum }: IGroup, hour: number): number {
  return count[hour] > 0 ? (sum[hour] * sum[hour]) / count[hour] : 0;
}
