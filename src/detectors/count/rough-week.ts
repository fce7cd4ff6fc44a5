import { cycle } from './cycle';
import { cellsOf, levelsBeside } from './cycle-cells';
import { placeFreeTime } from './free-clock';
import { rootVolume } from './root-volume';
import { takeBytes, takeFloats } from './scratch';
import type { ISeason } from './season';
import { weekFactors } from './week-factors';
import type { IFreeTime } from './weekend';
import { DAY, isFreeDay, isQuiet, WEEK, weekend, weekendFrom } from './weekend';

/** Times that days and hours are fitted in turn where there are gaps. */
const ROUNDS = 3;

/**
 * Hours of working days and of the weekend, times the day of the week, where days begin when those of the people do; null
 * where the weekend is known and isn't quiet.
 */
export function roughWeek(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  additive: boolean,
  known: IFreeTime | null
): ISeason | null {
  if (known !== null) {
    return weekFrom(n < WEEK ? 0 : known.start % DAY, x, w, n, additive, known).season;
  }
  const { season, free } = weekFrom(0, x, w, n, additive, null);
  const { start } = placeFreeTime(rootVolume(x, w, n), free);
  return start % DAY === 0 ? season : weekFrom(start % DAY, x, w, n, additive, null).season;
}

/** The week of a series, days beginning `from` hours after its first bucket, and its free time. */
function weekFrom(
  from: number,
  x: Float64Array,
  w: Uint8Array,
  n: number,
  additive: boolean,
  known: IFreeTime | null
): { season: ISeason | null; free: IFreeTime } {
  const before = (DAY - from) % DAY;
  const later = ({ start, hours }: IFreeTime, by: number): IFreeTime => ({
    start: (start + by + WEEK) % WEEK,
    hours
  });
  const series = before === 0 ? { x, w, n } : withWholeDays(x, w, n, before);
  const week = weekOfDays(series.x, series.w, series.n, additive, known && later(known, before));
  const free = later(week.free, -before);
  if (week.profile === null) {
    return { season: null, free };
  }
  const profile = new Float64Array(WEEK);
  for (let place = 0; place < WEEK; place++) {
    profile[place] = week.profile[(place + before) % WEEK];
  }
  return { season: { period: WEEK, stride: 1, profile, parameters: 52 }, free };
}

/** A series that begins and ends with a whole day: what is missing of the first and the last wasn't observed. */
function withWholeDays(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  before: number
): { x: Float64Array; w: Uint8Array; n: number } {
  const length = Math.ceil((n + before) / DAY) * DAY;
  const values = takeFloats(104, length).fill(0, 0, length);
  const seen = takeBytes(105, length).fill(0, 0, length);
  values.set(x.subarray(0, n), before);
  seen.set(w.subarray(0, n), before);
  return { x: values, w: seen, n: length };
}

/**
 * Hours of working days and of the weekend, times the day of the week; null where the weekend is known and isn't quiet. The
 * mean of a day with gaps is that of the hours that were seen beside those of days like it, which takes more than one round.
 */
function weekOfDays(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  additive: boolean,
  known: IFreeTime | null
): { profile: Float64Array | null; free: IFreeTime } {
  const { gaps, cycles: days } = cellsOf(x, w, n, DAY, 1);
  const all = gaps
    ? cycle(x, w, n, DAY, 1, additive)
    : new Float64Array(DAY).fill(additive ? 0 : 1);
  const profile = new Float64Array(WEEK);
  let free = known ?? weekendFrom(0);
  let hoursOf: (day: number) => Float64Array = () => all;
  for (let round = 0; round < (gaps ? ROUNDS : 1); round++) {
    const levels = levelsBeside(cellsOf(x, w, n, DAY, 1), hoursOf, additive);
    const week = weekFactors(levels, days, additive, known);
    if (known !== null && !isQuiet(week, known)) {
      return { profile: null, free: known };
    }
    free = known ?? weekendFrom(weekend(week));
    const rests = free;
    const [work, rest] = [false, true].map(off =>
      cycle(x, w, n, DAY, 1, additive, day => isFreeDay(day, rests) === off)
    );
    hoursOf = day => (isFreeDay(day, rests) ? rest : work);
    for (let place = 0; place < WEEK; place++) {
      const day = Math.floor(place / DAY);
      const hour = hoursOf(day)[place % DAY];
      profile[place] = additive ? hour + week[day] : hour * week[day];
    }
  }
  return { profile, free };
}
