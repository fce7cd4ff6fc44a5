import type { TranslationBundle } from '@jupyterlab/translation';

import { moneyText, type IMoney } from '../athena/price';
import type { Measure } from '../questions/types';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Below it a number is what rounding left over; a rate per bucket of a question that anybody asks is above. */
const TINY = 1e-6;
/** From here on words are shorter than digits. */
const HUGE = 1e9;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Numbers and times as the views show them: short, with units, always UTC. A number that isn't finite is a dash.
 *
 * @param trans - words around the numbers
 * @param locale - BCP 47 tag for digits and month names; plain `en` is shown day first, as in the tickets of a SOC
 */
export class Format {
  constructor(
    readonly trans: TranslationBundle,
    locale = 'en'
  ) {
    let tag = locale.replace('_', '-');
    tag = tag === 'en' || tag === 'default' ? 'en-GB' : tag;
    try {
      Intl.getCanonicalLocales(tag);
    } catch {
      tag = 'en-GB';
    }
    this._locale = tag;
    this._integer = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
    this._short = new Intl.NumberFormat(tag, { maximumSignificantDigits: 2 });
    this._three = new Intl.NumberFormat(tag, { maximumSignificantDigits: 3 });
    this._huge = new Intl.NumberFormat(tag, {
      maximumSignificantDigits: 3,
      notation: 'compact',
      compactDisplay: 'long'
    });
  }

  /**
   * A number as exactly as a person needs it: integers and all from 10 up whole, smaller ones to two digits, from a
   * thousand million up in words.
   */
  number(value: number): string {
    if (!Number.isFinite(value)) {
      return '–';
    }
    const size = Math.abs(value);
    if (size < TINY) {
      return this._integer.format(0);
    }
    const whole = Number.isInteger(value) || size >= 10;
    return minus((size >= HUGE ? this._huge : whole ? this._integer : this._short).format(value));
  }

  /** All digits, for numbers that are compared. */
  exact(value: number): string {
    return Number.isFinite(value)
      ? minus(new Intl.NumberFormat(this._locale, { maximumFractionDigits: 6 }).format(value))
      : '–';
  }

  /** How many times: whole from 10 up, else one digit more. */
  ratio(value: number): string {
    if (!Number.isFinite(value)) {
      return '–';
    }
    return value >= 10 ? this._integer.format(value) : this._short.format(value);
  }

  /** A share from 0 to 1 as percent, up to 99.99 %, never rounded to 100 %. */
  percent(share: number): string {
    if (!Number.isFinite(share)) {
      return '–';
    }
    const percent = share * 100;
    if (percent > 99.9 && percent < 100) {
      return this.trans.__('%1\u00a0%', percent >= 99.99 ? '>\u00a099.99' : '>\u00a099.9');
    }
    return this.trans.__(
      '%1\u00a0%',
      minus((Math.abs(percent) < 99 ? this._short : this._three).format(percent))
    );
  }

  /** One minus a probability: never rounded to certainty, not even by the arithmetic. */
  confidence(share: number): string {
    return this.percent(share > 0.9999 ? 0.99995 : share);
  }

  /** With its sign in front: a change per bucket. */
  signedPercent(share: number): string {
    const sign = share < 0 ? '−' : '+';
    return Number.isFinite(share) ? `${sign}\u00a0${this.percent(Math.abs(share))}` : '–';
  }

  /** A probability: `0.03`, `10⁻⁶`; below 10⁻¹² only that it is. */
  probability(p: number): string {
    if (!Number.isFinite(p)) {
      return '–';
    }
    if (p < 1e-12) {
      return `< 10${superscript(-12)}`;
    }
    if (p >= 0.001) {
      return this._short.format(p);
    }
    const exponent = Math.floor(Math.log10(p));
    const factor = Math.round(p / 10 ** exponent);
    return factor === 10
      ? `10${superscript(exponent + 1)}`
      : factor === 1
        ? `10${superscript(exponent)}`
        : `${factor} × 10${superscript(exponent)}`;
  }

  /** Bytes in powers of 1,000. */
  bytes(value: number): string {
    if (!Number.isFinite(value)) {
      return '–';
    }
    const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
    let size = Math.abs(value);
    let unit = 0;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return `${value < 0 ? '−' : ''}${unit === 0 ? this._integer.format(size) : this._three.format(size)} ${units[unit]}`;
  }

  /** An amount: `$0.006`, `< $0.001`. */
  money(amount: IMoney): string {
    return moneyText(amount, this._locale);
  }

  /** A value of the measure without a noun, for rows, axes and the box of numbers. */
  value(value: number, measure: Measure): string {
    if (measure.kind === 'ratio') {
      return this.percent(value);
    }
    return isBytes(measure) ? this.bytes(value) : this.number(value);
  }

  /** A value of the measure with its noun, for sentences; a share also with the number of its rows where known. */
  amount(value: number, measure: Measure, rows = NaN): string {
    const { trans } = this;
    const text = this.value(value, measure);
    switch (measure.kind) {
      case 'count':
        return trans._n('%2 event', '%2 events', value, text);
      case 'distinct':
        return trans._n(
          '%2 different value of %3',
          '%2 different values of %3',
          value,
          text,
          fieldWord(measure.field)
        );
      case 'sum':
        return isBytes(measure)
          ? text
          : trans.__('a total %2 of %1', text, fieldWord(measure.field));
      case 'ratio':
        return Number.isFinite(rows)
          ? trans._n(
              'a share of %2 (of %3 event)',
              'a share of %2 (of %3 events)',
              rows,
              text,
              this.number(rows)
            )
          : trans.__('a share of %1', text);
    }
  }

  /** What an axis counts: `Events per hour`, `Share of the events of each day`. */
  perBucket(measure: Measure, bucketMs: number): string {
    const { trans } = this;
    const unit = this.unit(bucketMs);
    switch (measure.kind) {
      case 'count':
        return trans.__('Events per %1', unit);
      case 'distinct':
        return trans.__('Different values of %1 per %2', fieldWord(measure.field), unit);
      case 'sum':
        return trans.__('Sum of %1 per %2', fieldWord(measure.field), unit);
      case 'ratio':
        return trans.__('Share of the events of each %1', unit);
    }
  }

  /** A length of time: `0.8 s`, `12 s`, `3 min 05 s`, `1 h 00 min`. */
  duration(ms: number): string {
    if (ms < 10 * SECOND) {
      return this.trans.__('%1 s', (Math.max(0, ms) / SECOND).toFixed(1));
    }
    if (ms < MINUTE) {
      return this.trans.__('%1 s', String(Math.round(ms / SECOND)));
    }
    const seconds = Math.round(ms / SECOND);
    if (seconds >= 3600) {
      const minutes = Math.round(seconds / 60);
      return this.trans.__(
        '%1 h %2 min',
        this.number(Math.floor(minutes / 60)),
        String(minutes % 60).padStart(2, '0')
      );
    }
    return this.trans.__(
      '%1 min %2 s',
      String(Math.floor(seconds / 60)),
      String(seconds % 60).padStart(2, '0')
    );
  }

  /** A length of time in buckets: `3 hours`, `30 days`. */
  buckets(count: number, bucketMs: number): string {
    const { trans } = this;
    const text = this.number(count);
    switch (bucketMs) {
      case DAY:
        return trans._n('%2 day', '%2 days', count, text);
      case HOUR:
        return trans._n('%2 hour', '%2 hours', count, text);
      case MINUTE:
        return trans._n('%2 minute', '%2 minutes', count, text);
      default:
        return trans._n('%2 bucket', '%2 buckets', count, text);
    }
  }

  /** The word after "a" or "per": hour, day, minute. */
  unit(bucketMs: number): string {
    const { trans } = this;
    switch (bucketMs) {
      case DAY:
        return trans.__('day');
      case HOUR:
        return trans.__('hour');
      case MINUTE:
        return trans.__('minute');
      default:
        return trans.__('bucket');
    }
  }

  /** Start of a bucket: `12 Nov` for days, `12 Nov 14:00` for shorter ones. The year when `withYear`. */
  time(ms: number, bucketMs: number, withYear = false): string {
    const day = this._date(ms, withYear);
    return bucketMs >= DAY ? day : `${day} ${clock(ms)}`;
  }

  /** When a bucket was, for a sentence: `on 12 Nov UTC`, `at 12 Nov 14:00 UTC`. */
  when(time: string, bucketMs: number): string {
    return bucketMs >= DAY ? this.trans.__('on %1 UTC', time) : this.trans.__('at %1 UTC', time);
  }

  /** A half-open stretch: one bucket as its start, several as first – last bucket. */
  span(from: number, to: number, bucketMs: number, withYear = false): string {
    const last = to - bucketMs;
    if (last <= from) {
      return this.time(from, bucketMs, withYear);
    }
    if (bucketMs < DAY && Math.floor(from / DAY) === Math.floor((to - 1) / DAY)) {
      return `${this._date(from, withYear)} ${clock(from)} – ${to % DAY === 0 ? '24:00' : clock(to)}`;
    }
    const end = bucketMs >= DAY ? last : to;
    const sameYear = new Date(from).getUTCFullYear() === new Date(end).getUTCFullYear();
    return `${this.time(from, bucketMs, !sameYear)} – ${this.time(end, bucketMs, withYear || !sameYear)}`;
  }

  /** The range of a run: `26 Oct – 24 Nov 2026 10:00 UTC`; whole days without a clock. */
  range(from: number, to: number): string {
    const whole = to % DAY === 0;
    if (whole && to - from === DAY) {
      return this.trans.__('%1 UTC', this._date(from, true));
    }
    const sameYear = new Date(from).getUTCFullYear() === new Date(to - 1).getUTCFullYear();
    const start = this._date(from, !sameYear) + (from % DAY === 0 ? '' : ` ${clock(from)}`);
    const end = whole ? this._date(to - 1, true) : `${this._date(to, true)} ${clock(to)}`;
    return this.trans.__('%1 – %2 UTC', start, end);
  }

  /** Name of the weekday of a bucket. */
  weekday(ms: number): string {
    return new Intl.DateTimeFormat(this._locale, { weekday: 'long', timeZone: 'UTC' }).format(ms);
  }

  /** An ISO time as `24 Nov 2026 10:12 UTC`. */
  moment(iso: string): string {
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? iso : this.trans.__('%1 UTC', `${this._date(ms, true)} ${clock(ms)}`);
  }

  private _date(ms: number, withYear: boolean): string {
    const key = withYear ? '_year' : '_day';
    this[key] ??= new Intl.DateTimeFormat(this._locale, {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
      ...(withYear ? { year: 'numeric' } : {})
    });
    return Number.isFinite(ms) ? (this[key]?.format(ms) ?? '–') : '–';
  }

  private _locale: string;
  private _integer: Intl.NumberFormat;
  private _short: Intl.NumberFormat;
  private _three: Intl.NumberFormat;
  private _huge: Intl.NumberFormat;
  private _day: Intl.DateTimeFormat | null = null;
  private _year: Intl.DateTimeFormat | null = null;
}

/** Whether values of the measure are bytes, by the name of the summed field. */
export function isBytes(measure: Measure): boolean {
  return measure.kind === 'sum' && /bytes/i.test(measure.field);
}

/** The minus sign in place of a hyphen, which gets lost beside a dash. */
function minus(text: string): string {
  return text.replace('-', '−');
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

function superscript(exponent: number): string {
  return String(exponent).replace(/[-\d]/g, c => (c === '-' ? '⁻' : SUPERSCRIPTS[Number(c)]));
}

/** A field in a sentence: its name without the underscores. */
export function fieldWord(field: string): string {
  return field.replaceAll('_', ' ');
}

/** Parts as a list in words: `a, b and c`. */
export function listed(parts: readonly string[], trans: TranslationBundle): string {
  return parts.length < 2
    ? parts.join('')
    : trans.__('%1 and %2', parts.slice(0, -1).join(', '), parts[parts.length - 1]);
}
