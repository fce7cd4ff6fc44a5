/** @jest-environment node */
import { seriesRow, SPEC } from '../../testing/lake';
import { DetectorClient } from '../detector-client';
import type { IWorkerLike } from '../detector-client';
import { localWorker } from '../local-worker';
import { WarmWorker } from '../warm-worker';
import { serve } from '../worker';
import type { FromWorker, IJobSpec, ToWorker } from '../worker-protocol';

const DAY = 86_400_000;
const LENGTH = 40;
const JOB: IJobSpec = {
  settings: SPEC.detectors,
  rows: {
    grid: { bucketMs: DAY, start: Date.UTC(2026, 0, 1) / DAY, length: LENGTH, partial: -1 },
    keyNames: ['action'],
    gaps: 'zero'
  },
  series: null
};
const ROWS = [
  seriesRow(
    ['deny'],
    Array.from({ length: LENGTH }, (_, i) => (i === 20 ? 900 : 40 + (i % 7))),
    { series: 1, total: 0 }
  )
];

/** Real workers that run on this thread, counted. */
function workers() {
  const ended: number[] = [];
  const errors: ((event: { message?: string }) => void)[] = [];
  let made = 0;
  const warm = new WarmWorker(() => {
    const id = made++;
    const worker = localWorker();
    return {
      postMessage: (message: ToWorker) => worker.postMessage(message),
      addEventListener: (type: 'message' | 'error', listener: never) => {
        if (type === 'error') {
          errors[id] = listener;
        }
        worker.addEventListener(type as 'message', listener);
      },
      terminate: () => {
        ended.push(id);
        worker.terminate();
      }
    } satisfies IWorkerLike;
  });
  return {
    warm,
    ended,
    errors,
    made: () => made,
    client: () => new DetectorClient(() => warm.take())
  };
}

async function run(client: DetectorClient) {
  const job = client.open(JOB);
  job.add(ROWS);
  const { findings } = await job.finish();
  return findings;
}

describe('the worker that is kept', () => {
  it('serves one run after the other, with the same findings', async () => {
    const { client, made, ended } = workers();
    const results = [];
    for (let i = 0; i < 3; i++) {
      const each = client();
      results.push(await run(each));
      each.dispose();
    }
    expect(made()).toBe(1);
    expect(ended).toEqual([]);
    expect(results[0].findings).toHaveLength(1);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it('is ended by a run that is cancelled, since it may be busy', async () => {
    const { client, made, ended } = workers();
    const first = client();
    await run(first);
    const cancelled = first.open(JOB);
    first.dispose();
    await expect(cancelled.finish()).rejects.toMatchObject({ name: 'AbortError' });
    expect(ended).toEqual([0]);
    expect((await run(client())).findings).toHaveLength(1);
    expect(made()).toBe(2);
  });

  it('serves one run at a time, and only one is kept', async () => {
    const { client, made, ended } = workers();
    const [a, b] = [client(), client()];
    await Promise.all([run(a), run(b)]);
    expect(made()).toBe(2);
    a.dispose();
    b.dispose();
    expect(ended).toEqual([1]);
  });

  it('is at hand before the first run when that was asked for', async () => {
    const { client, made, warm } = workers();
    warm.prepare();
    warm.prepare();
    expect(made()).toBe(1);
    await run(client());
    expect(made()).toBe(1);
  });

  it('is replaced when it broke before it was needed', async () => {
    const { client, made, errors, warm } = workers();
    warm.prepare();
    errors[0]({ message: 'the chunk could not be loaded' });
    expect((await run(client())).findings).toHaveLength(1);
    expect(made()).toBe(2);
  });

  it('is done without where workers are barred', () => {
    const barred = new WarmWorker(() => {
      throw new Error('Content Security Policy');
    });
    expect(() => barred.prepare()).not.toThrow();
    expect(() => barred.take()).toThrow('Content Security Policy');
  });

  it('is not kept when it broke or never answered', async () => {
    const { client, ended, errors, warm } = workers();
    const broken = client();
    await run(broken);
    errors[0]({ message: 'out of memory' });
    broken.dispose();
    expect(ended).toContain(0);
    warm.take().release!();
    expect(ended).toContain(1);
  });
});

describe('the rehearsal', () => {
  it('goes on only while nothing else is to be done, and leaves nothing in the result', async () => {
    const findings = async (rehearses: boolean, wait: number) => {
      const sent: FromWorker[] = [];
      let hear: (event: { data: ToWorker }) => void = () => undefined;
      const scope = {
        postMessage: (message: FromWorker) => sent.push(message),
        addEventListener: (_: 'message', listener: typeof hear) => (hear = listener)
      };
      serve(scope, { rehearses });
      hear({ data: { type: 'open', job: 1, spec: JOB } });
      await new Promise(resolve => setTimeout(resolve, wait));
      hear({ data: { type: 'rows', job: 1, rows: ROWS } });
      hear({ data: { type: 'close', job: 1, missing: null } });
      while (sent[sent.length - 1].type !== 'done') {
        await new Promise(resolve => setTimeout(resolve, 0));
      }
      return sent[sent.length - 1];
    };
    const plain = await findings(false, 0);
    expect(await findings(true, 0)).toEqual(plain);
    expect(await findings(true, 50)).toEqual(plain);
  });
});
