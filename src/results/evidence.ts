import type { IPlan } from '../analysis/types';
import type { IFindingSet } from '../findings/types';
import type { Measure } from '../questions/types';
import type { IGrid } from '../series/types';
import type { IStatement, KeyTuple } from '../sql/types';
import type { IEntry } from './entries';
import { checkedOf, evidenceOf, rowsOf, sumOf, toBuckets, toTimes } from './span';
import type { IIndexSpan } from './span';

/** Relative difference up to which two numbers of a ratio or of floating sums are the same. */
const TOLERANCE = 1e-9;

/** What recomputing the measure from the events gave. */
export interface ICheck {
  /** What the chart shows. */
  shown: number;
  /** What the events give; NaN when the statement gave nothing. */
  counted: number;
  agrees: boolean;
  span: IIndexSpan;
}

/** The events behind one entry, or behind the bucket that was picked in its chart, and what they must add up to. */
export class Evidence {
  constructor(private _options: Evidence.IOptions) {
    const { entry, picked, findings, grid, drawn } = _options;
    const whole = picked === null ? rowsOf(entry) : null;
    this._rows = whole;
    this.measure = whole === null ? _options.measure : { kind: 'count' };
    this.grid = picked === null ? grid : drawn;
    this.span =
      picked === null ? evidenceOf(entry, findings, grid) : { first: picked, last: picked };
    this.checkedSpan = picked === null ? checkedOf(entry, this.span, this.measure) : this.span;
  }

  /** What the check recomputes; of an entry that counts rows itself, those. */
  readonly measure: Measure;
  /** Grid of the spans. */
  readonly grid: IGrid;

  /** Buckets of the investigation SQL. */
  readonly span: IIndexSpan;
  /** Buckets that the check recomputes. */
  readonly checkedSpan: IIndexSpan;

  /** Buckets that are broken down: of a burst its peak, which has a limit of its own to be compared with. */
  get partSpan(): IIndexSpan {
    const { entry, picked } = this._options;
    const peak = entry.finding?.kind === 'outlier' ? entry.finding.detail.peak : null;
    const at = picked ?? peak;
    return at === null ? this.checkedSpan : { first: at, last: at };
  }

  /** The same by the values of other fields; null when the statement can't be written. */
  get breakdown(): IStatement | null {
    const { keys } = this._options;
    return this._written('breakdown', plan =>
      plan.breakdown(keys, toBuckets(this.partSpan, this.grid))
    );
  }

  /** Epoch milliseconds of `span`. */
  get times(): { from: number; to: number } {
    return toTimes(this.span, this.grid);
  }

  /** What the chart shows for the checked buckets; NaN when there is no observation. */
  get shown(): number {
    return this._rows ?? sumOf(this._options.values, this.checkedSpan);
  }

  /** Why there is no statement; null when there is one. */
  get error(): unknown {
    return this._error;
  }

  /** The raw events, newest first; null when the statement can't be written. */
  events(limit?: number): IStatement | null {
    const { keys } = this._options;
    return this._written(`events ${limit}`, plan =>
      plan.events(keys, toBuckets(this.span, this.grid), limit)
    );
  }

  /** The measure recomputed from the events' predicate; null when the statement can't be written. */
  get check(): IStatement | null {
    const { keys, isRows } = this._options;
    const span = toBuckets(this.checkedSpan, this.grid);
    return this._written('check', plan =>
      isRows || this._rows !== null ? plan.count(keys, span) : plan.check(keys, span)
    );
  }

  /** Compares the answer of the check with the chart. No row or NULL means no events: zero for counts and sums. */
  compare(rows: (string | null)[][]): ICheck {
    const cell = rows[0]?.[0] ?? null;
    const additive = this.measure.kind !== 'ratio';
    const counted = cell === null ? (additive ? 0 : NaN) : Number(cell);
    const { shown } = this;
    const scale = Math.max(Math.abs(shown), Math.abs(counted), 1);
    const bothNone = Number.isNaN(shown) && (Number.isNaN(counted) || counted === 0);
    const agrees = bothNone || Math.abs(shown - counted) <= TOLERANCE * scale;
    return { shown, counted, agrees, span: this.checkedSpan };
  }

  // A document can hold keys that its own question doesn't have: it may come from anywhere.
  private _written(name: string, write: (plan: IPlan) => IStatement): IStatement | null {
    const { plan } = this._options;
    let statement = this._statements.get(name);
    if (statement === undefined) {
      try {
        statement = plan && write(plan);
      } catch (error) {
        this._error = error;
        statement = null;
      }
      this._statements.set(name, statement);
    }
    return statement;
  }

  private readonly _rows: number | null;
  private _statements = new Map<string, IStatement | null>();

  private _error: unknown = null;
}

export namespace Evidence {
  export interface IOptions {
    entry: IEntry;
    /** Index on the grid; null for the entry as a whole. */
    picked: number | null;
    findings: IFindingSet;
    /** Of the result. */
    grid: IGrid;
    /** Of the series that is drawn. */
    drawn: IGrid;
    /** Whether that series counts rows, whatever the measure is. */
    isRows: boolean;
    keys: KeyTuple;
    values: Float64Array;
    measure: Measure;
    plan: IPlan | null;
  }
}
