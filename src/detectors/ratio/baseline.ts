import type { IBaseline } from '../count/baseline';
import { calendarOf } from '../count/calendar';
import type { IChangeContext } from '../count/changes';
import { splitGain } from '../count/changes';
import { fitLevels } from '../count/levels';
import { prefixSums } from '../count/prefix';
import { takeBytes, takeFloats } from '../count/scratch';
import { roughMean } from '../count/screen';
import { searchChanges } from '../count/search';
import { noSeason, spreadSeason } from '../count/season';
import { fitSeason } from '../count/season-fit';
import type { DetectorGrain, IDetectorOptions } from '../types';
import type { IBalance } from './dispersion';
import { balance, momentRho, roughRho } from './dispersion';
import type { IShares } from './observe';
import { setAsideShares } from './set-aside';

/** Blocks that a series is cut into for the search of changes and the drift of the level. */
const BLOCKS = 56;
/** Correlation assumed at first: no bucket then weighs more than twenty rows. */
const FIRST_RHO = 0.05;
/** Hits that a block of the first look should hold, so that the median of blocks isn't nothing. */
const BLOCK_HITS = 4;
/** No share is certain. */
const MOST_SHARE = 0.9999;
const NONE: IBalance = { value: 0, deviation: 0 };

/** The usual share of one series. Arrays are scratch memory: valid until the next call. */
export interface IShareBaseline {
  /**
   * The baseline of the weighted hits: level × factor, the factor being season × weighted rows. A bucket of n rows counts
   * as n / (1 + (n − 1) ρ) (Williams 1982, method III), so that weighted hits are as good as binomial.
   */
  b: IBaseline;
  /** Season of every bucket, without the rows. */
  season: Float64Array;
  /** Usual share of every bucket. */
  share: Float64Array;
  /** Correlation of the rows of a bucket; 0: binomial. */
  rho: number;
  /** Balance at correlation 0. */
  even: IBalance;
  /** Fall of the balance by a rise of the correlation: how much one bucket moves it. */
  slope: number;
  /** Factor on the log likelihood of changes for noise from block to block. */
  scale: number;
}

/** Fits the baseline of shares with at least one observation. */
export function fitShares(s: IShares, options: IDetectorOptions): IShareBaseline {
  const { n } = s;
  const use = takeBytes(11, n);
  const before = takeBytes(12, n);
  const x = takeFloats(62, n);
  const season = takeFloats(63, n);
  const share = takeFloats(64, n);
  const base = takeFloats(65, n);
  const factor = takeFloats(66, n);
  const length = Math.max(1, Math.ceil(n / BLOCKS));
  use.set(s.w.subarray(0, n));
  const b: IBaseline = {
    law: {
      kind: 'count',
      alpha: 0,
      sigma: 0,
      nu: Infinity,
      share: 1,
      sessions: 0,
      few: null,
      lean: null,
      far: null,
      farBelow: null,
      empty: null,
      doubt: 0,
      spreadDoubt: 0
    },
    season: noSeason(false),
    factor,
    shape: 'constant',
    changes: [],
    gains: [],
    level: takeFloats(67, n),
    mean: takeFloats(68, n),
    use,
    sums: prefixSums(x, use, 0, factor, 'share'),
    length,
    freedom: 1,
    leverage: takeFloats(69, n),
    floor: 0,
    pearsonSlope: 0,
    clearly: 0
  };
  const fit: IShareBaseline = { b, season, share, rho: FIRST_RHO, even: NONE, slope: 0, scale: 1 };
  season.fill(1, 0, n);
  const weigh = (): void => {
    for (let t = 0; t < n; t++) {
      const weight = s.rows[t] > 0 ? 1 / (1 + (s.rows[t] - 1) * fit.rho) : 0;
      x[t] = s.hits[t] * weight;
      base[t] = s.rows[t] * weight;
      factor[t] = base[t] * season[t];
    }
    b.sums = prefixSums(x, use, n, factor, 'share');
  };
  const known = calendarOf({ x: s.rows, w: s.w, n }, options);
  /** The season that the data support over `level`. */
  const seasons = (level: (t: number) => number): void => {
    const usual = takeFloats(70, n);
    let total = 0;
    for (let t = 0; t < n; t++) {
      usual[t] = level(t) * base[t];
      total += use[t] === 1 ? usual[t] : 0;
    }
    b.season = fitSeason(x, use, n, usual, options.grain, false, 0, { known });
    // Half a hit that agrees with the whole for each parameter: a place without a hit isn't one where none can be.
    const { profile, parameters } = b.season;
    const hits = total / (parameters + 1);
    b.season.profile = profile.map(v => (v * hits + 0.5) / (hits + 0.5));
    spreadSeason(b.season, n, season);
  };
  const shares = (): void => {
    for (let t = 0; t < n; t++) {
      share[t] = Math.min(MOST_SHARE, b.level[t] * season[t]);
    }
  };
  firstLook(s, options, fit, x, factor, weigh, seasons);
  const context: IChangeContext = {
    x,
    w: s.w,
    n,
    factor,
    law: 'share',
    spread: 0,
    sums: b.sums,
    length,
    scale: 1,
    local: null
  };
  const settle = (): void => {
    weigh();
    context.sums = b.sums;
    fitLevels(b, context, false);
    shares();
  };
  for (let round = 0; round < 2; round++) {
    before.set(use.subarray(0, n));
    const { parameters } = b.season;
    weigh();
    context.sums = b.sums;
    b.changes = searchChanges(context);
    fitLevels(b, context, false);
    seasons(t => b.level[t]);
    settle();
    const used = b.sums.used[n];
    fit.rho = momentRho(s, share, used / b.freedom);
    setAsideShares(s, share, fit.rho, 4.5, 2, use);
    settle();
    if (b.season.parameters === parameters && equal(before, use, n)) {
      break;
    }
  }
  fit.rho = momentRho(s, share, b.sums.used[n] / b.freedom);
  settle();
  fit.scale = context.scale;
  const h = Math.max(1e-7, fit.rho * 0.01);
  const correction = b.sums.used[n] / b.freedom;
  fit.even = balance(s, share, 0, correction);
  fit.slope =
    (balance(s, share, fit.rho + h, correction).value -
      balance(s, share, fit.rho, correction).value) /
    h;
  b.gains = b.changes.map((at, i) =>
    splitGain(context, b.changes[i - 1] ?? 0, at, b.changes[i + 1] ?? n)
  );
  return fit;
}

/** Season, correlation and certain events by medians of blocks that hold a few hits each. */
function firstLook(
  s: IShares,
  options: IDetectorOptions,
  fit: IShareBaseline,
  x: Float64Array,
  factor: Float64Array,
  weigh: () => void,
  seasons: (level: (t: number) => number) => void
): void {
  const { b, share, season } = fit;
  const { n } = s;
  const { use, length } = b;
  for (let round = 0; round < 2; round++) {
    fit.rho = FIRST_RHO;
    weigh();
    const hits = b.sums.sum[n];
    const blocks = Math.max(1, Math.min(Math.ceil(n / length), Math.floor(hits / BLOCK_HITS)));
    // A level by which seasons are to be seen must not follow them.
    const least = round === 0 ? cycle(options.grain, n) : 1;
    roughMean(x, use, n, factor, false, Math.max(least, Math.ceil(n / blocks)), share);
    for (let t = 0; t < n; t++) {
      share[t] = factor[t] > 0 ? Math.min(MOST_SHARE, (share[t] / factor[t]) * season[t]) : 0;
    }
    if (round === 0) {
      // Before anything is set aside: what happens every Sunday at seven is a habit, however much it is.
      seasons(t => (season[t] > 0 ? share[t] / season[t] : 0));
      continue;
    }
    fit.rho = roughRho(s, use, share, length);
    setAsideShares(s, share, fit.rho, 5, 3, use);
  }
}

/** Buckets of the longest season that `n` buckets can have. */
function cycle(grain: DetectorGrain, n: number): number {
  return grain === 'day'
    ? 7
    : grain === 'hour'
      ? n >= 504
        ? 168
        : 24
      : grain === 'minute'
        ? 1440
        : 1;
}

function equal(a: Uint8Array, b: Uint8Array, n: number): boolean {
  for (let t = 0; t < n; t++) {
    if (a[t] !== b[t]) {
      return false;
    }
  }
  return true;
}
