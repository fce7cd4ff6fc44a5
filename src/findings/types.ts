import type { IChange, IOutlier, ITrend } from '../detectors/types';

/** Which sentence; `results/sentences` has one translated text for each. */
export type MessageId =
  | 'outlier-up'
  | 'outlier-up-burst'
  | 'outlier-from-zero'
  | 'outlier-down'
  | 'outlier-to-zero'
  | 'change-up'
  | 'change-down'
  | 'change-from-zero'
  | 'change-to-zero'
  | 'trend-up'
  | 'trend-down';

/**
 * Sentence of a finding as data; `results/` translates and renders it. Values are raw and never markup.
 * Arguments, as the kind has them: `from`, `to` (epoch ms, half-open), `buckets`, `observed`, `expected`, `ratio`,
 * `p`, `before`, `after`, `confidence`, `slope`, `relative`, `low`, `high`, `peak` (epoch ms of the farthest bucket),
 * `effect`. What JSON has no number for (a ratio to zero, no p value) is null.
 */
export interface IMessage {
  id: MessageId;
  args: Record<string, string | number | null>;
}

interface IFindingBase {
  /** Stable for the same series and place: kind, key hash and bucket. */
  id: string;
  /** Row of the series in the set. */
  series: number;
  /** Rank scale comparable between kinds and series: higher first. */
  score: number;
  /** False-discovery q value over the run; NaN where the profile has no p values. */
  q: number;
  direction: 'up' | 'down';
  /** Inclusive indices on the grid that the finding is about. */
  first: number;
  last: number;
  message: IMessage;
}

export type IFinding =
  | (IFindingBase & { kind: 'outlier'; detail: IOutlier })
  | (IFindingBase & {
      kind: 'change';
      detail: IChange;
      /** Outliers that are the beginning of this change, told with it instead of on their own. */
      outliers?: IOutlier[];
    })
  | (IFindingBase & { kind: 'trend'; detail: ITrend });

/** All findings of a run, ranked, and what the run as a whole says. */
export interface IFindingSet {
  findings: IFinding[];
  /** rate × series-years; NaN for `seed`. */
  expectedFalse: number;
  /** Relative slope and direction of every series, for the trend view's full ranking (index = series). */
  trends: {
    series: number;
    relative: number;
    slope: number;
    direction: 'up' | 'down' | 'flat';
    p: number;
  }[];
  /** Series that the detectors could not take, with the reason. */
  skipped: { series: number; reason: string }[];
}
