import { runToken } from '../athena/client';
import type { IQueryOutcome, QueryClient } from '../athena/client';
import { AthenaError } from '../athena/errors';
import type { IQueryProgress } from '../athena/types';
import { gridOf } from '../series/grid';
import type { IRunOptions } from '../tokens';
import type { IDetectorJob } from './detector-client';
import { DetectorClient } from './detector-client';
import { RESULT_FORMAT_VERSION } from './document';
import type { IResultDocument } from './document';
import { keepSeries } from './detail';
import { heartbeat } from './heartbeat';
import { planAnalysis } from './plan';
import type { IFullPlan } from './plan';
import type { IAnalysisSpec } from './spec';
import type { IPlan, IResumePoint, IRunProgress, IServerConfig, ITableListing } from './types';
import type { IJobProgress } from './worker-protocol';

const DAY_MS = 86_400_000;

/** What a run needs from outside. */
export interface IRunParts {
  config(): Promise<IServerConfig>;
  tables(): Promise<ITableListing>;
  queries: QueryClient;
  /** A client of this run's own: a newer job of a client cancels its older one. */
  detectors(): DetectorClient;
  /** Epoch milliseconds. */
  now(): number;
  /** Asked before anything is started; an `AbortError` keeps it from being. */
  approve?(plan: IFullPlan): Promise<void>;
  /** Told of each statement that read something: what, how many days of it, and how many bytes. */
  scanned?(sql: string, days: number, bytes: number): void;
}

/**
 * Runs an analysis: plan, query, reading, detecting, ranking. A range without rows gives a document without series.
 * Beside the series statement a small one asks when the tables' rows arrived at all.
 *
 * Rejects with `SpecError` before anything is started, `AthenaError`, or an `AbortError` when the signal fired; the
 * query is stopped then.
 */
export async function runAnalysis(
  spec: IAnalysisSpec,
  parts: IRunParts,
  options: IRunOptions<IRunProgress> = {}
): Promise<IResultDocument> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const began = parts.now();
  const [config, { tables }] = await Promise.all([parts.config(), parts.tables()]);
  const resume = options.resume ?? { now: parts.now(), token: runToken(), queryId: null };
  const plan = planAnalysis(spec, tables, { now: resume.now });
  if (!options.resume) {
    await parts.approve?.(plan);
    signal?.throwIfAborted();
  }
  const detectors = parts.detectors();
  const side = new AbortController();
  const cancelSide = (): void => side.abort();
  signal?.addEventListener('abort', cancelSide, { once: true });
  try {
    const report = new Report(onProgress, resume, () => parts.now() - began);
    const attempt = (at: IResumePoint): Promise<[IQueryOutcome, IDetectorJob]> =>
      fetchSeries(plan, parts.queries, detectors, at, report, signal);
    const fetched = attempt(resume);
    // Beside the point: without its answer the result is the same, only with fewer marks.
    let unstopped: unknown = null;
    const watched = heartbeat(
      plan,
      parts.queries,
      // A demo lake ends when it was made and is kept until the day is over; that isn't a source gone silent.
      { token: resume.token, now: resume.now, ...(config.demo ? { lateness: DAY_MS } : {}) },
      side.signal
    ).catch(error => {
      unstopped = error instanceof AthenaError && error.code === 'stop-failed' ? error : null;
      return null;
    });
    const [outcome, job] = await fetched.catch(async error => {
      // A local engine forgets its queries when the server restarts. Nothing was paid, so it is simply asked again.
      if (
        config.backend === 'local' &&
        error instanceof AthenaError &&
        error.code === 'query-unknown'
      ) {
        report.resume = { ...resume, token: runToken(), queryId: null };
        return attempt(report.resume);
      }
      // The query beside is stopped too, and has a say when it can't be.
      side.abort();
      await watched;
      throw unstopped ?? error;
    });
    report.rows = outcome.rows;
    const beat = outcome.rows > 0 ? await watched : null;
    if (unstopped) {
      throw unstopped;
    }
    signal?.throwIfAborted();
    const receipts = [outcome.receipt, ...(beat?.receipts ?? [])];
    const days = (plan.range.to - plan.range.from) / DAY_MS;
    receipts.forEach(({ sql, scannedBytes }) => parts.scanned?.(sql, days, scannedBytes));
    const { series, packed, findings } = await job.finish(beat?.missing);
    if (packed) {
      keepSeries(packed, series);
    }
    return {
      formatVersion: RESULT_FORMAT_VERSION,
      spec,
      title: plan.title,
      tables: plan.tables,
      range: plan.range,
      ranAt: new Date(resume.now).toISOString(),
      demo: config.demo,
      receipts,
      series: packed,
      findings
    };
  } finally {
    side.abort();
    signal?.removeEventListener('abort', cancelSide);
    detectors.dispose();
  }
}

/** Runs the series statement and hands each page to the worker as it comes. */
async function fetchSeries(
  plan: IPlan,
  queries: QueryClient,
  detectors: DetectorClient,
  at: IResumePoint,
  report: Report,
  signal: AbortSignal | undefined
): Promise<[IQueryOutcome, IDetectorJob]> {
  const job = detectors.open(
    {
      settings: plan.spec.detectors,
      rows: {
        grid: gridOf(plan.range, plan.bucketMs),
        keyNames: plan.keyNames,
        gaps: plan.measure.kind === 'ratio' ? 'missing' : 'zero'
      },
      series: null
    },
    { signal, onProgress: progress => report.job(progress) }
  );
  const outcome = await queries.run(plan.series, {
    signal,
    token: at.token,
    ...(at.queryId ? { queryId: at.queryId } : {}),
    onProgress: progress => report.query(progress),
    onPage: page => job.add(page.rows)
  });
  return [outcome, job];
}

/** Progress of the parts as progress of the run. */
class Report {
  constructor(
    private readonly _tell: ((progress: IRunProgress) => void) | undefined,
    public resume: IResumePoint,
    private readonly _elapsed: () => number
  ) {
    this._emit('query', NaN, 0, 0);
  }

  /** Rows that came, once all have; until then reading has no end that is known. */
  rows = NaN;

  query({ stage, queryId, scannedBytes, rows, trouble }: IQueryProgress): void {
    this.resume = { ...this.resume, queryId: queryId || null };
    this._trouble = trouble ?? null;
    if (stage === 'reading') {
      this._emit('reading', NaN, rows, 0);
    } else {
      this._emit('query', NaN, scannedBytes, 0);
    }
  }

  job({ stage, done, total }: IJobProgress): void {
    // While pages come, the rows that have come are what is told.
    if (stage === 'detecting' || this.rows === this.rows) {
      this._emit(stage, total > 0 ? done / total : 1, done, total);
    }
  }

  private _emit(stage: IRunProgress['stage'], fraction: number, done: number, total: number): void {
    const { resume } = this;
    this._tell?.({
      stage,
      fraction,
      done,
      total,
      queryId: resume.queryId,
      elapsedMs: this._elapsed(),
      trouble: this._trouble,
      resume
    });
  }

  private _trouble: IQueryProgress['trouble'] = null;
}
