import { foreign, whole } from './answer';
import { abortError, AthenaError } from './errors';
import type { Send } from './send';

/** Answers that come as one JSON document a line. */
const LINES = 'application/x-ndjson';

/** Milliseconds without a line after which the answer is as good as lost; a step may wait that long for a query. */
const SILENCE = 90_000;

/**
 * Posts a JSON body to one of this extension's routes and hands over each line of the answer as it comes. Resolves at
 * the end of the answer. Rejects with an `AbortError` when `signal` fired, else with an `AthenaError`; it is tried once.
 */
export async function postForLines<T>(
  send: Send,
  path: string,
  body: unknown,
  onLine: (line: T) => void,
  signal?: AbortSignal
): Promise<void> {
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  let timer = setTimeout(cancel, SILENCE);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    signal?.throwIfAborted();
    const response = await send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: LINES },
      body: JSON.stringify(body),
      signal: controller.signal
    });
    if (response.status !== 200 || !response.headers.get('content-type')?.startsWith(LINES)) {
      throw foreign(await whole(response));
    }
    for await (const line of linesOf(response)) {
      clearTimeout(timer);
      timer = setTimeout(cancel, SILENCE);
      onLine(JSON.parse(line) as T);
    }
  } catch (error) {
    if (signal?.aborted) {
      throw abortError();
    }
    if (error instanceof AthenaError) {
      throw error;
    }
    throw AthenaError.from({ from: 'http', status: 0, text: String(error) }, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** Lines that aren't empty, as they come. */
async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = rest.split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    yield* lines.filter(line => line.trim());
    if (done) {
      return;
    }
  }
}
