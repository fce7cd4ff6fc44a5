import { detectorsOf, furtherOf } from '../findings/gather';
import type { IRunOptions } from '../tokens';
import { detailOf, explainOf, valuesOf } from './detail';
import { DetectorClient } from './detector-client';
import type { IResultDocument } from './document';
import type { IDetectorSettings } from './spec';
import type { IRunProgress } from './types';

/**
 * The computing behind one result view; nothing of it goes to the server. One engine for each view: a newer
 * `redetect` cancels the older one.
 */
export class ResultEngine {
  constructor(private readonly _detectors = new DetectorClient()) {}

  readonly values = valuesOf;
  readonly detail = detailOf;
  readonly explain = explainOf;

  /** The same series under other settings, away from the main thread. */
  readonly redetect = async (
    document: IResultDocument,
    settings: IDetectorSettings,
    { signal, onProgress }: IRunOptions<IRunProgress> = {}
  ): Promise<IResultDocument> => {
    const began = Date.now();
    if (!document.series) {
      throw new Error('This result has no series yet.');
    }
    const job = this._detectors.open(
      {
        settings,
        rows: null,
        series: document.series,
        detectors: detectorsOf(document.findings),
        kept: furtherOf(document.findings)
      },
      {
        signal,
        onProgress: ({ stage, done, total }) =>
          onProgress?.({
            stage,
            fraction: total > 0 ? done / total : 1,
            done,
            total,
            queryId: null,
            elapsedMs: Date.now() - began
          })
      }
    );
    const { findings } = await job.finish();
    return { ...document, spec: { ...document.spec, detectors: settings }, findings };
  };

  dispose(): void {
    this._detectors.dispose();
  }
}
