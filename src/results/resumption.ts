import type { IResumePoint } from '../analysis/types';
import { runToken } from '../athena/client';
import { AthenaError } from '../athena/errors';
import { isUnsure, type FailureCode } from '../athena/failures';

/** After these there is nothing left that could be found again. */
const GONE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'query-unknown',
  'results-deleted',
  'cancelled-elsewhere'
]);

/** Milliseconds for which Athena keeps managed results. */
const KEPT = 24 * 3_600_000;

/**
 * Where a run that failed can be taken up again, so that Retry doesn't pay for its query twice: when the way to the
 * query failed and not the query itself. Null when it has to be begun anew.
 *
 * The small statements beside the series were stopped with the run, so they get a token of their own.
 *
 * @param last - What the run last said of itself.
 * @param now - Epoch milliseconds.
 */
export function pointAfter(
  error: unknown,
  last: IResumePoint | null,
  now: number
): IResumePoint | null {
  if (!(error instanceof AthenaError) || !last || error.receipt || GONE.has(error.code)) {
    return null;
  }
  if (now - last.now >= KEPT) {
    return null;
  }
  const side = runToken();
  const { queryId, spans = [] } = last;
  if (spans.length > 1) {
    // The queries of the other spans were stopped when this one failed: they begin anew, under another token.
    const found = spans.some(span => span.queryId && span.queryId === error.queryId);
    const left = spans.map(span =>
      span.queryId === error.queryId ? span : { ...span, queryId: null }
    );
    return found ? { ...last, token: runToken(), spans: left, side } : null;
  }
  const isStarted = queryId !== null || spans.some(span => span.queryId !== null);
  return isStarted || isUnsure(error.code) ? { ...last, side } : null;
}
