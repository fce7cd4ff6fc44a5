import { exchange, foreign, isAthenas } from './answer';
import type { Send } from './send';

/** What the SDK hands to a request handler, as far as it is used here. */
interface ISdkRequest {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

interface ISdkOptions {
  /** The SDK's own idea of a signal; what arrives is the platform's, as `sdk.ts` passed it. */
  abortSignal?: { readonly aborted: boolean };
}

/** What the SDK expects back. */
interface ISdkAnswer {
  response: {
    statusCode: number;
    reason: string;
    headers: Record<string, string>;
    body: Uint8Array;
  };
}

/** The browser forbids these, or the server makes its own. */
const DROPPED = new Set(['host', 'content-length', 'user-agent', 'authorization']);

/** Polling must not keep an idle notebook server alive; starting a query is a person's doing and may. */
const QUIET = '?no_track_activity=1';

/**
 * Request handler of the AWS SDK that goes through the Jupyter server: host, path and credentials of the SDK are
 * dropped, the server signs and forwards to the one endpoint of its own configuration. An answer that isn't Athena's
 * becomes an `AthenaError` before the SDK tries to read it as one.
 */
export class JupyterRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };

  constructor(private readonly _send: Send) {}

  async handle(request: ISdkRequest, options: ISdkOptions = {}): Promise<ISdkAnswer> {
    const headers: Record<string, string> = {};
    let operation = '';
    for (const [name, value] of Object.entries(request.headers)) {
      if (!DROPPED.has(name.toLowerCase())) {
        headers[name] = value;
      }
      if (name.toLowerCase() === 'x-amz-target') {
        operation = value;
      }
    }
    const path = `athena${operation.endsWith('.StartQueryExecution') ? '' : QUIET}`;
    const init = { method: request.method, headers, body: request.body as BodyInit | undefined };
    const signal = options.abortSignal as AbortSignal | undefined;
    const answer = await exchange(this._send, path, init, signal);
    if (!isAthenas(answer)) {
      throw foreign(answer);
    }
    return {
      response: {
        statusCode: answer.status,
        reason: answer.reason,
        headers: answer.headers,
        body: new TextEncoder().encode(answer.body)
      }
    };
  }

  updateHttpClientConfig(): void {
    // Nothing of the SDK's connection settings applies: the browser and the Jupyter server make the connections.
  }

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }
}
