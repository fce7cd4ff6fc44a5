import type { QueryExecution } from './sdk';
import type { IReceipt } from './types';

/** What an ended query cost and how it went. A state that isn't final counts as cancelled: nobody waits any more. */
export function receiptOf(execution: QueryExecution, kind: string, sql: string): IReceipt {
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
    workgroup: execution.WorkGroup ?? ''
  };
}
