import type { IDetectorOptions } from '../types';
import type { IMisfit } from './amounts';
import { countMisfit, hasVariedSizes, spreadsLikeAmounts, toLogs, toValues } from './amounts';
import { seasonBesideChanges } from './beside-season';
import { calendarOf } from './calendar';
import type { IChangeContext } from './changes';
import { splitGain } from './changes';
import { fewHits } from './few';
import { isHurdle, tooEven } from './family';
import { fitOf, fitsBetter } from './log-fit';
import type { ILaw } from './law';
import type { LevelShape } from './level';
import { fitLevels } from './levels';
import type { IObserved } from './observe';
import type { CostLaw, IBlockSums } from './partition';
import { activityOf, prefixSums } from './prefix';
import { ownPeriod } from './own-period';
import { roughBaseline, roughSizes, spreadFloor } from './rough';
import { roughSeason } from './rough-season';
import { takeBytes, takeFloats } from './scratch';
import { changePenalty, searchChanges } from './search';
import type { ISeason } from './season';
import { noSeason, spreadSeason } from './season';
import { fitSeason } from './season-fit';
import { isEarned } from './season-earned';
import { spreadsWithMean } from './spreads-with-mean';
import { finishLaw, fitSpread, residualTails, setAside } from './spread';

/** Blocks that a series is cut into for the search of changes and the drift of the level. */
const BLOCKS = 56;
/** Octile skewness from which on a positive measure is modelled by its log. */
const SKEWED = 0.2;
/** Share of zeros from which on large counts are intermittent rather than heavy-tailed. */
const EMPTY = 0.3;
/** Standard errors by which the tails of counts must exceed the normal's to give up the count laws. */
const HEAVY = 6;

/** The usual behaviour of one series. Arrays are scratch memory: valid until the next call. */
export interface IBaseline {
  law: ILaw;
  season: ISeason;
  /** Season of every bucket. */
  factor: Float64Array;
  /** Whether any stretch between changes has a moving level. */
  shape: LevelShape;
  /** First buckets of new levels, ascending, and twice the log likelihood ratio of each. */
  changes: number[];
  gains: number[];
  /** Level of every bucket, season taken out; for `hurdle` the size of an active bucket. */
  level: Float64Array;
  /** Mean of every bucket (`hurdle`: of an active one). */
  mean: Float64Array;
  /** 1 where a bucket shaped the baseline. */
  use: Uint8Array;
  /** Cumulated sums over those. */
  sums: IBlockSums;
  /** Block length. */
  length: number;
  /** Degrees of freedom left to the dispersion. */
  freedom: number;
  /** Share that each bucket has in its own mean. */
  leverage: Float64Array;
  /** Least variance of a bucket. */
  floor: number;
  /** Derivative of the Pearson statistic by alpha: how much a bucket moves the dispersion. */
  pearsonSlope: number;
  /** By how much the dispersion is more than chance explains, in squared residuals: without so much there is none. */
  clearly: number;
}

/** Fits the baseline of an observed series with at least one observation. */
export function fitBaseline(o: IObserved, options: IDetectorOptions): IBaseline {
  const { w, n } = o;
  const use = takeBytes(0, n);
  const mean = takeFloats(23, n);
  const factor = takeFloats(37, n);
  const length = Math.max(1, Math.ceil(n / BLOCKS));
  use.set(w.subarray(0, n));
  const start = firstLook(o, options, use, mean, factor, length);
  const { cost } = start;
  const law: ILaw = {
    kind: start.even ? 'rounded' : cost,
    alpha: 0,
    sigma: 0,
    nu: Infinity,
    share: 1,
    sessions: 0,
    few: cost === 'count' ? fewHits(o) : null,
    lean: null,
    far: null,
    farBelow: null,
    empty: null,
    doubt: 0,
    spreadDoubt: 0
  };
  const b: IBaseline = {
    law,
    season: start.season,
    factor,
    shape: 'constant',
    changes: [],
    gains: [],
    level: takeFloats(24, n),
    mean,
    use,
    sums: prefixSums(o.x, use, n, factor, cost, activityOf(o)),
    length,
    freedom: 1,
    leverage: takeFloats(35, n),
    floor: cost === 'real' ? spreadFloor(o, start.even) : 0,
    pearsonSlope: 0,
    clearly: 0
  };
  const spread = refine(b, o, options, cost, Math.max(start.spread, b.floor), start.ceiling);
  finishLaw(b, o, cost, spread);
  return b;
}

interface IFirstLook {
  cost: Exclude<CostLaw, 'share'>;
  season: ISeason;
  spread: number;
  /** Most that the dispersion may be when buckets are set aside by it. */
  ceiling: number;
  /** Whole numbers that vary less than chance counts would. */
  even: boolean;
}

/** Which family of models, and season, mean and dispersion by medians; sets the certain events aside. */
function firstLook(
  o: IObserved,
  options: IDetectorOptions,
  use: Uint8Array,
  mean: Float64Array,
  factor: Float64Array,
  length: number
): IFirstLook {
  const { x, w, n } = o;
  let misfit: IMisfit = { varied: false, heavy: false, empty: false, large: false };
  const intermittent = o.counts && isHurdle(o);
  if (intermittent) {
    const season = noSeason(false);
    spreadSeason(season, n, factor);
    const spread = roughSizes(x, use, n, mean);
    misfit.empty = hasVariedSizes(o, spread);
    if (!misfit.empty) {
      setAside(x, w, n, mean, 'hurdle', spread, use);
      // There are few sizes: one that is off could otherwise hide in the dispersion that it makes itself.
      return { cost: 'hurdle', season, spread, ceiling: 2 * spread + 0.02, even: false };
    }
  }
  const period = options.grain === 'none' ? ownPeriod(x, w, n) : 0;
  const known = calendarOf(o, options);
  const look = (additive: boolean, even: boolean): IFirstLook => {
    use.set(o.w.subarray(0, n));
    const season = isEarned(o, options, additive, known)
      ? roughSeason(o.x, o.w, n, options.grain, additive, known, additive ? period : 0)
      : noSeason(additive);
    spreadSeason(season, n, factor);
    const spread = roughBaseline(o, use, factor, additive, length, mean);
    return { cost: additive ? 'real' : 'count', season, spread, ceiling: Infinity, even };
  };
  if (o.counts && !intermittent) {
    const counts = look(false, false);
    misfit = countMisfit(o, use, mean, counts.spread);
    if (!misfit.empty && tooEven(x, use, n, mean, length)) {
      return look(true, true);
    }
    // Counts of a sort, but with wilder tails than a negative binomial has: the law for other measures fits better.
    const wild =
      o.zeros <= EMPTY * o.count &&
      mean[n >> 1] >= 10 &&
      residualTails(x, w, n, mean, counts.spread, HEAVY).nu < 10;
    if (!(wild || misfit.heavy || misfit.empty || misfit.large)) {
      return counts;
    }
    if (misfit.varied || misfit.empty || misfit.large) {
      const values = toLogs(o);
      const logs = look(true, false);
      if (misfit.large || spreadsLikeAmounts(o, mean, misfit.empty)) {
        return logs;
      }
      toValues(o, values);
    }
    if (!wild) {
      return look(false, false);
    }
    misfit.empty = false;
  }
  if (misfit.empty) {
    toLogs(o);
    return look(true, false);
  }
  const raw = look(true, false);
  if (!(o.nonnegative && o.zeros < o.count)) {
    return raw;
  }
  const isState = o.zeros > o.count / 20 && o.count - o.zeros >= 8;
  const skewed =
    (o.zeros === 0 || isState) &&
    (residualTails(x, w, n, mean, null, 0).skew >= SKEWED || spreadsWithMean(x, w, n, mean));
  const fit = fitOf(o, mean, use, length);
  const values = toLogs(o);
  const logs = look(true, false);
  if (fitsBetter(o, fit, mean, use, length, skewed)) {
    return logs;
  }
  toValues(o, values);
  return look(true, false);
}

/**
 * Changes, levels, season and dispersion in turn, each given the others; once more when what is set aside or the kind
 * of season is not what the changes were searched with. Returns the dispersion.
 */
function refine(
  b: IBaseline,
  o: IObserved,
  options: IDetectorOptions,
  cost: CostLaw,
  start: number,
  ceiling: number
): number {
  const { x, w, n } = o;
  const { use, factor, mean, level, length, floor } = b;
  const additive = cost === 'real';
  const { activity } = b.sums;
  const calendar = calendarOf(o, options);
  let known = calendar;
  const own = options.grain === 'none' && b.season.period > 1 ? b.season.period : 0;
  const before = takeBytes(3, n);
  let spread = start;
  const context: IChangeContext = {
    x,
    w,
    n,
    factor,
    law: cost,
    spread,
    sums: b.sums,
    length,
    scale: 1,
    local: additive && activity === null ? { model: null, use } : null
  };
  for (let round = 0; round < 2; round++) {
    before.set(use.subarray(0, n));
    const { parameters } = b.season;
    b.changes = searchChanges(context);
    if (calendar !== null && b.changes.length > 0 && cost !== 'hurdle') {
      const week = seasonBesideChanges(context, use, b.changes, calendar, changePenalty(n));
      known = week.free;
      b.season = week.season;
      spreadSeason(b.season, n, factor);
      b.sums = context.sums = prefixSums(x, use, n, factor, cost, activity);
      b.changes = searchChanges(context);
    }
    fitLevels(b, context, additive);
    if (cost !== 'hurdle') {
      b.season = fitSeason(x, use, n, level, options.grain, additive, spread, {
        idle: o.idle !== null,
        proven: round > 0 ? parameters : 0,
        known,
        own
      });
      spreadSeason(b.season, n, factor);
      b.sums = prefixSums(x, use, n, factor, cost, activity);
      fitLevels(b, context, additive);
    }
    spread = Math.max(fitSpread(b, o, cost, spread), floor);
    setAside(x, w, n, mean, cost, Math.min(spread, ceiling), use);
    const same = b.season.parameters === parameters && equal(before, use, n);
    if (!same) {
      b.sums = prefixSums(x, use, n, factor, cost, activity);
      context.spread = spread;
      fitLevels(b, context, additive);
      spread = Math.max(fitSpread(b, o, cost, spread), floor);
    }
    context.spread = spread;
    if (same) {
      break;
    }
  }
  b.gains = b.changes.map((at, i) =>
    splitGain(context, b.changes[i - 1] ?? 0, at, b.changes[i + 1] ?? n)
  );
  return spread;
}

function equal(a: Uint8Array, b: Uint8Array, n: number): boolean {
  for (let t = 0; t < n; t++) {
    if (a[t] !== b[t]) {
      return false;
    }
  }
  return true;
}
