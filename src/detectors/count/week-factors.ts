import { takeFloats } from './scratch';
import { centre } from './season';
import { medianOf, midMean } from './select';
import type { IFreeTime } from './weekend';
import { isFreeDay } from './weekend';

/** Days around one that say what is usual then: a week. */
const WINDOW = 7;
/** Working days that say it where the weekend is known. */
const NEAREST = 3;

/**
 * Usual volume of each of the seven days of the week of an hourly series, beside the days around it: factors of mean 1
 * (or addends of mean 0), the first for the days 0, 7, 14, …
 *
 * Each day is compared with the running median of a week, which keeps steps and drops spikes (Tukey, "Exploratory data
 * analysis", 1977), and each day of the week gets the mid-mean of its own. Days with gaps, and those in a silent week,
 * say nothing; a day of the week without any gets the usual volume.
 *
 * @param known The weekend, in series too short for seven days of the week: its days are alike, and so are the others.
 */
export function weekFactors(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  additive: boolean,
  known: IFreeTime | null = null
): Float64Array {
  const days = Math.floor(n / 24);
  const levels = dayLevels(x, w, days);
  const ratios = takeFloats(7, days);
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
        known === null ? weekAround(levels, days, day) : workAround(levels, days, day, known);
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

/** Mean of each day of 24 hours; NaN with a gap. */
function dayLevels(x: Float64Array, w: Uint8Array, days: number): Float64Array {
  const levels = takeFloats(1, days);
  for (let day = 0; day < days; day++) {
    let sum = 0;
    for (let t = day * 24; t < day * 24 + 24; t++) {
      sum += w[t] === 1 ? x[t] : NaN;
    }
    levels[day] = sum / 24;
  }
  return levels;
}
