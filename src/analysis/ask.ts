import type { QueryClient } from '../athena/client';
import { AthenaError } from '../athena/errors';
import { gridOf } from '../series/grid';
import type { DetectorClient, IDetectorJob } from './detector-client';
import type { IMarking } from './early-marks';
import { fetchSpans, isWhole, type IFetched } from './fetch-spans';
import { arrivalsOf, askFurther, type IFurther } from './further';
import type { IFullPlan } from './plan';
import type { RunReport } from './run-report';
import type { ISpanPlan } from './span-plan';
import type { IResumePoint } from './types';

/** The statements of one attempt, on their way to the worker. */
export interface IAsked {
  job: IDetectorJob;
  series: Promise<IFetched>;
  further: Promise<IFurther>;
  /** Stops what still runs of the further ones; resolves then, rejects when a cancelled one could not be stopped. */
  end(): Promise<void>;
}

/** What an attempt works with. */
export interface IAskParts {
  queries: QueryClient;
  detectors: DetectorClient;
  at: IResumePoint;
  report: RunReport;
  /** How rows say where there were none. */
  beat: Pick<IMarking, 'now' | 'lateness'>;
  signal: AbortSignal | undefined;
}

/** Starts the statements of a run and hands each page to the worker as it comes. */
export function ask(
  plan: IFullPlan,
  spans: ISpanPlan,
  { queries, detectors, at, report, beat, signal }: IAskParts
): IAsked {
  const job = detectors.open(
    {
      settings: plan.spec.detectors,
      rows: {
        grid: gridOf(plan.range, plan.bucketMs),
        marking: { ...beat, readable: gridOf(plan.readable, plan.bucketMs) },
        keyNames: plan.keyNames,
        gaps: plan.measure.kind === 'ratio' ? 'missing' : 'zero',
        ...(spans.template === null ? {} : { merge: { isWhole: isWhole(spans) } })
      },
      series: null,
      detectors: plan.question.detectors,
      arrivals: arrivalsOf(plan)
    },
    { signal, onProgress: progress => report.job(progress) }
  );
  const own = new AbortController();
  const cancel = (): void => own.abort();
  signal?.addEventListener('abort', cancel, { once: true });
  const begun = (from: number): string | null =>
    at.spans?.find(span => span.from === from)?.queryId ?? null;
  const series = fetchSpans(spans, queries, {
    signal,
    token: at.token,
    keys: plan.keyNames.length,
    bucketMs: plan.bucketMs,
    cells: plan.measure.kind === 'ratio' ? 2 : 1,
    queryIds: spans.template === null ? [at.queryId] : spans.spans.map(({ from }) => begun(from)),
    onProgress: (progress, queryIds) => report.query(progress, spans, queryIds),
    onRows: rows => job.add(rows)
  }).then(fetched => {
    job.whole();
    return fetched;
  });
  const further = askFurther(plan, queries, {
    token: at.side ?? at.token,
    signal: own.signal,
    onRows: (rows, of) => job.add(rows, of),
    onScanned: bytes => report.scanned(bytes)
  });
  // Whoever doesn't come to wait for them isn't told.
  further.catch(() => undefined);
  return {
    job,
    series,
    further,
    end: async () => {
      signal?.removeEventListener('abort', cancel);
      own.abort();
      await further.then(
        () => undefined,
        error => {
          if (signal?.aborted && error instanceof AthenaError && error.code === 'stop-failed') {
            throw error;
          }
        }
      );
    }
  };
}
