// The local engine as a server of its own, and the few calls of Athena's protocol that a script needs.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { QueryClient } from '../../src/athena/client';
import type { ISdk, QueryExecution } from '../../src/athena/sdk';
import type { ICatalogSource } from '../../src/lake';

export type Rows = (string | null)[][];

/** The interpreter of the checkout, else the one on the path. */
export const PYTHON = existsSync(join('.venv', 'bin', 'python'))
  ? join('.venv', 'bin', 'python')
  : 'python3';

/** A running engine; `stop` ends it. */
export class Engine {
  /** Starts an engine over a lake and waits until it listens. */
  static async start(lake: string): Promise<Engine> {
    const child = spawn(
      PYTHON,
      ['-m', 'jupyter_security_lake_ml', 'athena', '--lake', lake, '--port', '0'],
      {
        stdio: ['ignore', 'pipe', 'inherit']
      }
    );
    const url = await new Promise<string>((found, failed) => {
      let said = '';
      child.stdout.on('data', chunk => {
        said += String(chunk);
        const address = /http:\/\/[\d.]+:\d+/.exec(said);
        if (address) {
          found(address[0]);
        }
      });
      child.on('exit', code => failed(new Error(`the engine ended with ${code}`)));
    });
    return new Engine(url, child);
  }

  private constructor(
    private readonly _url: string,
    private readonly _child: ChildProcess
  ) {}

  /** The product's own way of running a statement. */
  readonly queries = new QueryClient(async () => this._sdk(), {
    now: Date.now,
    // The engine is on this machine: no pause has to be longer than it takes to be polite.
    sleep: ms => pause(Math.min(ms, 20))
  });

  stop(): void {
    this._child.kill('SIGTERM');
  }

  /** The catalogue, as the product lists it. */
  get catalogue(): ICatalogSource {
    return {
      listDatabases: request => this._call('ListDatabases', request),
      listTableMetadata: request => this._call('ListTableMetadata', request)
    };
  }

  /** All rows of a statement, header left out. Rejects with the engine's reason. */
  async rows(sql: string): Promise<Rows> {
    const rows: Rows = [];
    await this.queries.run(
      { kind: 'check', sql, database: '', catalog: '' },
      { onPage: page => void rows.push(...page.rows) }
    );
    return rows;
  }

  private _sdk(): ISdk {
    return {
      start: async input => {
        const { QueryExecutionId } = await this._call<{ QueryExecutionId: string }>(
          'StartQueryExecution',
          input
        );
        return QueryExecutionId;
      },
      execution: async QueryExecutionId => {
        const { QueryExecution } = await this._call<{ QueryExecution: QueryExecution }>(
          'GetQueryExecution',
          { QueryExecutionId }
        );
        const at = QueryExecution.Status?.SubmissionDateTime as unknown;
        return typeof at === 'number'
          ? {
              ...QueryExecution,
              Status: { ...QueryExecution.Status, SubmissionDateTime: new Date(at * 1000) }
            }
          : QueryExecution;
      },
      results: (QueryExecutionId, { token: NextToken, rows: MaxResults }) =>
        this._call('GetQueryResults', { QueryExecutionId, NextToken, MaxResults }),
      stop: QueryExecutionId => this._call('StopQueryExecution', { QueryExecutionId }),
      databases: CatalogName => this._call('ListDatabases', { CatalogName }),
      tables: (CatalogName, DatabaseName) =>
        this._call('ListTableMetadata', { CatalogName, DatabaseName })
    };
  }

  private async _call<T>(operation: string, body: object): Promise<T> {
    const answer = await fetch(this._url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AmazonAthena.${operation}`
      },
      body: JSON.stringify(body)
    });
    const json = (await answer.json()) as T & { message?: string; Message?: string };
    if (!answer.ok) {
      throw new Error(`${operation}: ${json.message ?? json.Message ?? answer.status}`);
    }
    return json;
  }
}

/** Runs work on each item, `atOnce` at a time, results in order. */
export async function eachOf<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = 3
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      results[i] = await work(items[i]);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
