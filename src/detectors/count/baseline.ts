import type { DetectorGrain, IDetectorOptions } from '../types';
import { pearsonSlope } from './deletion';
import { momentDispersion, pearson } from './dispersion';
import type { IChangeContext } from './changes';
import { levelBetween, splitGain } from './changes';
import type { ILaw } from './law';
import type { LevelShape } from './level';
import { blockPrecision, blockRoom, runLevel } from './level';
import type { IObserved } from './observe';
import type { CostLaw, IBlockSums } from './partition';
import { partition } from './partition';
import { blockSums, prefixSums } from './prefix';
import { holdBack, medianOf, roughMean, roughSpread } from './screen';
import { takeBytes, takeFloats } from './scratch';
import type { ISeason } from './season';
import { noSeason, placeOf, roughSeason } from './season';
import { fitSeason } from './season-fit';
import { settleChanges } from './verify';

/** Blocks that a series is cut into for the search of changes and the drift of the level. */
const BLOCKS = 64;
/** Neighbours off in one direction from which on they are a new level rather than one event. */
export const LONGEST_EVENT = 6;
/** Standardised squared error that a drifting level must save over a constant one. */
const DRIFT_GAIN = 14;

/** The usual behaviour of one series. Arrays are scratch memory: valid until the next call. */
export interface IBaseline {
  law: ILaw;
  season: ISeason;
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
}

/** Fits the baseline of an observed series with at least one observation. */
export function fitBaseline(o: IObserved, options: IDetectorOptions): IBaseline {
  const { x, w, n } = o;
  const { grain } = options;
  const use = takeBytes(0, n);
  const mean = takeFloats(23, n);
  const level = takeFloats(24, n);
  let cost: CostLaw = o.counts ? 'count' : 'real';
  const length = Math.max(1, Math.ceil(n / BLOCKS));
  use.set(w.subarray(0, n));
  if (cost === 'count' && isHurdle(o)) {
    cost = 'hurdle';
  }
  let season = cost === 'hurdle' ? noSeason(false) : roughSeason(x, w, n, grain, cost === 'real');
  let spread = 0;
  let ceiling = Infinity;
  if (cost === 'hurdle') {
    spread = roughSizes(x, use, n, mean);
    setAside(x, w, n, mean, cost, spread, use);
    // A few sizes: one that is off could otherwise hide itself in the dispersion.
    ceiling = 2 * spread + 0.02;
  } else {
    spread = rough(o, use, season, cost === 'real', length, mean);
    if (cost === 'count' && tooEven(x, use, n, mean, length)) {
      cost = 'real';
      season = roughSeason(x, w, n, grain, true);
      spread = rough(o, use, season, true, length, mean);
    }
  }
  const additive = cost === 'real';
  const floor = additive ? spreadFloor(o) : 0;
  spread = Math.max(spread, floor);

  const law: ILaw = {
    kind: cost === 'real' && o.counts ? 'rounded' : cost,
    alpha: 0,
    sigma: 0,
    nu: Infinity,
    share: 1,
    doubt: 0
  };
  const b: IBaseline = {
    law,
    season,
    shape: 'constant',
    changes: [],
    gains: [],
    level,
    mean,
    use,
    sums: prefixSums(x, use, n, season, cost),
    length,
    freedom: 1,
    leverage: takeFloats(35, n),
    floor,
    pearsonSlope: 0
  };
  for (let round = 0; round < 2; round++) {
    if (round > 0) {
      b.sums = prefixSums(x, use, n, b.season, cost);
    }
    const context: IChangeContext = {
      x, w, n, season: b.season, law: cost, spread, sums: b.sums, length, scale: 1
    };
    searchChanges(b, context);
    fitLevels(b, context, additive);
    if (cost !== 'hurdle') {
      b.season = fitSeason(x, use, n, level, grain, additive, spread);
      if (b.season.period !== season.period || round === 0) {
        b.sums = prefixSums(x, use, n, b.season, cost);
        context.season = b.season;
        context.sums = b.sums;
        fitLevels(b, context, additive);
      }
    }
    spread = Math.max(fitSpread(b, o, cost), floor);
    // Set aside what is improbable now that level, season and dispersion are known.
    setAside(x, w, n, mean, cost, Math.min(spread, ceiling), use);
    b.sums = prefixSums(x, use, n, b.season, cost);
    context.sums = b.sums;
    context.spread = spread;
    fitLevels(b, context, additive);
    spread = Math.max(fitSpread(b, o, cost), floor);
    context.spread = spread;
    b.gains = b.changes.map((at, i) =>
      splitGain(context, b.changes[i - 1] ?? 0, at, b.changes[i + 1] ?? n)
    );
  }
  finishLaw(b, o, cost, spread);
  return b;
}

function rough(
  o: IObserved,
  use: Uint8Array,
  season: ISeason,
  additive: boolean,
  length: number,
  mean: Float64Array
): number {
  const { x, w, n } = o;
  const block = Math.max(length, 5);
  let spread = 0;
  for (let round = 0; round < 2; round++) {
    roughMean(x, use, n, season, additive, length, mean);
    spread = roughSpread(x, use, n, mean, additive, block);
    if (additive) {
      spread = Math.max(spread, spreadFloor(o));
    }
    holdBack(x, w, n, mean, additive, spread, 5, additive ? 0 : 3, LONGEST_EVENT, use);
  }
  return spread;
}

/** Least variance of a bucket: what rounding alone makes. */
function spreadFloor(o: IObserved): number {
  const unit = o.counts ? 0.35 : o.scale * 1e-9;
  return Math.max(unit * unit, 1e-300);
}

/** Counts that vary clearly less than chance counts would. */
function tooEven(x: Float64Array, use: Uint8Array, n: number, mean: Float64Array, length: number): boolean {
  let kept = 0;
  let sum = 0;
  for (let t = 0; t < n; t++) {
    if (use[t] === 1) {
      kept++;
      sum += mean[t];
    }
  }
  if (kept < 8 || sum < 2 * kept) {
    return false;
  }
  const block = Math.max(5, length);
  const ratios = takeFloats(7, Math.ceil(n / block));
  let m = 0;
  for (let from = 0; from < n; from += block) {
    let squares = 0;
    let k = 0;
    for (let t = from; t < Math.min(n, from + block); t++) {
      if (use[t] === 1 && mean[t] > 0) {
        const d = x[t] - mean[t];
        squares += (d * d) / mean[t];
        k++;
      }
    }
    if (k > 0) {
      ratios[m++] = squares / k;
    }
  }
  return medianOf(ratios, m) < 0.4;
}

/** Mostly nothing, and when something then much at once: more so than a negative binomial would do. */
function isHurdle(o: IObserved): boolean {
  const { x, w, n, count, zeros } = o;
  const hits = count - zeros;
  if (hits < 8 || zeros < 0.3 * count) {
    return false;
  }
  // Runs through the active buckets: neighbours in that order are near in size also across a change of level.
  const sizes = takeFloats(7, hits);
  let m = 0;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      sizes[m++] = x[t];
    }
  }
  let small = 0;
  let lonely = 0;
  let last = -2;
  let sum = 0;
  for (let t = 0, i = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      const near = Math.max(i > 0 ? sizes[i - 1] : 0, i + 1 < m ? sizes[i + 1] : 0, sizes[i]);
      small += sizes[i] <= Math.max(1, near / 4) ? 1 : 0;
      lonely += last !== t - 1 ? 1 : 0;
      last = t;
      sum += Math.min(sizes[i], near);
      i++;
    }
  }
  const typical = medianOf(sizes, m);
  const share = hits / count;
  // Poisson counts with this many zeros would be this large on average when not zero.
  const usual = -Math.log(1 - share) / share;
  return typical >= 2.5 * usual && small < 0.3 * hits && lonely > 0.5 * hits * (1 - share);
}

/** Rough level of the sizes (running median of five) and their dispersion; sets `mean` at the active buckets. */
function roughSizes(x: Float64Array, use: Uint8Array, n: number, mean: Float64Array): number {
  const at: number[] = [];
  for (let t = 0; t < n; t++) {
    if (use[t] === 1 && x[t] > 0) {
      at.push(t);
    }
  }
  const window = takeFloats(8, 5);
  const ratios = takeFloats(7, at.length);
  let sum = 0;
  for (let i = 0; i < at.length; i++) {
    let m = 0;
    for (let j = Math.max(0, i - 2); j <= Math.min(at.length - 1, i + 2); j++) {
      window[m++] = x[at[j]];
    }
    mean[at[i]] = medianOf(window, m);
  }
  for (let i = 0; i < at.length; i++) {
    const m = mean[at[i]];
    const d = x[at[i]] - m;
    ratios[i] = (d * d) / m;
    sum += m;
  }
  const kept = Math.ceil(at.length * 0.85);
  ratios.subarray(0, at.length).sort();
  let ratio = 0;
  for (let i = 0; i < kept; i++) {
    ratio += ratios[i] / kept;
  }
  // What the mean without the largest 15 % is for Poisson sizes around a running median, by simulation.
  const excess = ratio / 0.42 - 1;
  return Math.max(0, excess / (sum / at.length));
}

function searchChanges(b: IBaseline, context: IChangeContext): void {
  const { n } = context;
  b.changes = [];
  const blocks = blockSums(b.sums, b.length);
  if (blocks.blocks < 4) {
    return;
  }
  const noise = blockNoise(blocks, context.law, context.spread);
  context.scale = 1 / noise;
  const penalty = 2 * Math.log(Math.max(10, n)) + 1;
  const starts = partition(blocks, context.law, context.spread, penalty, context.scale);
  b.changes = settleChanges(context, starts.map(s => s * b.length), penalty);
}

/** How much more neighbouring blocks differ than their buckets' noise explains; at least 1. Median, so steps don't count. */
function blockNoise(s: IBlockSums, law: CostLaw, spread: number): number {
  if (law === 'hurdle') {
    return 1;
  }
  const ratios = takeFloats(7, s.blocks);
  let m = 0;
  for (let b = 1; b < s.blocks; b++) {
    const e1 = s.exposure[b] - s.exposure[b - 1];
    const e2 = s.exposure[b + 1] - s.exposure[b];
    if (e1 > 0 && e2 > 0) {
      const l1 = (s.sum[b] - s.sum[b - 1]) / e1;
      const l2 = (s.sum[b + 1] - s.sum[b]) / e2;
      const l = (l1 + l2) / 2;
      const v = law === 'real' ? spread : l + spread * l * l;
      // Blocks of few events differ by whole events: their squares say nothing about correlation.
      if (v > 0 && (law === 'real' || l * Math.min(e1, e2) >= 5)) {
        ratios[m++] = ((l2 - l1) * (l2 - l1)) / (v / e1 + v / e2);
      }
    }
  }
  return m >= 8 && m >= s.blocks / 2 ? Math.max(1, medianOf(ratios, m) / 0.455) : 1;
}

function fitLevels(b: IBaseline, context: IChangeContext, additive: boolean): void {
  const { n, law } = context;
  const { level, mean, length } = b;
  b.shape = 'constant';
  let freedom = 0;
  const bounds = [...b.changes, n];
  let from = 0;
  for (const to of bounds) {
    const l = levelBetween(b.sums, from, to, law);
    const usable = l === l ? l : 0;
    freedom += 1;
    const base = law === 'hurdle' ? b.sums.positive : b.sums.used;
    let share = 1 / Math.max(1, base[to] - base[from]);
    const width =
      law !== 'hurdle' && to - from >= 8 * length ? drift(b, context, from, to, usable, additive) : 0;
    if (width > 0) {
      // A tricube line of half width h weighs like a mean of about 1.2 h blocks.
      share = Math.max(share, 1 / (1.2 * width * length));
      freedom += (share * (base[to] - base[from])) - 1;
    } else {
      level.fill(usable, from, to);
    }
    b.leverage.fill(share + b.season.parameters / Math.max(1, b.sums.used[n]), from, to);
    from = to;
  }
  const { season } = b;
  for (let t = 0; t < n; t++) {
    const f = season.profile[placeOf(season, t)];
    mean[t] = additive ? level[t] + f : law === 'hurdle' ? level[t] : level[t] * f;
  }
  const used = b.sums.used[n];
  b.freedom = Math.max(1, used - freedom - season.parameters);
}

/** Local level of the run [from, to), interpolated between block centres; returns its half width, 0 when constant. */
function drift(
  b: IBaseline,
  context: IChangeContext,
  from: number,
  to: number,
  around: number,
  additive: boolean
): number {
  const { length, level } = b;
  const blocks = Math.ceil((to - from) / length);
  const part = runBlocks(b.sums, from, to, length, blocks);
  const room = blockRoom(blocks);
  room.level.fill(around, 0, blocks);
  blockPrecision(part, additive, Math.max(context.spread, 1e-300), room.level, room.raw, room.weight);
  const width = runLevel(part, 0, blocks, room.weight, room.level, room.raw, DRIFT_GAIN);
  if (width === 0) {
    return 0;
  }
  b.shape = 'drifting';
  const low = additive ? -Infinity : Math.max(around * 1e-3, 1e-6);
  for (let t = from; t < to; t++) {
    const at = (t - from + 0.5) / length - 0.5;
    const i = Math.max(0, Math.min(blocks - 2, Math.floor(at)));
    const share = Math.max(-0.5, Math.min(1.5, at - i));
    level[t] = Math.max(low, room.level[i] + share * (room.level[i + 1] - room.level[i]));
  }
  return width;
}

function runBlocks(p: IBlockSums, from: number, to: number, length: number, blocks: number): IBlockSums {
  const sum = takeFloats(25, blocks + 1);
  const exposure = takeFloats(26, blocks + 1);
  const used = takeFloats(27, blocks + 1);
  for (let i = 0; i <= blocks; i++) {
    const t = Math.min(to, from + i * length);
    sum[i] = p.sum[t];
    exposure[i] = p.exposure[t];
    used[i] = p.used[t];
  }
  return { blocks, sum, exposure, used, positive: used };
}

function fitSpread(b: IBaseline, o: IObserved, cost: CostLaw): number {
  const { x, n } = o;
  const { use, mean } = b;
  if (cost === 'real') {
    let squares = 0;
    for (let t = 0; t < n; t++) {
      if (use[t] === 1) {
        squares += (x[t] - mean[t]) * (x[t] - mean[t]);
      }
    }
    return squares / b.freedom;
  }
  if (cost === 'hurdle') {
    const active = takeBytes(1, n);
    let hits = 0;
    for (let t = 0; t < n; t++) {
      active[t] = use[t] === 1 && x[t] > 0 ? 1 : 0;
      hits += active[t];
    }
    b.freedom = Math.max(1, hits - 1 - b.changes.length);
    return momentDispersion(x, active, n, mean, b.freedom);
  }
  return momentDispersion(x, use, n, mean, b.freedom);
}

function setAside(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  mean: Float64Array,
  cost: CostLaw,
  spread: number,
  use: Uint8Array
): void {
  if (cost === 'hurdle') {
    for (let t = 0; t < n; t++) {
      const far = Math.abs(x[t] - mean[t]) > 4 * Math.sqrt(mean[t] + spread * mean[t] * mean[t]) + 1;
      use[t] = w[t] === 1 && !(x[t] > 0 && far) ? 1 : 0;
    }
    return;
  }
  holdBack(x, w, n, mean, cost === 'real', spread, 4.5, cost === 'real' ? 0 : 2, LONGEST_EVENT, use);
}

function finishLaw(b: IBaseline, o: IObserved, cost: CostLaw, spread: number): void {
  const { law } = b;
  const { x, n } = o;
  if (cost === 'real') {
    law.sigma = Math.sqrt(spread);
  } else {
    law.alpha = spread;
    if (spread > 0) {
      const excess = pearson(x, cost === 'hurdle' ? takeBytes(1, n) : b.use, n, b.mean, 0) - b.freedom;
      if (excess < 2 * Math.sqrt(2 * b.freedom)) {
        law.alpha = 0;
      }
    }
  }
  if (law.alpha > 0) {
    b.pearsonSlope = pearsonSlope(x, b.use, n, b.mean, law.alpha);
  }
  if (cost === 'hurdle') {
    const used = b.sums.used[n];
    law.share = Math.min(1, (b.sums.positive[n] + 1) / (used + 1));
  }
  // Student's t for a normal with estimated variance, read at four standard deviations: z² / (2 ν).
  law.doubt = Math.min(0.5, 8 / b.freedom + b.leverage[0]);
}

/** Name of the chosen model, as the result shows it. */
export function modelName(b: IBaseline, grain: DetectorGrain): string {
  const { law, season } = b;
  const base =
    law.kind === 'hurdle'
      ? 'intermittent'
      : law.kind === 'rounded'
        ? 'near-constant'
        : law.kind === 'real'
          ? Number.isFinite(law.nu)
            ? 'Student'
            : 'normal'
          : law.alpha > 0
            ? 'negative binomial'
            : 'Poisson';
  const calendar =
    season.period === 7 ? ', weekly' : season.period === 168 ? ', hour of week' : season.period === 24 ? ', hour of day' : '';
  return `${base}${grain === 'none' ? '' : calendar}${b.shape === 'drifting' ? ', drifting' : ''}`;
}
