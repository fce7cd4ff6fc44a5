import { amountFor, NO_TARIFF } from './price';
import type { IMoney, ITariff } from './price';
import type { QueryExecution } from './sdk';
import type { IReceipt } from './types';

/** What an ended query cost and how it went. A state that isn't final counts as cancelled: nobody waits any more. */
export function receiptOf(
  execution: QueryExecution,
  kind: string,
  sql: string,
  tariff: ITariff = NO_TARIFF
): IReceipt {
  const { Statistics: statistics = {}, Status: status = {} } = execution;
  const state =
    status.State === 'SUCCEEDED' || status.State === 'FAILED' ? status.State : 'CANCELLED';
  return {
    queryId: execution.QueryExecutionId ?? '',
    kind,
    sql: execution.Query ?? sql,
    state,
    scannedBytes: statistics.DataScannedInBytes ?? 0,
    totalMs: statistics.TotalExecutionTimeInMillis ?? statistics.EngineExecutionTimeInMillis ?? 0,
    queueMs: statistics.QueryQueueTimeInMillis ?? 0,
    submitted: (status.SubmissionDateTime ?? new Date(0)).toISOString(),
    workgroup: execution.WorkGroup ?? '',
    region: tariff.price ? tariff.region : '',
    price: charge(execution, tariff)
  };
}

/**
 * A query that succeeded, that was cancelled after it had read something, or that the workgroup's limit stopped, is
 * charged for. One that failed isn't, nor is a statement about the catalogue or one that got the result of an earlier one.
 */
function charge(execution: QueryExecution, { price }: ITariff): IMoney | null {
  if (!price) {
    return null;
  }
  const { currency } = price;
  const { Statistics: statistics = {}, Status: status = {}, StatementType: type } = execution;
  const bytes = statistics.DataScannedInBytes ?? 0;
  const failed =
    status.State === 'FAILED' && !/bytes scanned limit/i.test(status.StateChangeReason ?? '');
  const unread = status.State !== 'SUCCEEDED' && bytes === 0;
  const reused = statistics.ResultReuseInformation?.ReusedPreviousResult === true;
  const free = failed || unread || reused || type === 'DDL' || type === 'UTILITY';
  return { amount: free ? 0 : amountFor(bytes, price), currency };
}
