import { abortError, AthenaError } from './errors';
import type { Send } from './send';

/** A whole answer; the body has been read. */
export interface IAnswer {
  status: number;
  reason: string;
  headers: Record<string, string>;
  body: string;
}

/** A call that takes longer than this is as good as lost: connections die silently when a laptop sleeps. */
const DEADLINE = 60_000;

/** How much of a foreign answer goes into the details. */
const SHOWN = 400;

/**
 * Sends and reads the whole answer. Rejects with an `AbortError` when `signal` fired and with `network-lost` when
 * nothing came back; any status is an answer. (`makeRequest` turns an abort into a network error, so the signal
 * decides, not the error's name.)
 */
export async function exchange(
  send: Send,
  path: string,
  init: RequestInit,
  signal?: AbortSignal
): Promise<IAnswer> {
  if (signal?.aborted) {
    throw abortError();
  }
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  const timer = setTimeout(cancel, DEADLINE);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await whole(await send(path, { ...init, signal: controller.signal }));
  } catch (error) {
    if (signal?.aborted) {
      throw abortError();
    }
    const text = error instanceof Error ? error.message : String(error);
    throw AthenaError.from({ from: 'http', status: 0, text }, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Reads an answer to its end. */
export async function whole(response: Response): Promise<IAnswer> {
  const body = await response.text();
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => (headers[name.toLowerCase()] = value));
  return { status: response.status, reason: response.statusText, headers, body };
}

/** Did Athena, or the engine that speaks for it, write this answer? Jupyter and proxies answer without a request id. */
export function isAthenas(answer: IAnswer): boolean {
  return 'x-amzn-requestid' in answer.headers;
}

/** The error that an answer of somebody else is: Jupyter's own 403 and 404, a proxy's page, a sign-in form. */
export function foreign(answer: IAnswer): AthenaError {
  return AthenaError.from({ from: 'http', status: answer.status, text: plain(answer) });
}

/** Jupyter's `{message}`, or the readable part of a page. */
function plain(answer: IAnswer): string {
  try {
    const { message, reason } = JSON.parse(answer.body) as { message?: unknown; reason?: unknown };
    const said = [message, reason].filter(part => typeof part === 'string' && part);
    if (said.length > 0) {
      return said.join(' · ').slice(0, SHOWN);
    }
  } catch {
    // Not JSON: a page.
  }
  const text = answer.body
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (text || answer.reason).slice(0, SHOWN);
}
