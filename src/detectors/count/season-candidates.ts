import { placeFreeTime } from './free-clock';
import { centre } from './season';
import type { IFreeTime } from './weekend';
import { DAY, isFreeHour, WEEK, weekend, weekendFrom } from './weekend';

/** Sums over the buckets of each place of the calendar. */
export interface ICells {
  /** Observed, or observed less the level where the season is additive. */
  sum: Float64Array;
  /** Expected without a season: the levels, or the number of buckets where it is additive. */
  base: Float64Array;
}

/** A form that a season may have: its places fall into groups, by one or two divisions, with one number each. */
export interface ICandidate {
  /** One division, or two whose numbers are multiplied (added). */
  divisions: IDivision[];
  /** Free numbers. */
  parameters: number;
}

interface IDivision {
  /** Group of each place. */
  of: Uint8Array;
  groups: number;
}

const hourOf = (place: number): number => place % 24;
const dayOf = (place: number): number => Math.floor(place / 24);

function divide(period: number, groups: number, group: (place: number) => number): IDivision {
  const of = new Uint8Array(period);
  for (let place = 0; place < period; place++) {
    of[place] = group(place);
  }
  return { of, groups };
}

const hours = divide(WEEK, 24, hourOf);
const days = divide(WEEK, 7, dayOf);
const alone = new Map<number, IDivision>();

/** Every place for itself. */
function each(period: number): IDivision {
  let found = alone.get(period);
  if (found === undefined) {
    found = divide(period, period, place => place);
    alone.set(period, found);
  }
  return found;
}

/** Days of the week by a clock that is `from` hours behind. */
const daysFrom = Array.from({ length: DAY }, (_, from) =>
  from === 0 ? days : divide(WEEK, 7, place => dayOf((place - from + WEEK) % WEEK))
);

/** Every hour of the day for itself. */
const hourOfDay: ICandidate = { parameters: 23, divisions: [hours] };

/** Working time and free time, and the hours of either. */
interface IKinds {
  kind: IDivision;
  hoursByKind: IDivision;
}
const kindsOf = new Map<string, IKinds>();

function kinds(free: IFreeTime): IKinds {
  const key = `${free.start} ${free.hours}`;
  let found = kindsOf.get(key);
  if (found === undefined) {
    const kind = divide(WEEK, 2, place => (isFreeHour(place, free) ? 1 : 0));
    found = { kind, hoursByKind: divide(WEEK, 48, p => hourOf(p) + 24 * kind.of[p]) };
    kindsOf.set(key, found);
  }
  return found;
}

/** Places, among the forms where free time is known, of that times the hours of the day and of the working hours. */
export const TIMES_HOURS = 2;
export const WORKING_HOURS = 4;

/** Volume of each place beside the levels, by its root for counts, whose variance hardly depends on it. */
export function cellVolume({ sum, base }: ICells, additive: boolean): Float64Array {
  return sum.map((s, place) =>
    !(base[place] > 0) ? NaN : additive ? s / base[place] : Math.sqrt(s / base[place])
  );
}

/**
 * The forms that compete: every place for itself; for hours of the week also the day of the week, the hour of the day,
 * their product, and that product with hours of their own at the weekend.
 *
 * @param cells All of the series: where it is long they say which days are the weekend.
 * @param known The weekend where the calendar says it and the series is too short to show it.
 */
export function seasonCandidates(
  period: number,
  cells: ICells,
  additive: boolean,
  known: IFreeTime | null
): ICandidate[] {
  const every: ICandidate = { parameters: period - 1, divisions: [each(period)] };
  if (period !== WEEK) {
    return [every];
  }
  if (known !== null) {
    const { kind, hoursByKind } = kinds(known);
    return [
      { parameters: 1, divisions: [kind] },
      hourOfDay,
      { parameters: 24, divisions: [hours, kind] },
      { parameters: 47, divisions: [hoursByKind] },
      { parameters: 4, divisions: [workingHours(cells, additive, known)] }
    ];
  }
  const byDay: ICandidate = { parameters: 6, divisions: [days] };
  const week = fitProfile(cells, byDay, additive).filter((_, place) => hourOf(place) === 0);
  const free = placeFreeTime(cellVolume(cells, additive), weekendFrom(weekend(week)));
  const local = daysFrom[free.start % DAY];
  return [
    byDay,
    hourOfDay,
    { parameters: 29, divisions: [hours, local] },
    { parameters: 52, divisions: [kinds(free).hoursByKind, local] },
    every
  ];
}

const sums = new Float64Array(DAY + 1);
const bases = new Float64Array(DAY + 1);

/**
 * Working hours, the other hours of working days, and the weekend: a form that a few days can show. The hours are those
 * that leave the least deviance.
 */
function workingHours({ sum, base }: ICells, additive: boolean, known: IFreeTime): IDivision {
  // Days begin at the hour of the day with which free time begins.
  const clock = (place: number): number => (place - known.start + WEEK) % DAY;
  sums.fill(0);
  bases.fill(0);
  for (let place = 0; place < WEEK; place++) {
    if (!isFreeHour(place, known)) {
      sums[clock(place) + 1] += sum[place];
      bases[clock(place) + 1] += base[place];
    }
  }
  for (let hour = 0; hour < DAY; hour++) {
    sums[hour + 1] += sums[hour];
    bases[hour + 1] += bases[hour];
  }
  const gain = (s: number, b: number): number =>
    !(b > 0) ? 0 : additive ? (s * s) / b : s > 0 ? s * Math.log(s / b) : 0;
  let best = -Infinity;
  let start = 0;
  let end = DAY;
  for (let from = 0; from < DAY; from++) {
    for (let to = from + 1; to <= DAY; to++) {
      const s = sums[to] - sums[from];
      const b = bases[to] - bases[from];
      const here = gain(s, b) + gain(sums[DAY] - s, bases[DAY] - b);
      if (here > best) {
        best = here;
        start = from;
        end = to;
      }
    }
  }
  return divide(WEEK, 3, place =>
    isFreeHour(place, known) ? 2 : clock(place) >= start && clock(place) < end ? 1 : 0
  );
}

/**
 * Profile of a form, mean 1 (or 0): the groups' own sums; two divisions by proportional fitting (Deming & Stephan 1940).
 *
 * @param profile Filled.
 */
export function fitProfile(
  cells: ICells,
  { divisions }: ICandidate,
  additive: boolean,
  profile: Float64Array = new Float64Array(cells.sum.length)
): Float64Array {
  profile.fill(additive ? 0 : 1);
  const [first, second] = divisions;
  adjust(cells, profile, first, additive);
  if (second) {
    adjust(cells, profile, second, additive);
    adjust(cells, profile, first, additive);
  }
  return profile;
}

const seen = new Float64Array(WEEK);
const expected = new Float64Array(WEEK);

/** Multiplies (or shifts) the profile so that every group has its observed sum; mean kept at 1 (or 0). */
function adjust(
  { sum, base }: ICells,
  profile: Float64Array,
  { of, groups }: IDivision,
  additive: boolean
): void {
  const period = profile.length;
  seen.fill(0, 0, groups);
  expected.fill(0, 0, groups);
  for (let p = 0; p < period; p++) {
    const g = of[p];
    seen[g] += additive ? sum[p] - profile[p] * base[p] : sum[p];
    expected[g] += additive ? base[p] : base[p] * profile[p];
  }
  for (let g = 0; g < groups; g++) {
    seen[g] = expected[g] > 0 ? seen[g] / expected[g] : additive ? 0 : 1;
  }
  for (let p = 0; p < period; p++) {
    profile[p] = additive ? profile[p] + seen[of[p]] : profile[p] * seen[of[p]];
  }
  centre(profile, additive);
}
