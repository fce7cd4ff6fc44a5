import { exchange, foreign } from './answer';
import { QueryClient } from './client';
import { systemClock } from './clock';
import type { IClock } from './clock';
import { AthenaError } from './errors';
import { CALL_PATIENCE, persist } from './retry';
import type { ISdk } from './sdk';
import type { Send } from './send';

/** Everything that goes from this page to the server goes through one of these. */
export class Connection {
  readonly queries: QueryClient;

  /**
   * @param region - Region of the server's configuration; asked for at the first call.
   */
  constructor(
    private readonly _send: Send,
    region: () => Promise<string>,
    readonly clock: IClock = systemClock
  ) {
    this.sdk = () => (this._sdk ??= load(_send, region, () => (this._sdk = null)));
    this.queries = new QueryClient(this.sdk, clock);
  }

  /** The AWS SDK, loaded at first use. */
  readonly sdk: () => Promise<ISdk>;

  /** GET of one of this extension's routes, as JSON. Transient failures are waited out for some seconds. */
  async getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
    const call = async (): Promise<T> => {
      const answer = await exchange(this._send, path, { method: 'GET' }, signal);
      if (answer.status !== 200) {
        throw foreign(answer);
      }
      try {
        return JSON.parse(answer.body) as T;
      } catch {
        throw foreign(answer);
      }
    };
    return persist(call, this.clock, { total: CALL_PATIENCE, signal });
  }

  /** POST of JSON to one of this extension's routes, tried once: what it asks for is a convenience. */
  async postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body)
    };
    const answer = await exchange(this._send, path, init, signal);
    if (answer.status !== 200) {
      throw foreign(answer);
    }
    return JSON.parse(answer.body) as T;
  }

  private _sdk: Promise<ISdk> | null = null;
}

/** A chunk that can't be fetched is a lost connection; the next call tries again. */
async function load(send: Send, region: () => Promise<string>, forget: () => void): Promise<ISdk> {
  try {
    const { createSdk } = await import('./sdk');
    return createSdk(send, region);
  } catch (cause) {
    forget();
    throw new AthenaError('network-lost', { technical: String(cause), cause });
  }
}
