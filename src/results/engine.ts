import type { IResultDocument } from '../analysis/document';
import type { IDetectorSettings } from '../analysis/spec';
import type { IRunProgress } from '../analysis/types';
import type { IDetection, IWhy } from '../detectors/types';
import type { IGrid } from '../series/types';
import type { IRunOptions } from '../tokens';

/** Everything the detail view draws of one series. */
export interface ISeriesDetail {
  /** Length of the grid; NaN where there is no observation. */
  values: Float64Array;
  detection: IDetection;
  /** Grid of a series that its finding brought along: rows counted, whatever the measure is; else the result's. */
  own?: IGrid;
}

/** The computing that a result view asks for; none of it goes to the server. */
export interface IResultEngine {
  /** Values of one series; cheap, called for each row that is on the screen. */
  values(document: IResultDocument, series: number): Float64Array;
  /** Values and detection of one series. */
  detail(document: IResultDocument, series: number): ISeriesDetail;
  /** Why, or why not, for one bucket of a series. */
  explain(document: IResultDocument, series: number, index: number): IWhy;
  /** The same series under other detector settings, off the main thread; null when this place can't. */
  redetect:
    | ((
        document: IResultDocument,
        settings: IDetectorSettings,
        options: IRunOptions<IRunProgress>
      ) => Promise<IResultDocument>)
    | null;
  dispose?(): void;
}
