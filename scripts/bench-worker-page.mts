import { DetectorClient } from '../src/analysis/detector-client';
import type { IWorkerLike } from '../src/analysis/detector-client';
import type { IJobProgress, IJobSpec } from '../src/analysis/worker-protocol';
import { DEFAULT_OPTIONS } from '../src/detectors';
import { seriesLayout } from '../src/sql/series-rows';
import { benchSeries } from './bench-detectors.mts';

/** Rows of a page of an answer. */
const PAGE = 1000;
const START = 20_000;

type Row = (string | null)[];

let all: Row[][] = [];

/** Pages of the series statement. */
function pages(series: number, length: number): Row[][] {
  const layout = seriesLayout(1);
  const rows = benchSeries(series, length, false).map((values, k) => {
    const cells: Row = new Array(layout.allTotal + 1).fill('0');
    cells[layout.slice] = 'top';
    cells[layout.firstKey] = `key-${k}`;
    cells[layout.cells] = `{${Array.from(values, (v, i) => `"${START + i}":${v}`).join(',')}}`;
    return cells;
  });
  return Array.from({ length: Math.ceil(series / PAGE) }, (_, i) =>
    rows.slice(i * PAGE, (i + 1) * PAGE)
  );
}

const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms));

/** Gaps between looks at the clock every 5 ms: how long the main thread was held up. */
function watch(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function benchWorker(series: number, length: number): Promise<Record<string, string>> {
  const client = new DetectorClient(
    () => new Worker('detector.js', { type: 'module' }) as unknown as IWorkerLike
  );
  const spec: IJobSpec = {
    settings: DEFAULT_OPTIONS,
    rows: {
      grid: { bucketMs: 86_400_000, start: START, length, partial: -1 },
      keyNames: ['key'],
      gaps: 'zero'
    },
    series: null
  };
  const run = async (
    signal: AbortSignal | undefined,
    onProgress: (progress: IJobProgress) => void
  ): Promise<number> => {
    const job = client.open(spec, { signal, onProgress });
    for (const rows of all) {
      job.add(rows);
      // Pages come from the network, one by one.
      await pause(0);
    }
    return (await job.finish()).findings.findings.length;
  };

  // The first run loads the worker's code.
  await run(undefined, () => undefined);
  const held = watch();
  const from = performance.now();
  let last = from;
  let silence = 0;
  const heard = (): void => {
    silence = Math.max(silence, performance.now() - last);
    last = performance.now();
  };
  const findings = await run(undefined, heard);
  heard();
  const took = performance.now() - from;
  const longest = held();

  const abort = new AbortController();
  let asked = 0;
  let cancelled = NaN;
  await run(abort.signal, ({ stage, done }) => {
    if (stage === 'detecting' && done > series / 4 && !abort.signal.aborted) {
      asked = performance.now();
      abort.abort();
    }
  }).catch(() => (cancelled = performance.now() - asked));

  let older = 'finished';
  const first = run(undefined, () => undefined).catch((error: Error) => (older = error.name));
  await pause(300);
  const newer = await run(undefined, () => undefined);
  await first;
  await pause(100);
  client.dispose();
  const ms = (value: number): string => `${Math.round(value)} ms`;
  return {
    run: `${ms(took)}, ${findings} findings`,
    'longest time the main thread was held up': ms(longest),
    'longest time without a report': ms(silence),
    'cancelled after': ms(cancelled),
    'a newer run in place of an older': `older: ${older}; newer: ${newer} findings`
  };
}

Object.assign(globalThis, {
  benchWorker,
  benchWorkerPages: (series: number, length: number) => {
    all = pages(series, length);
  }
});
