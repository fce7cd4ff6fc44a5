import type { IDetection } from '../detectors/types';
import type { IGrid } from '../series/types';
import type { IChartTheme } from './theme';

/** What a detail chart shows. Words come translated; numbers and times come as functions that write them. */
export interface IChartInput {
  grid: IGrid;
  /** One per bucket, NaN where there is no observation. */
  values: Float64Array;
  /** One `Missing` code per bucket; null when none is known. */
  missing: Uint8Array | null;
  detection: IDetection;
  /** Inclusive indices that the finding is about; null for none. */
  focus: { first: number; last: number } | null;
  /** Bucket that was picked; null for none. */
  picked: number | null;
  /** Where the value axis is cut; null for the whole axis. */
  cut: number | null;
  /** The years are said too: the range isn't of the year in which it was run. */
  withYear: boolean;
  /** Stays the same as long as the zoom should. */
  subject: string;
  theme: IChartTheme;
  words: IChartWords;
}

export interface IChartWords {
  /** Why there is no observation, by `Missing` code. */
  missing: (code: number) => string;
  /** Beside a change point: when, levels before and after, confidence. */
  change: (change: IDetection['changes'][number]) => string;
  value: (value: number) => string;
  /** Text beside a point under the pointer. */
  hover: (index: number) => string;
}

/** Epoch milliseconds of the start of a bucket. */
export function timeOf(grid: IGrid, index: number): number {
  return (grid.start + index) * grid.bucketMs;
}

/** Epoch milliseconds half a bucket before its point, where a shaded stretch begins. */
export function edgeOf(grid: IGrid, index: number): number {
  return (grid.start + index - 0.5) * grid.bucketMs;
}
