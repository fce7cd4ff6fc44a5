import type { IDetectorOptions } from '../types';
import { placeFreeTime } from './free-clock';
import { rootVolume } from './root-volume';
import type { IFreeTime } from './weekend';
import { DAY, WEEK, weekendFrom } from './weekend';

/** Days from which on a known calendar is of use: with fewer there may be no weekend, or nothing else. */
const LEAST_DAYS = 2;
/** Days from which on the data show the weekend themselves. */
const SHOWN_DAYS = 21;
const SATURDAY = 5;

/**
 * The weekend by the calendar, Saturday and Sunday, for a series of hours too short to show it itself; null where the
 * calendar isn't known or isn't needed, and for other grains. It begins by the clock of the place where people work. Short
 * is the time from the first event to the last: a series that stops in its second week has no third.
 */
export function calendarOf(
  { x, w, n }: { x: Float64Array; w: Uint8Array; n: number },
  options: IDetectorOptions
): IFreeTime | null {
  if (options.grain !== 'hour' || options.weekday === undefined) {
    return null;
  }
  let from = 0;
  let to = n;
  while (from < n && x[from] === 0) {
    from++;
  }
  while (to > from && x[to - 1] === 0) {
    to--;
  }
  const days = (to - from) / DAY;
  if (!(days >= LEAST_DAYS && days < SHOWN_DAYS)) {
    return null;
  }
  const { start, hours } = weekendFrom((SATURDAY - options.weekday + 7) % 7);
  const volume = rootVolume(x, w, n);
  const local = { start: (start + midnight(volume) + WEEK) % WEEK, hours };
  return n < WEEK ? local : placeFreeTime(volume, local);
}

/** Hours by which midnight lies before the middle of the quiet time: people work around 13:30. */
const BEFORE = 1.5;
/** Latest midnight, UTC, of places west of Greenwich; later ones are those of places east of it, the day before. */
const WEST = 12;

/**
 * Hours from midnight UTC to that of the place, by the phase of the day's first harmonic; 0 where midnight UTC is quiet,
 * too.
 */
function midnight(volume: Float64Array): number {
  const hours = new Float64Array(DAY);
  for (let place = 0; place < WEEK; place++) {
    hours[place % DAY] += volume[place] === volume[place] ? volume[place] : 0;
  }
  let sum = 0;
  let cosine = 0;
  let sine = 0;
  for (let hour = 0; hour < DAY; hour++) {
    const angle = (2 * Math.PI * (hour + 0.5)) / DAY;
    sum += hours[hour];
    cosine += hours[hour] * Math.cos(angle);
    sine += hours[hour] * Math.sin(angle);
  }
  if (hours[0] + hours[DAY - 1] <= (2 * sum) / DAY) {
    return 0;
  }
  const quietest = (DAY * (Math.atan2(sine, cosine) + Math.PI)) / (2 * Math.PI);
  const place = Math.round(quietest - BEFORE + DAY) % DAY;
  return place <= WEST ? place : place - DAY;
}
