import type { IChange, IOutlier, ITrend } from '../detectors/types';
import { timeOf } from '../series/grid';
import type { IGrid } from '../series/types';
import type { IMessage } from './types';

/** A level below this, and below a fiftieth of the other one, is "none" in words. */
const NONE = 0.5;
const NONE_SHARE = 0.02;

/**
 * What an outlier's sentence needs. `observed` and `expected` are of its peak.
 *
 * @param rows - How many rows a share is taken over at the peak.
 */
export function outlierMessage(outlier: IOutlier, grid: IGrid, rows?: number): IMessage {
  const { first, last, observed, expected, direction, p, effect } = outlier;
  const buckets = last - first + 1;
  return {
    id: outlierId(outlier, buckets),
    args: {
      from: timeOf(grid, first),
      to: timeOf(grid, last + 1),
      peak: timeOf(grid, outlier.peak),
      buckets,
      observed: json(observed),
      expected: json(expected),
      ratio: json(direction === 'up' ? observed / expected : expected / observed),
      effect: json(effect),
      p: json(p),
      ...(rows === undefined ? {} : { rows })
    }
  };
}

function outlierId({ direction, observed, expected }: IOutlier, buckets: number): IMessage['id'] {
  if (direction === 'down') {
    return observed === 0 ? 'outlier-to-zero' : 'outlier-down';
  }
  if (isNone(expected, observed)) {
    return 'outlier-from-zero';
  }
  return buckets > 1 ? 'outlier-up-burst' : 'outlier-up';
}

/** What a change's sentence needs: the new level holds `from` that bucket on. */
export function changeMessage(change: IChange, grid: IGrid): IMessage {
  const { index, direction, before, after, confidence, p } = change;
  const id =
    direction === 'up'
      ? isNone(before, after)
        ? 'change-from-zero'
        : 'change-up'
      : isNone(after, before)
        ? 'change-to-zero'
        : 'change-down';
  return {
    id,
    args: {
      from: timeOf(grid, index),
      to: timeOf(grid, index + 1),
      before: json(before),
      after: json(after),
      ratio: json(direction === 'up' ? after / before : before / after),
      confidence: json(confidence),
      p: json(p)
    }
  };
}

/** What a trend's sentence needs: slope per bucket with its interval, and relative to the series' level. */
export function trendMessage(trend: ITrend, grid: IGrid): IMessage {
  const { direction, slope, relative, low, high, p } = trend;
  return {
    id: direction === 'down' ? 'trend-down' : 'trend-up',
    args: {
      from: timeOf(grid, 0),
      to: timeOf(grid, grid.length),
      buckets: grid.length,
      slope: json(slope),
      relative: json(relative),
      low: json(low),
      high: json(high),
      p: json(p)
    }
  };
}

function isNone(level: number, other: number): boolean {
  return Math.abs(level) < NONE && Math.abs(level) <= NONE_SHARE * Math.abs(other);
}

/** Numbers that JSON doesn't have are null. */
function json(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
