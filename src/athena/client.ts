import { UUID } from '@lumino/coreutils';

import { PAGE_ROWS } from '../sql/page-rows';
import type { IStatement } from '../sql/types';
import { systemClock } from './clock';
import type { IClock } from './clock';
import { abortError, AthenaError, isAbort } from './errors';
import { isUnsure, type FailureCode } from './failures';
import { named } from './named';
import { NO_TARIFF } from './price';
import type { ITariff } from './price';
import { receiptOf } from './receipt';
import { persist, QUERY_PATIENCE, STOP_PATIENCE } from './retry';
import { resultPage } from './rows';
import type { ISdk, QueryExecution } from './sdk';
import type { IQueryProgress, IReceipt, IResultColumn, IResultPage } from './types';

/** First and longest pause between two looks at a query, milliseconds; each is half as long again as the last. */
const FIRST_LOOK = 150;
const LONGEST_LOOK = 5_000;
const LOOK_GROWTH = 1.5;

export interface IQueryOptions {
  signal?: AbortSignal;
  onProgress?: (progress: IQueryProgress) => void;
  /** Takes the pages in order. Returning false ends the reading. */
  onPage: (page: IResultPage) => void | boolean;
  /** 32 to 128 characters; the same token never starts a second query. One is made when there is none. */
  token?: string;
  /** Most rows a page, header included; Athena's own limit when left out. */
  pageRows?: number;
  /** The same of the first page, so that something is there soon. */
  firstRows?: number;
  /** A query that was started earlier: it is waited for and read instead of starting one. */
  queryId?: string;
}

export interface IQueryOutcome {
  receipt: IReceipt;
  columns: IResultColumn[];
  /** Rows handed to `onPage`. */
  rows: number;
}

/** An idempotency token of its own for each run: never made from the statement, which other users may run too. */
export function runToken(): string {
  return UUID.uuid4();
}

/**
 * Runs statements on Athena, or on the local engine, which speaks the same protocol.
 *
 * A lost connection is waited out; a query is never started twice; and whoever leaves early leaves nothing running:
 * an abort ends in StopQueryExecution, or in a `stop-failed` error that says so.
 */
export class QueryClient {
  constructor(
    private readonly _sdk: () => Promise<ISdk>,
    private readonly _clock: IClock = systemClock
  ) {}

  /** What queries cost; asked when one has ended. */
  tariff: () => Promise<ITariff> = async () => NO_TARIFF;

  /** Takes the receipt of each query that ended, however it did; of a cancelled one as far as it was seen. */
  onReceipt: (receipt: IReceipt) => void = () => undefined;

  /**
   * Starts (or finds again) a query, waits for it and reads its rows. Rejects with an `AthenaError`, or with an
   * `AbortError` when the signal fired and the query was stopped.
   */
  async run(statement: IStatement, options: IQueryOptions): Promise<IQueryOutcome> {
    // Without a price list there is no price; the rows come all the same.
    const tariff = this.tariff().catch(() => NO_TARIFF);
    const run = new Run(await this._sdk(), this._clock, statement, options, async execution => {
      const receipt = receiptOf(execution, statement.kind, statement.sql, await tariff);
      this.onReceipt(receipt);
      return receipt;
    });
    return run.whole();
  }

  /** Stops a query by its id; rejects with `stop-failed` when that couldn't be made sure of. */
  async stop(queryId: string): Promise<void> {
    await stop(await this._sdk(), this._clock, queryId);
  }
}

/** One statement on its way. */
class Run {
  private readonly _began: number;
  private _queryId: string;
  private _trouble: FailureCode | null = null;
  private _seen: IQueryProgress;
  private _execution: QueryExecution | null = null;
  private _receipt: IReceipt | null = null;

  constructor(
    private readonly _sdk: ISdk,
    private readonly _clock: IClock,
    private readonly _statement: IStatement,
    private readonly _options: IQueryOptions,
    private readonly _receiptOf: (execution: QueryExecution) => Promise<IReceipt>
  ) {
    this._began = _clock.now();
    this._queryId = _options.queryId ?? '';
    this._seen = { stage: 'queued', queryId: '', scannedBytes: 0, rows: 0, elapsedMs: 0 };
  }

  async whole(): Promise<IQueryOutcome> {
    if (!this._queryId) {
      this._queryId = await this._start();
    }
    try {
      const execution = await this._wait();
      const receipt = await this._receiptOf(execution);
      this._receipt = receipt;
      if (execution.Status?.State !== 'SUCCEEDED') {
        throw this._failed(execution, receipt);
      }
      return { receipt, ...(await this._read(execution)) };
    } catch (error) {
      if (this._options.signal?.aborted) {
        if (!this._receipt && this._execution) {
          await this._receiptOf(this._execution);
        }
        await stop(this._sdk, this._clock, this._queryId);
        throw isAbort(error) ? error : abortError();
      }
      if (error instanceof AthenaError) {
        error.queryId = this._queryId;
      }
      throw error;
    }
  }

  /**
   * Starts the query. The signal interrupts only the pauses between attempts, never a request under way: an answer
   * that nobody waits for would be a query that nobody stops.
   */
  private async _start(): Promise<string> {
    const { signal, token = runToken() } = this._options;
    const { sql, database, catalog } = this._statement;
    const input = {
      QueryString: sql,
      ClientRequestToken: token,
      QueryExecutionContext: { Database: database, Catalog: catalog }
    };
    const attempt = (): Promise<string> => named(() => this._sdk.start(input));
    if (signal?.aborted) {
      throw abortError();
    }
    let unsure = false;
    const noticed = async (): Promise<string> => {
      try {
        return await attempt();
      } catch (error) {
        unsure = error instanceof AthenaError && isUnsure(error.code);
        throw error;
      }
    };
    try {
      return await persist(noticed, this._clock, this._patience());
    } catch (error) {
      if (!signal?.aborted || !unsure) {
        throw signal?.aborted ? abortError() : error;
      }
    }
    // Cancelled while it is unknown whether the query runs: the same token finds it, so that it can be stopped.
    try {
      return await attempt();
    } catch (cause) {
      throw new AthenaError('stop-failed', { technical: String(cause), cause });
    }
  }

  /** Looks at the query until it has ended. Going back from RUNNING to QUEUED is normal. */
  private async _wait(): Promise<QueryExecution> {
    let pause = FIRST_LOOK;
    for (;;) {
      const execution = await persist(
        () => named(() => this._sdk.execution(this._queryId, this._options.signal)),
        this._clock,
        this._patience()
      );
      this._execution = execution;
      const state = execution.Status?.State;
      this._report({
        stage: state === 'QUEUED' ? 'queued' : 'running',
        scannedBytes: execution.Statistics?.DataScannedInBytes ?? this._seen.scannedBytes
      });
      if (state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED') {
        return execution;
      }
      await this._clock.sleep(pause, this._options.signal);
      pause = Math.min(pause * LOOK_GROWTH, LONGEST_LOOK);
    }
  }

  private async _read(execution: QueryExecution): Promise<Omit<IQueryOutcome, 'receipt'>> {
    const { signal, onPage, pageRows = PAGE_ROWS, firstRows = pageRows } = this._options;
    let columns: IResultColumn[] = [];
    let rows = 0;
    const seen = new Set<string>();
    let token: string | undefined;
    let first = true;
    do {
      const output = await persist(
        () => {
          const page = { token, rows: first ? firstRows : pageRows };
          return named(() => this._sdk.results(this._queryId, page, signal));
        },
        this._clock,
        this._patience()
      );
      if (signal?.aborted) {
        throw abortError();
      }
      const page = resultPage(output, first, execution.StatementType);
      columns = first ? page.columns : columns;
      rows += page.rows.length;
      first = false;
      token = output.NextToken;
      if (token && seen.has(token)) {
        // Going on would read the same rows for ever, and count them each time.
        const text = 'GetQueryResults gave the same NextToken twice';
        throw AthenaError.from({ from: 'call', name: 'InternalServerException', text });
      }
      seen.add(token ?? '');
      this._report({ stage: 'reading', rows });
      if (onPage(page) === false) {
        break;
      }
    } while (token);
    return { columns, rows };
  }

  private _patience(): {
    total: number;
    signal?: AbortSignal;
    onTrouble(code: FailureCode | null): void;
  } {
    return {
      total: QUERY_PATIENCE,
      signal: this._options.signal,
      onTrouble: code => {
        this._trouble = code;
        this._report({});
      }
    };
  }

  private _report(change: Partial<IQueryProgress>): void {
    this._seen = {
      ...this._seen,
      ...change,
      queryId: this._queryId,
      elapsedMs: this._clock.now() - this._began,
      trouble: this._trouble
    };
    this._options.onProgress?.(this._seen);
  }

  private _failed(execution: QueryExecution, receipt: IReceipt): AthenaError {
    const { State, StateChangeReason, AthenaError: detail } = execution.Status ?? {};
    const text = StateChangeReason ?? detail?.ErrorMessage ?? State ?? '';
    const error =
      State === 'CANCELLED' && !text.includes(':')
        ? new AthenaError('cancelled-elsewhere', { technical: text })
        : AthenaError.from({ from: 'query', type: detail?.ErrorType, text });
    error.receipt = receipt;
    return error;
  }
}

async function stop(sdk: ISdk, clock: IClock, queryId: string): Promise<void> {
  try {
    await persist(() => named(() => sdk.stop(queryId)), clock, { total: STOP_PATIENCE });
  } catch (cause) {
    const technical = cause instanceof AthenaError ? cause.technical : String(cause);
    const error = new AthenaError('stop-failed', { technical, cause });
    error.queryId = queryId;
    throw error;
  }
}
