import { weekend } from './weekend';

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

const WEEK = 168;
const hours: IDivision = divide(WEEK, 24, place => place % 24);
const days: IDivision = divide(WEEK, 7, place => Math.floor(place / 24));
const alone = new Map([7, 24, WEEK].map(period => [period, divide(period, period, p => p)]));

function divide(period: number, groups: number, group: (place: number) => number): IDivision {
  return { of: Uint8Array.from({ length: period }, (_, place) => group(place)), groups };
}

/** Hours of working days and those of the weekend. */
function hoursByKind(free: readonly boolean[]): IDivision {
  return divide(WEEK, 48, place => (place % 24) + (free[Math.floor(place / 24)] ? 24 : 0));
}

/**
 * The forms that compete: every place for itself; for hours of the week also the day of the week, the hour of the day,
 * their product, and that product with hours of their own at the weekend.
 *
 * @param cells All of the series: where it is long they say which days are the weekend.
 * @param known The weekend where the calendar is known and the series too short to show it: two weekends at most.
 */
export function seasonCandidates(
  period: number,
  cells: ICells,
  additive: boolean,
  known: readonly boolean[] | null
): ICandidate[] {
  const every: ICandidate = { parameters: period - 1, divisions: [alone.get(period)!] };
  if (period !== WEEK) {
    return [every];
  }
  const byHour: ICandidate = { parameters: 23, divisions: [hours] };
  if (known !== null) {
    const kinds = divide(WEEK, 2, place => (known[Math.floor(place / 24)] ? 1 : 0));
    return [
      { parameters: 1, divisions: [kinds] },
      byHour,
      { parameters: 24, divisions: [hours, kinds] },
      { parameters: 47, divisions: [hoursByKind(known)] }
    ];
  }
  const byDay: ICandidate = { parameters: 6, divisions: [days] };
  const week = fitProfile(cells, byDay, additive).filter((_, place) => place % 24 === 0);
  return [
    byDay,
    byHour,
    { parameters: 29, divisions: [hours, days] },
    { parameters: 52, divisions: [hoursByKind(weekend(week)), days] },
    every
  ];
}

/** Profile of a form, mean 1 (or 0): the groups' own sums; two divisions by proportional fitting (Deming & Stephan 1940). */
export function fitProfile(
  cells: ICells,
  { divisions }: ICandidate,
  additive: boolean
): Float64Array {
  const profile = new Float64Array(cells.sum.length).fill(additive ? 0 : 1);
  const [first, second] = divisions;
  adjust(cells, profile, first, additive);
  if (second) {
    adjust(cells, profile, second, additive);
    adjust(cells, profile, first, additive);
    adjust(cells, profile, second, additive);
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
  let mean = 0;
  for (let p = 0; p < period; p++) {
    profile[p] = additive ? profile[p] + seen[of[p]] : profile[p] * seen[of[p]];
    mean += profile[p] / period;
  }
  for (let p = 0; p < period; p++) {
    profile[p] = additive ? profile[p] - mean : mean > 0 ? profile[p] / mean : 1;
  }
}
