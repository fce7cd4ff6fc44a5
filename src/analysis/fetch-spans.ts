import type { QueryClient } from '../athena/client';
import type { IQueryProgress, IReceipt } from '../athena/types';
import { pageRows } from '../sql/page-rows';
import { seriesLayout, type Row } from '../sql/series-rows';
import type { KeptDays } from './kept-days';
import type { ISpanPlan } from './span-plan';

/** What came of the statements of a plan. */
export interface IFetched {
  /** One for each span. */
  receipts: IReceipt[];
  /** Rows that came, those of kept days included. */
  rows: number;
}

/** A span has more series than rows came for, so that it can't be ranked anew together with others. */
export class SeriesLeftOut extends Error {
  /** @param receipts - What was paid all the same. */
  constructor(readonly receipts: IReceipt[]) {
    super('A statement over part of the range left series out.');
    this.name = 'SeriesLeftOut';
  }
}

export interface IFetchOptions {
  /** Idempotency token of the run; each span has its own, made from it. */
  token: string;
  /** Queries that were started before the page was reloaded, by span. */
  queryIds?: readonly (string | null)[];
  /** Number of key columns. */
  keys: number;
  /** Most cells that a row has for a bucket: two of a ratio, whose rows say how many each is taken over. */
  cells?: 1 | 2;
  bucketMs: number;
  signal?: AbortSignal;
  /** Takes the progress of all together, and the queries by span, '' while one isn't known. */
  onProgress?: (progress: IQueryProgress, queryIds: string[]) => void;
  /** Takes the rows of a span, and of the kept days (span −1). */
  onRows: (rows: Row[], span: number) => void;
}

/** Whether one statement asks for the whole range, so that what it says of all series holds. */
export function isWhole({ spans, here }: ISpanPlan): boolean {
  return spans.length === 1 && here.length === 0;
}

/**
 * Hands over the rows that are here and runs the statements for the others, side by side. When one fails the others
 * are stopped; one that can't be stopped has the say.
 *
 * Rejects as queries do, or with `SeriesLeftOut`.
 */
export async function fetchSpans(
  plan: ISpanPlan,
  queries: QueryClient,
  options: IFetchOptions
): Promise<IFetched> {
  const { token, signal, onRows, onProgress, keys, bucketMs, cells = 1, queryIds = [] } = options;
  const layout = seriesLayout(keys);
  const seen: IQueryProgress[] = [];
  const ids = plan.spans.map((_, i) => queryIds[i] ?? '');
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) {
    cancel();
  }
  if (plan.rows.length > 0) {
    onRows(plan.rows, -1);
  }
  const runs = plan.spans.map(async ({ from, to, statement }, i) => {
    let series = 0;
    let all = 0;
    const outcome = await queries.run(statement, {
      signal: controller.signal,
      token: plan.template === null ? token : `${token}-${from}-${to}`,
      ...(ids[i] ? { queryId: ids[i] } : {}),
      pageRows: pageRows((cells * (to - from)) / bucketMs),
      onProgress: progress => {
        seen[i] = progress;
        ids[i] = progress.queryId || ids[i];
        onProgress?.(together(seen), [...ids]);
      },
      onPage: page => {
        for (const row of page.rows) {
          series += row[layout.slice] === 'all' ? 0 : 1;
          all = Number(row[layout.allSeries]);
        }
        onRows(page.rows, i);
      }
    });
    return { ...outcome, isComplete: series >= all };
  });
  try {
    const outcomes = await Promise.all(runs).catch(async error => {
      controller.abort();
      const ends = await Promise.allSettled(runs);
      const unstopped = ends.find(
        end =>
          end.status === 'rejected' && (end.reason as { code?: unknown }).code === 'stop-failed'
      );
      throw unstopped?.status === 'rejected' ? unstopped.reason : error;
    });
    const receipts = outcomes.map(({ receipt }) => receipt);
    if (!isWhole(plan) && outcomes.some(({ isComplete }) => !isComplete)) {
      throw new SeriesLeftOut(receipts);
    }
    const rows = outcomes.reduce((sum, outcome) => sum + outcome.rows, plan.rows.length);
    return { receipts, rows };
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/**
 * Has the server keep the closed days of what was asked for.
 *
 * @param days - Days on which the table had rows, or null when that isn't known: a day without any is then not kept,
 * since its rows may still arrive.
 */
export async function keepSpans(
  { template, spans }: ISpanPlan,
  { receipts }: Pick<IFetched, 'receipts'>,
  kept: KeptDays,
  options: { now: number; bucketMs: number; days: ReadonlySet<number> | null }
): Promise<void> {
  if (template === null) {
    return;
  }
  const { now, bucketMs, days } = options;
  await Promise.all(
    spans.map(({ from, to }, i) =>
      kept.keep({
        template,
        span: { from, to },
        queryId: receipts[i].queryId,
        days: kept.closed({ from, to }, now).filter(day => days?.has(day) ?? true),
        bucketMs,
        empty: days !== null
      })
    )
  );
}

function together(seen: readonly IQueryProgress[]): IQueryProgress {
  const known = seen.filter(progress => progress !== undefined);
  const sum = (of: (progress: IQueryProgress) => number): number =>
    known.reduce((total, progress) => total + of(progress), 0);
  const last = known[0];
  return {
    stage: (known.find(({ stage }) => stage !== 'reading') ?? last).stage,
    queryId: last.queryId,
    scannedBytes: sum(({ scannedBytes }) => scannedBytes),
    rows: sum(({ rows }) => rows),
    elapsedMs: Math.max(...known.map(({ elapsedMs }) => elapsedMs)),
    trouble: known.find(({ trouble }) => trouble)?.trouble ?? null
  };
}
