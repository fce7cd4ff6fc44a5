import { takeFloats } from './scratch';
import { centre } from './season';
import { medianOf, midMean } from './select';
import type { IFreeTime } from './weekend';
import { isFreeDay } from './weekend';

/** Days around one that say what is usual then: a week. */
const WINDOW = 7;
/** Days on either side where some are missing. */
const SIDE = 4;
/** Times that they are compared anew, by what is known of the week, where days are missing. */
const ROUNDS = 4;
/** Working days that say it where the weekend is known. */
const NEAREST = 3;
/** The same for measures: along a slope the median of seven days, of which the week is part, isn't their mean. */
const TURNS = 3;

/**
 * Usual volume of each of the seven days of the week of an hourly series, beside the days around it: factors of mean 1
 * (or addends of mean 0), the first for the days 0, 7, 14, …
 *
 * Each day is compared with the running median of a week, which keeps steps and drops spikes (Tukey, "Exploratory data
 * analysis", 1977), and each day of the week gets the mid-mean of its own. Days of which too little was observed, and
 * those in a silent week, say nothing; a day of the week without any gets the usual volume.
 *
 * @param levels Mean of each of the `days` days; NaN where it isn't known.
 * @param known The weekend, in series too short for seven days of the week: its days are alike, and so are the others.
 */
export function weekFactors(
  levels: Float64Array,
  days: number,
  additive: boolean,
  known: IFreeTime | null = null
): Float64Array {
  let factors: Float64Array = new Float64Array(7).fill(additive ? 0 : 1);
  const gaps = !isGapless(levels, days);
  const rounds = gaps ? ROUNDS : additive && known === null ? TURNS : 1;
  for (let round = 0; round < rounds; round++) {
    factors = factorsBeside(levels, days, factors, additive, known, gaps);
  }
  return factors;
}

function isGapless(levels: Float64Array, days: number): boolean {
  for (let day = 0; day < days; day++) {
    if (levels[day] !== levels[day]) {
      return false;
    }
  }
  return true;
}

/** The factors where the days around each are as the factors `week` would have them. */
function factorsBeside(
  levels: Float64Array,
  days: number,
  week: Float64Array,
  additive: boolean,
  known: IFreeTime | null,
  gaps: boolean
): Float64Array {
  const ratios = takeFloats(7, days);
  const plain = takeFloats(22, days);
  for (let day = 0; day < days; day++) {
    const f = week[day % 7];
    plain[day] = additive ? levels[day] - f : f > 0 ? levels[day] / f : NaN;
  }
  const factors = new Float64Array(7);
  for (let weekday = 0; weekday < 7; weekday++) {
    let m = 0;
    for (let day = 0; day < days; day++) {
      const alike =
        known === null ? day % 7 === weekday : isFreeDay(day, known) === isFreeDay(weekday, known);
      if (!alike) {
        continue;
      }
      const usual =
        known !== null
          ? workAround(plain, days, day, known)
          : gaps
            ? eitherSide(plain, levels[day], days, day)
            : weekAround(plain, days, day);
      const ratio = additive ? levels[day] - usual : usual > 0 ? levels[day] / usual : NaN;
      if (ratio === ratio) {
        ratios[m++] = ratio;
      }
    }
    factors[weekday] = m > 0 ? midMean(ratios, m, 0) : additive ? 0 : 1;
  }
  return centre(factors, additive);
}

/** Median level of the seven days around one; at the ends of the first or the last week. NaN for none. */
function weekAround(levels: Float64Array, days: number, day: number): number {
  const window = takeFloats(8, WINDOW);
  const from = Math.max(0, Math.min(days - WINDOW, day - (WINDOW >> 1)));
  let k = 0;
  for (let i = from; i < Math.min(days, from + WINDOW); i++) {
    if (levels[i] === levels[i]) {
      window[k++] = levels[i];
    }
  }
  return medianOf(window, k);
}

/**
 * The level nearest to that of the day itself between those of the days before and the days after it, medians of the four
 * nearest: with gaps a day of the week may be known by one day, which a step beside it mustn't make look unlike others.
 */
function eitherSide(levels: Float64Array, own: number, days: number, day: number): number {
  const before = nearest(levels, day - 1, -1, -1);
  const after = nearest(levels, day + 1, days, 1);
  if (before !== before || after !== after) {
    return before === before ? before : after;
  }
  return Math.max(Math.min(before, after), Math.min(Math.max(before, after), own));
}

/** Median of the first four levels known from `from` on. */
function nearest(levels: Float64Array, from: number, to: number, way: number): number {
  const window = takeFloats(8, SIDE);
  let k = 0;
  for (let i = from; i !== to && k < SIDE; i += way) {
    if (levels[i] === levels[i]) {
      window[k++] = levels[i];
    }
  }
  return medianOf(window, k);
}

/** Median level of the three working days nearest to one: in a single week a step must not reach the weekend. */
function workAround(levels: Float64Array, days: number, day: number, known: IFreeTime): number {
  const window = takeFloats(8, NEAREST);
  let k = 0;
  for (let reach = 0; reach < days && k < NEAREST; reach++) {
    for (const i of reach > 0 ? [day - reach, day + reach] : [day]) {
      if (i >= 0 && i < days && k < NEAREST && !isFreeDay(i, known) && levels[i] === levels[i]) {
        window[k++] = levels[i];
      }
    }
  }
  return medianOf(window, k);
}
