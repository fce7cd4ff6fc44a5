const DAYS_A_YEAR = 365;

/** What the dial can be set to: false flags a day over all series of the run, one in a year up to 20 a day. */
export const DIAL = { lowest: 1 / DAYS_A_YEAR, highest: 20, steps: 100 } as const;

/** False flags a day of a run with so many series, at a rate of false flags per series and year. */
export function perDayOf(rate: number, series: number): number {
  return (rate * series) / DAYS_A_YEAR;
}

/** The rate that gives so many false flags a day; at most one a series and day, what a detector can take. */
export function rateOf(perDay: number, series: number): number {
  return Math.min(DAYS_A_YEAR, (perDay * DAYS_A_YEAR) / Math.max(1, series));
}

/** Where the knob stands, 0 to `DIAL.steps`, on a logarithmic scale. */
export function positionOf(perDay: number): number {
  const { lowest, highest, steps } = DIAL;
  const clamped = Math.min(highest, Math.max(lowest, perDay));
  return Math.round((Math.log(clamped / lowest) / Math.log(highest / lowest)) * steps);
}

/** What a place of the knob stands for, rounded to a number that can be said. */
export function perDayAt(position: number): number {
  const { lowest, highest, steps } = DIAL;
  const perDay = lowest * (highest / lowest) ** (position / steps);
  if (perDay >= 1) {
    return Math.round(perDay * 2) / 2;
  }
  return 1 / Math.round(1 / perDay);
}
