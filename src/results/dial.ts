import { DEFAULT_RATE } from '../detectors/options';

const DAYS_A_YEAR = 365;

/** The most that the dial gives: false flags a day over all series of the run. */
const MOST_A_DAY = 20;

/** A tenth of the rate that a new analysis starts with is the least, so that this one stands well inside. */
const LEAST = DEFAULT_RATE / 10;

/** Steps of the knob. */
const STEPS = 120;

/** False flags a day of a run with so many series, at a rate of false flags per series and year. */
export function perDayOf(rate: number, series: number): number {
  return (rate * series) / DAYS_A_YEAR;
}

/** The rate that gives so many false flags a day; at most one a series and day, what a detector can take. */
export function rateOf(perDay: number, series: number): number {
  return Math.min(DAYS_A_YEAR, (perDay * DAYS_A_YEAR) / Math.max(1, series));
}

/**
 * The knob's places 0 to `steps` for rates of false flags per series and year, on a logarithmic scale. The rate of a
 * new analysis has a place of its own, and so has the one that the result came with.
 */
export class DialScale {
  /**
   * @param series - Number of series of the run.
   * @param own - Rate that the result came with; the scale is widened to hold it.
   */
  constructor(series: number, own: number) {
    this._low = Math.min(LEAST, own > 0 ? own : LEAST);
    this._high = Math.max(rateOf(MOST_A_DAY, series), DEFAULT_RATE * 10, own);
    this._exact = new Map([
      [this._placeOf(own), own],
      [this._placeOf(DEFAULT_RATE), DEFAULT_RATE]
    ]);
  }

  readonly steps = STEPS;

  /** Where the rate of a new analysis stands. */
  get usual(): number {
    return this._placeOf(DEFAULT_RATE);
  }

  /** The place of a rate. */
  positionOf(rate: number): number {
    return this._placeOf(rate);
  }

  /** The rate of a place; the same rate again where one was given. */
  rateAt(position: number): number {
    const exact = this._exact.get(position);
    if (exact !== undefined) {
      return exact;
    }
    const rate = this._low * (this._high / this._low) ** (position / STEPS);
    return Math.min(this._high, Number(rate.toPrecision(2)));
  }

  private _placeOf(rate: number): number {
    const clamped = Math.min(this._high, Math.max(this._low, rate));
    return Math.round((Math.log(clamped / this._low) / Math.log(this._high / this._low)) * STEPS);
  }

  private readonly _low: number;
  private readonly _high: number;
  private readonly _exact: Map<number, number>;
}
