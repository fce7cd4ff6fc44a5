/** @jest-environment node */
import { DetectorClient } from '../detector-client';
import type { IWorkerLike } from '../detector-client';
import { localWorker } from '../local-worker';
import { serve } from '../worker';
import { WorkerJob } from '../worker-job';
import type { FromWorker, IJobProgress, IJobSpec, ToWorker } from '../worker-protocol';
import { seriesRow, SPEC } from '../../testing/lake';

const DAYS = 40;
const SPEC_OF_JOB: IJobSpec = {
  settings: SPEC.detectors,
  rows: {
    grid: {
      bucketMs: 86_400_000,
      start: Date.UTC(2026, 0, 1) / 86_400_000,
      length: DAYS,
      partial: -1
    },
    keyNames: ['action'],
    gaps: 'zero'
  },
  series: null
};

function rows(count: number): (string | null)[][] {
  return Array.from({ length: count }, (_, s) =>
    seriesRow(
      [`key ${s}`],
      Array.from(
        { length: DAYS },
        (__, i) => 50 + ((i * (s + 3)) % 7) + (i === 20 && s % 3 === 0 ? 500 : 0)
      ),
      { series: count, total: 0 }
    )
  );
}

/** A worker that the test plays itself. */
class FakeWorker implements IWorkerLike {
  readonly sent: ToWorker[] = [];
  isTerminated = false;
  private readonly _listeners: Record<string, ((event: never) => void)[]> = {};

  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    (this._listeners[type] ??= []).push(listener);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  says(data: FromWorker): void {
    this._listeners.message?.forEach(listener => listener({ data } as never));
  }

  breaks(): void {
    this._listeners.error?.forEach(listener => listener({ message: 'blocked' } as never));
  }
}

function fakes() {
  const workers: FakeWorker[] = [];
  const client = new DetectorClient(() => {
    workers.push(new FakeWorker());
    return workers[workers.length - 1];
  });
  made.push(client);
  return { client, workers };
}

const made: DetectorClient[] = [];

afterEach(() => made.splice(0).forEach(client => client.dispose()));

const RESULT = { read: null, findings: 'findings' } as never;

/** Until what waited for the worker has been sent, one message a task. */
const sent = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 30));

describe('the detector client', () => {
  it('speaks only once the worker has spoken, in order', async () => {
    const { client, workers } = fakes();
    const job = client.open(SPEC_OF_JOB);
    job.add([['a']]);
    const result = job.finish();
    expect(workers[0].sent).toEqual([]);
    workers[0].says({ type: 'ready' });
    job.add([['late']]);
    await sent();
    expect(workers[0].sent.map(message => message.type)).toEqual(['open', 'rows', 'close', 'rows']);
    workers[0].says({ type: 'done', job: 1, result: RESULT });
    await expect(result).resolves.toEqual(RESULT);
  });

  it('puts together what the worker sends in two parts', async () => {
    const { client, workers } = fakes();
    const result = client.open(SPEC_OF_JOB).finish();
    workers[0].says({ type: 'ready' });
    workers[0].says({ type: 'packed', job: 1, packed: 'packed' as never });
    const read = { series: 'series' as never };
    workers[0].says({ type: 'done', job: 1, result: { read, findings: 'findings' as never } });
    await expect(result).resolves.toEqual({
      read: { series: 'series', packed: 'packed' },
      findings: 'findings'
    });
  });

  it('keeps the worker for the next job', async () => {
    const { client, workers } = fakes();
    const first = client.open(SPEC_OF_JOB).finish();
    workers[0].says({ type: 'ready' });
    workers[0].says({ type: 'done', job: 1, result: RESULT });
    await first;
    client.open(SPEC_OF_JOB);
    await sent();
    expect(workers).toHaveLength(1);
    expect(workers[0].sent.at(-1)).toMatchObject({ type: 'open', job: 2 });
  });

  it('ends the worker at once when the job is cancelled', async () => {
    const { client, workers } = fakes();
    const controller = new AbortController();
    const result = client.open(SPEC_OF_JOB, { signal: controller.signal }).finish();
    workers[0].says({ type: 'ready' });
    controller.abort();
    expect(workers[0].isTerminated).toBe(true);
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    client.open(SPEC_OF_JOB);
    expect(workers).toHaveLength(2);
  });

  it('cancels an older job when a newer one begins', async () => {
    const { client, workers } = fakes();
    const older = client.open(SPEC_OF_JOB).finish();
    workers[0].says({ type: 'ready' });
    const newer = client.open(SPEC_OF_JOB).finish();
    expect(workers[0].isTerminated).toBe(true);
    await expect(older).rejects.toMatchObject({ name: 'AbortError' });
    workers[0].says({ type: 'done', job: 2, result: RESULT });
    workers[1].says({ type: 'ready' });
    const other = { ...(RESULT as object), findings: 'newer' } as never;
    workers[1].says({ type: 'done', job: 2, result: other });
    await expect(newer).resolves.toEqual(other);
  });

  it('starts nothing for a signal that had fired', async () => {
    const { client } = fakes();
    const job = client.open(SPEC_OF_JOB, { signal: AbortSignal.abort() });
    await expect(job.finish()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('passes progress of the present job only', () => {
    const { client, workers } = fakes();
    const seen: IJobProgress[] = [];
    client.open(SPEC_OF_JOB, { onProgress: progress => seen.push(progress) });
    workers[0].says({ type: 'ready' });
    const progress: IJobProgress = { stage: 'detecting', done: 1, total: 2 };
    workers[0].says({ type: 'progress', job: 7, progress });
    workers[0].says({ type: 'progress', job: 1, progress });
    expect(seen).toEqual([progress]);
  });

  it('says so when a worker breaks half way', async () => {
    const { client, workers } = fakes();
    const result = client.open(SPEC_OF_JOB).finish();
    workers[0].says({ type: 'ready' });
    workers[0].breaks();
    await expect(result).rejects.toThrow('blocked');
  });

  it.each<[string, () => { client: DetectorClient; breaks: () => void }]>([
    [
      'may not be made',
      () => {
        const client = new DetectorClient(() => {
          throw new DOMException('Refused by policy', 'SecurityError');
        });
        return { client, breaks: () => undefined };
      }
    ],
    [
      'does not load',
      () => {
        const { client, workers } = fakes();
        return { client, breaks: () => workers[0].breaks() };
      }
    ]
  ])('works without a worker where one %s', async (_, make) => {
    const { client, breaks } = make();
    for (let round = 0; round < 2; round++) {
      const job = client.open(SPEC_OF_JOB);
      job.add(rows(3));
      if (round === 0) {
        breaks();
      }
      job.add(rows(6).slice(3));
      const { read, findings } = await job.finish();
      const { series } = read!;
      expect(series.keys).toHaveLength(6);
      expect(new Set(findings.findings.map(found => series.keys[found.series][0]))).toEqual(
        new Set(['key 0', 'key 3'])
      );
    }
  });

  it('works without a worker where one never speaks', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'performance'] });
    const { client } = fakes();
    const job = client.open(SPEC_OF_JOB);
    job.add(rows(3));
    jest.advanceTimersByTime(10_000);
    jest.useRealTimers();
    expect((await job.finish()).read!.series.keys).toHaveLength(3);
  });

  it('cancels on this thread too', async () => {
    const client = new DetectorClient(localWorker);
    const controller = new AbortController();
    const job = client.open(SPEC_OF_JOB, { signal: controller.signal });
    job.add(rows(50));
    const result = job.finish();
    controller.abort();
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the worker', () => {
  /** A scope whose clock passes 50 ms at each look, so that every slice is one step. */
  function scope() {
    const sent: { message: FromWorker; transfer?: Transferable[] }[] = [];
    let hear: (event: { data: ToWorker }) => void = () => undefined;
    let time = 0;
    serve(
      {
        postMessage: (message, transfer) => sent.push({ message, transfer }),
        addEventListener: (_, listener) => (hear = listener)
      },
      { slice: 40, now: () => (time += 50) }
    );
    const until = async (done: () => boolean): Promise<void> => {
      while (!done()) {
        await new Promise(resolve => setTimeout(resolve, 0));
      }
    };
    const last = () => sent[sent.length - 1];
    return { sent, tell: (data: ToWorker) => hear({ data }), until, last };
  }

  it('reports on the way and transfers the values', async () => {
    const { sent, tell, until, last } = scope();
    expect(sent[0].message).toEqual({ type: 'ready' });
    tell({ type: 'open', job: 1, spec: SPEC_OF_JOB });
    tell({ type: 'rows', job: 1, rows: rows(12) });
    tell({ type: 'close', job: 1, missing: null });
    await until(() => last().message.type === 'done');
    const progress = sent.flatMap(({ message }) =>
      message.type === 'progress' ? [message.progress] : []
    );
    expect(new Set(progress.map(one => one.stage))).toEqual(new Set(['reading', 'detecting']));
    expect(progress.every(one => one.done <= one.total)).toBe(true);
    const done = last();
    const { series } = (done.message as Extract<FromWorker, { type: 'done' }>).result.read!;
    expect(done.transfer).toContain(series.values.buffer);
  });

  it('drops a job for a newer one and what comes late for it', async () => {
    const { sent, tell, until, last } = scope();
    tell({ type: 'open', job: 1, spec: SPEC_OF_JOB });
    tell({ type: 'rows', job: 1, rows: rows(5) });
    tell({ type: 'open', job: 2, spec: SPEC_OF_JOB });
    tell({ type: 'rows', job: 1, rows: rows(5) });
    tell({ type: 'close', job: 1, missing: null });
    tell({ type: 'rows', job: 2, rows: rows(2) });
    tell({ type: 'close', job: 2, missing: null });
    await until(() => last().message.type === 'done');
    expect(sent.filter(({ message }) => message.type === 'done')).toHaveLength(1);
    expect(last().message).toMatchObject({ job: 2 });
    const { series } = (last().message as Extract<FromWorker, { type: 'done' }>).result.read!;
    expect(series.keys).toHaveLength(2);
  });

  it('says what was wrong with a row and serves the next job', async () => {
    const { tell, until, last } = scope();
    tell({ type: 'open', job: 1, spec: SPEC_OF_JOB });
    tell({ type: 'rows', job: 1, rows: [['too', 'short']] });
    await until(() => last().message.type === 'failed');
    expect(last().message).toMatchObject({ job: 1, message: expect.stringContaining('columns') });
    tell({ type: 'open', job: 2, spec: SPEC_OF_JOB });
    tell({ type: 'close', job: 2, missing: null });
    await until(() => last().message.type === 'done');
  });
});

describe('a job', () => {
  it('gives the same result however it is sliced and paged', () => {
    const all = rows(9);
    const whole = new WorkerJob(SPEC_OF_JOB);
    whole.add(all);
    whole.close();
    expect(whole.advance(Infinity, () => 0)).toBe('done');
    const sliced = new WorkerJob(SPEC_OF_JOB);
    let time = 0;
    for (const row of all) {
      sliced.add([row]);
      expect(sliced.advance(1, () => (time += 5))).not.toBe('done');
    }
    expect(() => sliced.result).toThrow('not done');
    sliced.close();
    while (sliced.advance(1, () => (time += 5)) !== 'done') {
      expect(time).toBeLessThan(10_000);
    }
    expect(sliced.result).toEqual(whole.result);
  });

  it('waits for rows until it is closed', () => {
    const job = new WorkerJob(SPEC_OF_JOB);
    expect(job.advance(10, () => 0)).toBe('waiting');
    job.add(rows(1));
    expect(job.advance(10, () => 0)).toBe('waiting');
    job.close();
    expect(job.advance(10, () => 0)).toBe('done');
  });
});
