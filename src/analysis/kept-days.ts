import { HOUR_MS } from '../lake/time';
import { keyColumns, type Row } from '../sql/series-rows';
import { closedDays, type ISpan } from './day-plan';

/** Sends one action to the server's cache. */
export type PostCache = <T>(body: Record<string, unknown>, signal?: AbortSignal) => Promise<T>;

/** How much is kept for this user (GET of the cache). */
export interface IKeptUsage {
  days: number;
  bytes: number;
  maxBytes: number;
}

/** A query whose days are to be kept. */
export interface IKeepable {
  template: string;
  span: ISpan;
  queryId: string;
  /** Days since 1970 that may be kept; the server takes those of the span that were closed when it was submitted. */
  days: number[];
  bucketMs: number;
  /** A day without any row is known to have none. */
  empty: boolean;
}

/** Days read at once. */
const AT_ONCE = 4;

/**
 * Days that the server keeps. It only ever keeps what it read itself; here is said which query that was. Nothing of it
 * may fail a run: what can't be had isn't there.
 */
export class KeptDays {
  constructor(
    private readonly _post: PostCache,
    /** Hours after its end at which a day is closed. */
    readonly marginHours: number
  ) {}

  /** Days of a span, as days since 1970, that are closed at a moment in epoch milliseconds. */
  closed(span: ISpan, now: number): number[] {
    return closedDays(span, now - this.marginHours * HOUR_MS);
  }

  /** Days that are there; null when the statement has too many series to be kept by the day. */
  async look(template: string, days: readonly number[]): Promise<Set<number> | null> {
    // What was just paid for is on its way there.
    await this._keeping;
    try {
      const body = { action: 'look', template, days };
      const { kept, over } = await this._post<{ kept: number[]; over: number[] }>(body);
      return over.length > 0 ? null : new Set(kept);
    } catch {
      return new Set();
    }
  }

  /** Rows of the days that can be read, in the layout of the series statement without what ranks them. */
  async read(
    template: string,
    days: Iterable<number>,
    keys: number,
    signal?: AbortSignal
  ): Promise<Map<number, Row[]>> {
    const found = new Map<number, Row[]>();
    const waiting = [...days];
    const work = async (): Promise<void> => {
      for (let day = waiting.shift(); day !== undefined; day = waiting.shift()) {
        const rows = await this._readOne(template, day, keys, signal);
        if (rows) {
          found.set(day, rows);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  /** Has the server keep days of a query; resolves when it has, or can't. */
  keep({ template, span, queryId, days, bucketMs, empty }: IKeepable): Promise<void> {
    if (days.length > 0) {
      const what = { template, ...span, queryId, days, bucketMs, empty };
      const keeping = this._post({ action: 'keep', ...what }).catch(reason => {
        console.warn('Security Lake could not keep days of a query.', reason);
      });
      this._keeping = Promise.all([this._keeping, keeping]);
    }
    return this._keeping.then(() => undefined);
  }

  private async _readOne(
    template: string,
    day: number,
    keys: number,
    signal?: AbortSignal
  ): Promise<Row[] | null> {
    try {
      const body = { action: 'read', template, day };
      const { rows } = await this._post<{ rows: Row[] | null }>(body, signal);
      return rows?.map(row => statementRow(row, keys)) ?? null;
    } catch (error) {
      signal?.throwIfAborted();
      console.warn('Security Lake could not read a kept day.', error);
      return null;
    }
  }

  private _keeping: Promise<unknown> = Promise.resolve();
}

/** `[slice, k1 …, cells, weights?]` in the layout of the series statement. */
function statementRow(row: Row, keys: number): Row {
  const [slice, ...rest] = row;
  const { length } = keyColumns(keys);
  const [cells, ...weights] = rest.slice(length);
  return [slice, ...rest.slice(0, length), null, null, cells, null, null, ...weights];
}
