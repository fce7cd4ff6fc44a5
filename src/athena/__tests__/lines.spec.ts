/** @jest-environment node */
import { postForLines } from '../lines';
import type { Send } from '../send';

/** An answer in the given pieces of text. */
function answering(pieces: string[], status = 200, type = 'application/x-ndjson'): Send {
  return async () => {
    const bytes = pieces.map(piece => new TextEncoder().encode(piece));
    const body = new ReadableStream({
      start: controller => {
        bytes.forEach(piece => controller.enqueue(piece));
        controller.close();
      }
    });
    return new Response(body, { status, headers: { 'content-type': type } });
  };
}

async function read(send: Send, signal?: AbortSignal): Promise<unknown[]> {
  const lines: unknown[] = [];
  await postForLines(send, 'check', {}, line => lines.push(line), signal);
  return lines;
}

describe('An answer by lines', () => {
  it('is handed over line by line, wherever the network cuts it', async () => {
    const text = '{"a":"ä"}\n{"a":2}\n\n{"a":3}';
    const bytes = new TextEncoder().encode(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const body = new ReadableStream({
        start: controller => {
          controller.enqueue(bytes.slice(0, cut));
          controller.enqueue(bytes.slice(cut));
          controller.close();
        }
      });
      const headers = { 'content-type': 'application/x-ndjson' };
      const lines = await read(async () => new Response(body, { headers }));
      expect(lines).toEqual([{ a: 'ä' }, { a: 2 }, { a: 3 }]);
    }
  });

  it('of somebody else is named', async () => {
    const page = answering(['<html>Sign in</html>'], 200, 'text/html');
    await expect(read(page)).rejects.toMatchObject({ code: 'foreign-answer' });
    await expect(read(answering(['{}'], 404))).rejects.toMatchObject({ code: 'server-missing' });
  });

  it('that breaks off in a line is a lost connection', async () => {
    await expect(read(answering(['{"a":1}\n{"a":']))).rejects.toMatchObject({
      code: 'network-lost'
    });
  });

  it('that is cancelled is no failure', async () => {
    const controller = new AbortController();
    const send: Send = (_, init) =>
      new Promise((_done, fail) =>
        init.signal!.addEventListener('abort', () => fail(new TypeError('aborted')))
      );
    const reading = read(send, controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
