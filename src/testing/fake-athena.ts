import type { IClock } from '../athena/clock';
import type { Send } from '../athena/send';

/** What a fake answers with: a status and a JSON body, or a way to fail. */
export type Fault =
  | { kind: 'error'; status: number; type: string; message: string; reason?: string }
  | { kind: 'page'; status: number; body: string }
  | { kind: 'reset' };

/** A query as the fake plays it: states in order (the last stays), then the rows or the failure. */
export interface IScript {
  states: string[];
  columns?: [name: string, type: string][];
  rows?: (string | null)[][];
  statementType?: string;
  reason?: string;
  errorType?: number;
  scannedBytes?: number;
  /** Rows a page, header included. */
  pageSize?: number;
}

interface IRunning {
  id: string;
  sql: string;
  script: IScript;
  looks: number;
  stopped: boolean;
}

/** An Athena in memory that speaks JSON 1.1 through `send`, with faults put in front of any call. */
export class FakeAthena {
  /** Operations in the order they arrived, faulted ones included. */
  readonly calls: string[] = [];
  readonly bodies: Record<string, unknown>[] = [];
  readonly headers: Record<string, string>[] = [];
  readonly paths: string[] = [];
  readonly queries: IRunning[] = [];
  /** Faults by operation, used up one a call. */
  readonly faults: Record<string, Fault[]> = {};
  /** All calls fail while this is true. */
  offline = false;
  /** Answers of plain GET routes by path. */
  readonly routes: Record<string, unknown> = {};
  /** Answers of other operations by name. */
  readonly answers: Record<string, (body: Record<string, unknown>) => unknown> = {};
  private readonly _tokens = new Map<string, string>();

  constructor(public script: IScript | ((sql: string) => IScript)) {}

  /** Called before each answer, to change something half way. */
  onCall: (operation: string) => void = () => undefined;

  readonly send: Send = async (path, init) => {
    const operation = operationOf(init, path);
    this.calls.push(operation);
    this.paths.push(path);
    this.headers.push((init.headers ?? {}) as Record<string, string>);
    this.onCall(operation);
    if (init.signal?.aborted) {
      throw new TypeError('The user aborted a request.');
    }
    const fault: Fault | undefined = this.offline
      ? { kind: 'reset' }
      : this.faults[operation]?.shift();
    if (fault?.kind === 'reset') {
      throw new TypeError('Failed to fetch');
    }
    if (fault?.kind === 'page') {
      return new Response(fault.body, { status: fault.status });
    }
    if (fault?.kind === 'error') {
      const body = { __type: fault.type, Message: fault.message, Reason: fault.reason };
      return amazon(body, fault.status);
    }
    if (init.method === 'GET') {
      const known = this.routes[path.split('?')[0]];
      return new Response(JSON.stringify(known ?? { message: 'Not Found' }), {
        status: known ? 200 : 404
      });
    }
    const { body: sent } = init;
    const text = typeof sent === 'string' ? sent : new TextDecoder().decode(sent as Uint8Array);
    const body = JSON.parse(text) as Record<string, unknown>;
    this.bodies.push(body);
    return this._answer(operation, body);
  };

  private _answer(operation: string, body: Record<string, unknown>): Response {
    if (operation === 'StartQueryExecution') {
      return amazon({ QueryExecutionId: this._start(body) });
    }
    const other = this.answers[operation];
    if (other) {
      return amazon(other(body));
    }
    const query = this.queries.find(one => one.id === body.QueryExecutionId);
    if (!query) {
      const Message = `QueryExecution ${String(body.QueryExecutionId)} was not found`;
      return amazon({ __type: 'InvalidRequestException', Message }, 400);
    }
    switch (operation) {
      case 'GetQueryExecution':
        return amazon({ QueryExecution: execution(query) });
      case 'GetQueryResults':
        return amazon(page(query, Number(body.NextToken ?? 0), Number(body.MaxResults ?? 1000)));
      case 'StopQueryExecution':
        query.stopped = true;
        return amazon({});
      default:
        return amazon({ __type: 'UnknownOperationException', Message: operation }, 400);
    }
  }

  private _start(body: Record<string, unknown>): string {
    const token = String(body.ClientRequestToken);
    const known = this._tokens.get(token);
    if (known) {
      return known;
    }
    const id = `query-${this.queries.length + 1}`;
    const sql = String(body.QueryString);
    const script = typeof this.script === 'function' ? this.script(sql) : this.script;
    this.queries.push({ id, sql, script, looks: 0, stopped: false });
    this._tokens.set(token, id);
    return id;
  }
}

/** A clock that passes without waiting; `onSleep` may change the world in between. */
export class FakeClock implements IClock {
  time = 1_700_000_000_000;
  readonly slept: number[] = [];
  onSleep: (ms: number) => void = () => undefined;

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
    this.onSleep(ms);
    if (signal?.aborted) {
      throw new DOMException('Cancelled', 'AbortError');
    }
  }
}

function operationOf(init: RequestInit, path: string): string {
  const headers = (init.headers ?? {}) as Record<string, string>;
  const target = headers['X-Amz-Target'] ?? headers['x-amz-target'];
  return target ? target.split('.')[1] : path.split('?')[0];
}

function amazon(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'x-amzn-RequestId': 'fake', 'content-type': 'application/x-amz-json-1.1' }
  });
}

function execution(query: IRunning): Record<string, unknown> {
  const { script } = query;
  const state = query.stopped
    ? 'CANCELLED'
    : script.states[Math.min(query.looks, script.states.length - 1)];
  query.looks += 1;
  return {
    QueryExecutionId: query.id,
    Query: query.sql,
    StatementType: script.statementType ?? 'DML',
    Status: {
      State: state,
      StateChangeReason: script.reason,
      SubmissionDateTime: 1_700_000_000.5,
      AthenaError:
        state === 'FAILED'
          ? { ErrorCategory: 2, ErrorType: script.errorType ?? 1001, ErrorMessage: script.reason }
          : undefined
    },
    Statistics: {
      DataScannedInBytes: script.scannedBytes ?? 1024,
      TotalExecutionTimeInMillis: 900,
      QueryQueueTimeInMillis: 100
    },
    WorkGroup: 'primary'
  };
}

function page(query: IRunning, from: number, most: number): Record<string, unknown> {
  const { columns = [], rows = [], pageSize = most, statementType = 'DML' } = query.script;
  const header = statementType === 'DML' ? [columns.map(([name]) => name as string | null)] : [];
  const all = [...header, ...rows];
  const end = from + pageSize;
  return {
    ResultSet: {
      Rows: all.slice(from, end).map(row => ({
        Data: row.map(value => (value === null ? {} : { VarCharValue: value }))
      })),
      ResultSetMetadata: { ColumnInfo: columns.map(([Name, Type]) => ({ Name, Type })) }
    },
    NextToken: end < all.length ? String(end) : undefined
  };
}
