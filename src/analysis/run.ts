import { runToken } from '../athena/client';
import type { QueryClient } from '../athena/client';
import { AthenaError } from '../athena/errors';
import type { IReceipt } from '../athena/types';
import { DAY_MS } from '../lake/time';
import { gridOf } from '../series/grid';
import { withExpired } from '../series/silence';
import type { IRunOptions } from '../tokens';
import { ask, type IAsked } from './ask';
import { coverageOf, findDays, lookBack } from './coverage';
import { daysIn } from './day-plan';
import type { DetectorClient } from './detector-client';
import { RESULT_FORMAT_VERSION } from './document';
import type { IResultDocument } from './document';
import { keepSeries } from './detail';
import { keepSpans, SeriesLeftOut } from './fetch-spans';
import type { IFetched } from './fetch-spans';
import { heartbeat } from './heartbeat';
import type { KeptDays } from './kept-days';
import { planAnalysis } from './plan';
import type { IFullPlan } from './plan';
import { RunReport } from './run-report';
import { seriesAsked, spanPlan, wholePlan } from './span-plan';
import type { IAnalysisSpec } from './spec';
import type { IResumePoint, IRunProgress, IServerConfig, ITableListing } from './types';

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
  /** Days that needn't be asked for again; null where none are kept. */
  kept?(): Promise<KeptDays | null>;
  /** Told of each statement that read something: what, how many days of it, and how many bytes. */
  scanned?(sql: string, days: number, bytes: number): void;
}

/**
 * Runs an analysis: plan, query, reading, detecting, ranking. A range without rows gives a document without series.
 * Beside the series statement a small one asks when the tables' rows arrived at all, and those that the question's
 * detectors need (`further`) run at the same time.
 *
 * Rejects with `SpecError` before anything is started, `AthenaError`, or an `AbortError` when the signal fired; the
 * queries are stopped then.
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
  const plan = planAnalysis(spec, tables, {
    now: resume.now,
    retentionDays: config.retentionDays
  });
  if (!options.resume) {
    await parts.approve?.(plan);
    signal?.throwIfAborted();
  }
  const detectors = parts.detectors();
  const side = new AbortController();
  const cancelSide = (): void => side.abort();
  signal?.addEventListener('abort', cancelSide, { once: true });
  const attempts: IAsked[] = [];
  try {
    // A demo lake ends when it was made and is kept until the day is over; that isn't a source gone silent.
    const beat = { now: resume.now, ...(config.demo ? { lateness: DAY_MS } : {}) };
    const report = new RunReport(onProgress, resume, () => parts.now() - began);
    const asked = seriesAsked(plan);
    // A run that was begun without kept days goes on without, so that its query is found.
    const isPlain = options.resume && !options.resume.spans;
    const kept = (!isPlain && (await parts.kept?.())) || null;
    let spans = kept
      ? await spanPlan(asked, kept, resume.now, resume.spans, signal)
      : wholePlan(asked);
    const attempt = (at: IResumePoint): Promise<IFetched> => {
      attempts
        .at(-1)
        ?.end()
        .catch(() => undefined);
      const { queries } = parts;
      const asked = ask(plan, spans, { queries, detectors, at, report, beat, signal });
      attempts.push(asked);
      return asked.series;
    };
    const fetched = attempt(resume);
    // Beside the point: without its answer the result is the same, only with fewer marks.
    let unstopped: unknown = null;
    const watched = heartbeat(
      plan,
      parts.queries,
      { ...beat, token: resume.side ?? resume.token, kept },
      side.signal
    ).catch(error => {
      unstopped = error instanceof AthenaError && error.code === 'stop-failed' ? error : null;
      return null;
    });
    const keep = (of: Pick<IFetched, 'receipts'>, days: ReadonlySet<number> | null) =>
      kept && keepSpans(spans, of, kept, { now: resume.now, bucketMs: plan.bucketMs, days });
    let lost: IReceipt[] = [];
    const outcome = await fetched.catch(async error => {
      // A local engine forgets its queries when the server restarts. Nothing was paid, so it is simply asked again.
      if (
        config.backend === 'local' &&
        error instanceof AthenaError &&
        error.code === 'query-unknown'
      ) {
        report.resume = { now: resume.now, token: runToken(), queryId: null };
        return attempt(report.resume);
      }
      // Spans with more series than are kept can't be put together: the server remembers it, and all is asked at once.
      if (error instanceof SeriesLeftOut) {
        void keep(error, null);
        lost = error.receipts;
        spans = wholePlan(asked);
        report.resume = { now: resume.now, token: runToken(), queryId: null };
        return attempt(report.resume);
      }
      // The query beside is stopped too, and has a say when it can't be.
      side.abort();
      await watched;
      throw unstopped ?? error;
    });
    report.rows = outcome.rows;
    const pulse = await watched;
    // In a range without rows nothing can be new.
    const { job, further } = attempts[attempts.length - 1];
    const more = outcome.rows > 0 ? await further : null;
    if (unstopped) {
      throw unstopped;
    }
    signal?.throwIfAborted();
    const isEmpty = outcome.rows === 0;
    // Where reading is free, who finds nothing is told at once where there is something.
    const looked =
      isEmpty && config.backend === 'local'
        ? await findDays(plan, parts.queries, lookBack(config, resume.now), {
            token: resume.token,
            signal
          }).catch(() => null)
        : null;
    signal?.throwIfAborted();
    const receipts = [
      ...outcome.receipts,
      ...lost,
      ...(more?.receipts ?? []),
      ...(pulse?.receipts ?? []),
      ...(looked?.receipts ?? [])
    ];
    outcome.receipts.forEach(({ sql, scannedBytes }, i) =>
      parts.scanned?.(sql, daysIn([spans.spans[i]]), scannedBytes)
    );
    for (const [{ sql, scannedBytes }, days] of [...(more?.days ?? []), ...(pulse?.days ?? [])]) {
      parts.scanned?.(sql, days, scannedBytes);
    }
    void keep(outcome, pulse?.alive ?? null);
    const expired = (plan.readable.from - plan.range.from) / plan.bucketMs;
    const { length } = gridOf(plan.range, plan.bucketMs);
    const missing = isEmpty ? null : withExpired(pulse?.missing ?? null, expired, length);
    const { read, findings } = await job.finish(missing, more?.failed);
    if (read) {
      keepSeries(read.packed, read.series);
    }
    // What the worker gave is taken apart in a task of its own, before anything is shown of it.
    await new Promise(resolve => setTimeout(resolve, 0));
    return {
      formatVersion: RESULT_FORMAT_VERSION,
      spec,
      title: plan.title,
      tables: plan.tables,
      range: plan.range,
      ranAt: new Date(resume.now).toISOString(),
      demo: config.demo,
      receipts,
      ...(spans.here.length > 0 ? { keptDays: spans.here.length } : {}),
      ...(isEmpty ? { coverage: coverageOf(pulse?.rows ?? null, looked) } : {}),
      series: read?.packed ?? null,
      findings
    };
  } finally {
    side.abort();
    await attempts.at(-1)?.end();
    signal?.removeEventListener('abort', cancelSide);
    detectors.dispose();
  }
}
