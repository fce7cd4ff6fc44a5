import type { ISilence } from '../detectors/arrivals/silences';
import type { IChange, IOutlier, ITrend } from '../detectors/types';
import type { DetectorName } from '../questions/types';
import type { KeyTuple } from '../sql/types';

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
  | 'trend-down'
  | 'first-seen'
  | 'first-seen-owner'
  | 'silence'
  | 'silence-ended'
  | 'beacon';

/**
 * Sentence of a finding as data; `results/` translates and renders it. Values are raw and never markup.
 * Arguments, as the kind has them: `from`, `to` (epoch ms, half-open), `buckets`, `observed`, `expected`, `ratio`,
 * `p`, `before`, `after`, `confidence`, `slope`, `relative`, `low`, `high`, `peak` (epoch ms of the farthest bucket),
 * `effect`, `rows` (how many rows a share is taken over at the peak). Of a first sight: `from` (epoch ms of the first
 * row itself), `events`, `unseenMs`, and of a new owner `owner` (the field) and `others` (keys of it that aren't told).
 * Of a silence: `from`, `to`, `buckets`, `usual` (a bucket), `missed`, `p`, `others` (sources with it). Of a beacon: `from`,
 * `to` (epoch ms of its first and last minute), `periodMs`, `jitter`, `coverage`, `beats`, `events`, `p`. What JSON has no
 * number for (a ratio to zero, no p value) is null.
 */
export interface IMessage {
  id: MessageId;
  args: Record<string, string | number | null>;
}

interface IFindingBase {
  /** Stable for the same series and place: kind, key hash and bucket. */
  id: string;
  /** Row of the series in the set; −1 when it isn't one of those, only where `keys` are given. */
  series: number;
  /** Keys of a finding that was made from a statement of its own; else they are those of the series. */
  keys?: KeyTuple;
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
  | (IFindingBase & { kind: 'trend'; detail: ITrend })
  | (IFindingBase & { kind: 'first-seen'; keys: KeyTuple; detail: IFirstSight })
  | (IFindingBase & { kind: 'silence'; detail: ISilence })
  | (IFindingBase & { kind: 'beacon'; keys: KeyTuple; detail: IBeacon });

/** A key that comes like clockwork. */
export interface IBeacon {
  periodMs: number;
  /** Largest usual deviation of a beat, as a share of the period. */
  jitter: number;
  /** Beats that came ÷ beats that fit between the first and the last, 0 to 1. */
  coverage: number;
  beats: number;
  /** Chance of such regularity. */
  p: number;
  /** Rows of it. */
  events: number;
  /** Epoch milliseconds, half-open: from the first minute with a row to the last. */
  fromMs: number;
  toMs: number;
  /** What is drawn: rows by the minute up to the last one, from minute `start` (since the epoch) on. */
  start: number;
  counts: number[];
}

/** A key that was never seen before. */
export interface IFirstSight {
  /** Epoch milliseconds of its first and last row. */
  firstMs: number;
  lastMs: number;
  /** Rows since then, whatever the measure of the question is. */
  events: number;
  /** Rows by bucket of the grid, from `first` to `last` of the finding. */
  counts: number[];
  /** Chance that its owner had a new key in the recent part, by the pace of its own past. */
  p: number;
}

/** What the search for new keys says as a whole. */
export interface IFirstSightSummary {
  /**
   * Length of the part in which a key is new, and of the memory before it that has any row, in milliseconds; NaN when
   * nothing new came that would tell.
   */
  recentMs: number;
  memoryMs: number;
  /** New keys that aren't findings, since their owner was there for too short a time to have habits. */
  unproven: number;
  /** New keys that aren't findings, since their owner has new ones all the time; absent in results of before. */
  usual?: number;
  /** The field that the owner is of; null for the table as a whole. */
  owner: string | null;
  /** New keys beyond the limit of the statement. */
  leftOut: number;
}

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
  /** Analyses that were made. Without it (a result saved before there were others): outliers, changes and trends. */
  detectors?: DetectorName[];
  /** Where new keys were searched for. */
  firstSeen?: IFirstSightSummary;
  /** Searches that gave no answer, with the reason; what they would have found is unknown. */
  failed?: { detector: DetectorName; reason: string }[];
}
