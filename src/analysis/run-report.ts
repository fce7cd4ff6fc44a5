import type { IQueryProgress } from '../athena/types';
import type { ISpanPlan } from './span-plan';
import type { IResumePoint, IRunProgress } from './types';
import type { IJobProgress } from './worker-protocol';

/** Progress of the parts as progress of the run. */
export class RunReport {
  constructor(
    private readonly _tell: ((progress: IRunProgress) => void) | undefined,
    public resume: IResumePoint,
    private readonly _elapsed: () => number
  ) {
    this._emit('query', NaN, 0, 0);
  }

  /** Rows that came, once all have; until then reading has no end that is known. */
  rows = NaN;

  query(
    { stage, queryId, scannedBytes, rows, trouble }: IQueryProgress,
    { template, spans }: ISpanPlan,
    queryIds: readonly string[]
  ): void {
    const asked = spans.map(({ from, to }, i) => ({ from, to, queryId: queryIds[i] || null }));
    this.resume = {
      ...this.resume,
      queryId: queryId || null,
      ...(template === null ? {} : { spans: asked })
    };
    this._trouble = trouble ?? null;
    if (stage === 'reading') {
      this._emit('reading', NaN, rows, 0);
    } else {
      this._emit('query', NaN, scannedBytes, 0);
    }
  }

  /** Bytes scanned by the further statements; told when the series are there and only these are waited for. */
  scanned(bytes: number): void {
    if (this.rows === this.rows) {
      this._emit('query', NaN, bytes, 0);
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
