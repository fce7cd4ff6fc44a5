import { DAY_MS } from '../lake/time';

/** Half-open, epoch milliseconds. */
export interface ISpan {
  from: number;
  to: number;
}

/** Statements of one run; each has a price of its own, so gaps beyond are asked for together with what lies between. */
const MOST_SPANS = 3;

/**
 * The days of a range that can be kept, as days since 1970: whole ones in UTC that ended before `closedBefore`.
 */
export function closedDays({ from, to }: ISpan, closedBefore: number): number[] {
  const first = Math.ceil(from / DAY_MS);
  const end = Math.floor(Math.min(to, closedBefore) / DAY_MS);
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

/**
 * What of a range isn't covered by the days that are `here`, from first to last, in at most three spans beside those
 * that were `begun` already and stay as they are.
 */
export function missingSpans(
  range: ISpan,
  here: ReadonlySet<number>,
  begun: readonly ISpan[] = []
): ISpan[] {
  const kept = begun.filter(({ from, to }) => range.from <= from && from < to && to <= range.to);
  const spans: ISpan[] = [];
  for (let from = range.from; from < range.to;) {
    const asked = kept.find(span => span.from <= from && from < span.to);
    const day = Math.floor(from / DAY_MS);
    const to = asked?.to ?? Math.min((day + 1) * DAY_MS, range.to);
    if (!asked && !here.has(day)) {
      const last = spans[spans.length - 1];
      if (last?.to === from) {
        last.to = to;
      } else {
        spans.push({ from, to });
      }
    }
    from = to;
  }
  while (kept.length === 0 && spans.length > MOST_SPANS) {
    const gaps = spans.slice(1).map((span, i) => span.from - spans[i].to);
    const at = gaps.indexOf(Math.min(...gaps));
    spans.splice(at, 2, { from: spans[at].from, to: spans[at + 1].to });
  }
  return [...kept, ...spans].sort((a, b) => a.from - b.from);
}

/** Length of spans in days, parts of days included. */
export function daysIn(spans: readonly ISpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + (to - from) / DAY_MS, 0);
}

/** Whether a day lies in one of the spans. */
export function isWithin(day: number, spans: readonly ISpan[]): boolean {
  return spans.some(({ from, to }) => from <= day * DAY_MS && (day + 1) * DAY_MS <= to);
}
