import type { APIRequestContext, Page, Request, Route } from '@playwright/test';

/** Where the statements of a page go. */
const ATHENA = '**/security-lake-ml/athena*';

/** What a page asks of Athena: counted, held back, or changed on the way. */
export class Traffic {
  /** Counts from now on. */
  constructor(private readonly _page: Page) {
    _page.on('request', request => {
      const operation = operationOf(request);
      if (operation) {
        this.operations.push(operation);
      }
    });
    _page.on('response', async response => {
      if (operationOf(response.request()) === 'StartQueryExecution' && response.ok()) {
        const { QueryExecutionId } = await response.json();
        this.queryIds.push(QueryExecutionId);
      }
    });
  }

  /** Names of the operations, in the order in which they were asked for. */
  readonly operations: string[] = [];

  /** Ids of the started queries. */
  readonly queryIds: string[] = [];

  /** How often an operation was asked for. */
  count(operation: string): number {
    return this.operations.filter(each => each === operation).length;
  }

  /** Holds the answers of an operation back until the returned function is called. */
  async hold(operation: string): Promise<() => Promise<void>> {
    let release = () => {};
    const held = new Promise<void>(resolve => (release = resolve));
    const handler = async (route: Route) => {
      if (operationOf(route.request()) === operation) {
        await held;
      }
      // The page may have given the request up meanwhile.
      await route.fallback().catch(() => undefined);
    };
    await this._page.route(ATHENA, handler);
    return async () => {
      release();
      await this._page.unroute(ATHENA, handler);
    };
  }

  /** Sends other statements than the page asks for. */
  async rewrite(change: (sql: string) => string): Promise<void> {
    await this._page.route(ATHENA, async route => {
      const request = route.request();
      if (operationOf(request) !== 'StartQueryExecution') {
        await route.fallback();
        return;
      }
      const body = request.postDataJSON();
      body.QueryString = change(body.QueryString);
      await route.fallback({ postData: JSON.stringify(body) });
    });
  }

  /** Cuts the way to the server until the returned function is called. */
  async cut(): Promise<() => Promise<void>> {
    const handler = (route: Route) => route.abort('connectionrefused');
    await this._page.route(ATHENA, handler);
    return () => this._page.unroute(ATHENA, handler);
  }
}

/** State of a query as the engine itself tells it. */
export async function stateOf(request: APIRequestContext, id: string): Promise<string> {
  const response = await request.post('/security-lake-ml/athena', {
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AmazonAthena.GetQueryExecution'
    },
    data: JSON.stringify({ QueryExecutionId: id })
  });
  const { QueryExecution } = await response.json();
  return QueryExecution.Status.State;
}

/** A statement over the same table and days that takes minutes. */
export function slowed(sql: string): string {
  const table = /FROM ("[^"]+"\."[^"]+")/.exec(sql)?.[1];
  const from = /time >= (\d+)/.exec(sql)?.[1];
  const to = /time < (\d+)/.exec(sql)?.[1];
  const day = (millis: string | undefined) =>
    `TIMESTAMP '${new Date(Number(millis)).toISOString().replace('T', ' ').replace('Z', '')}'`;
  const bound = (alias: string) =>
    `${alias}.time_dt >= ${day(from)} AND ${alias}.time_dt < ${day(to)} AND ${alias}.time >= ${from} AND ${alias}.time < ${to}`;
  return `SELECT count(*) FROM ${table} a CROSS JOIN ${table} b WHERE ${bound('a')} AND ${bound('b')} AND a.time % 7 < b.time % 11`;
}

function operationOf(request: Request): string {
  return request.headers()['x-amz-target']?.split('.')[1] ?? '';
}
