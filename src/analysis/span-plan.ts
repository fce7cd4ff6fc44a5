import { dayTemplate } from '../sql/day-template';
import type { Row } from '../sql/series-rows';
import type { IStatement } from '../sql/types';
import { isWithin, missingSpans, type ISpan } from './day-plan';
import type { KeptDays } from './kept-days';
import type { IFullPlan } from './plan';

/** A statement of series over a range, and over parts of it. */
export interface ISeriesAsked {
  whole: IStatement;
  /** Null when its days can't be kept. */
  over: ((span: ISpan) => IStatement) | null;
  range: ISpan;
  /** Number of key columns. */
  keys: number;
}

/** The series statement of a plan, and it over parts of the range. */
export function seriesAsked(plan: IFullPlan): ISeriesAsked {
  return {
    whole: plan.series,
    over: plan.notKept === null ? plan.seriesOver : null,
    range: plan.readable,
    keys: plan.keyNames.length
  };
}

/** How its rows are come by. */
export interface ISpanPlan {
  /** What to ask for: the whole statement, or it over spans. */
  spans: (ISpan & { statement: IStatement })[];
  /** Rows of the days that are here. */
  rows: Row[];
  /** Days that are here and free. */
  here: number[];
  /** For keeping days of what is asked; null when nothing is kept. */
  template: string | null;
}

/** Everything is asked for, in one statement, and nothing is kept. */
export function wholePlan({ whole, range }: ISeriesAsked): ISpanPlan {
  return { spans: [{ ...range, statement: whole }], rows: [], here: [], template: null };
}

/** Which closed days of a statement are here, without reading them. */
export interface ILooked {
  template: string;
  /** Null when it has more series than are kept. */
  here: Set<number> | null;
}

/** @returns null when no day of the statement can be kept. */
export async function lookFor(
  { over, range }: ISeriesAsked,
  kept: KeptDays,
  now: number
): Promise<ILooked | null> {
  const template = over && dayTemplate(span => over(span).sql, range);
  if (!template) {
    return null;
  }
  const days = kept.closed(range, now);
  const here = days.length > 0 ? await kept.look(template, days) : new Set<number>();
  return { template, here };
}

/**
 * Reads the days that are here and asks for the rest.
 *
 * @param now - Moment of the run, epoch milliseconds.
 * @param begun - Spans that were asked for before the page was reloaded; they are asked for again, so that their
 * queries are found.
 */
export async function spanPlan(
  asked: ISeriesAsked,
  kept: KeptDays,
  now: number,
  begun: readonly ISpan[] = [],
  signal?: AbortSignal
): Promise<ISpanPlan> {
  const looked = await lookFor(asked, kept, now);
  const { over, range, keys } = asked;
  if (!looked?.here || !over) {
    return wholePlan(asked);
  }
  const { template, here: there } = looked;
  const wanted = [...there].filter(day => !begun.some(span => isWithin(day, [span])));
  const days = await kept.read(template, wanted, keys, signal);
  const spans = missingSpans(range, new Set(days.keys()), begun);
  const here = [...days.keys()].filter(day => !isWithin(day, spans)).sort((a, b) => a - b);
  return {
    spans: spans.map(span => ({ ...span, statement: over(span) })),
    rows: here.flatMap(day => days.get(day) ?? []),
    here,
    template
  };
}
