import type { IResultDocument } from '../analysis/document';
import type { IAnalysisSpec } from '../analysis/spec';
import type { IResumePoint, IRunProgress } from '../analysis/types';
import type { ISecurityLake } from '../tokens';
import { pointAfter } from './resumption';
import type { Task } from './task';

/** A run of an analysis, and where it can be taken up again without paying for its query twice. */
export class ResumableRun {
  constructor(
    private readonly _lake: ISecurityLake,
    readonly task: Task<IResultDocument, IRunProgress>,
    private readonly _now: () => number
  ) {}

  /** Where a run under way, or one that failed, can be taken up again; null when nothing of it is left. */
  get resume(): IResumePoint | null {
    return this._resume;
  }

  /**
   * Runs a spec; the task then holds the outcome.
   *
   * @param resume - Takes up a run whose query was started, instead of starting another.
   */
  async start(spec: IAnalysisSpec, resume?: IResumePoint): Promise<void> {
    this._resume = resume ?? null;
    await this.task.start(async (signal, onProgress) => {
      const keep = (point: IResumePoint | null): void => {
        if (!signal.aborted) {
          this._resume = point;
        }
      };
      try {
        const document = await this._lake.run(spec, {
          signal,
          onProgress: progress => {
            keep(progress.resume ?? this._resume);
            onProgress(progress);
          },
          ...(resume ? { resume } : {})
        });
        keep(null);
        return document;
      } catch (error) {
        keep(pointAfter(error, this._resume, this._now()));
        throw error;
      }
    });
  }

  /** Stops the run; the query at the server is stopped too. */
  cancel(): void {
    this._resume = null;
    this.task.cancel();
  }

  private _resume: IResumePoint | null = null;
}
