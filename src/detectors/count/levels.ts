import type { IBaseline } from './baseline';
import type { IChangeContext } from './changes';
import { levelBetween } from './changes';
import { blockPrecision, blockRoom, runLevel } from './level';
import type { IBlockSums } from './partition';
import { takeFloats } from './scratch';

/** Standardised squared error that a drifting level must save over a constant one. */
const DRIFT_GAIN = 14;

/** Dispersion from which on blocks of counts are mostly a few bursts, and how precise they then must be to show a drift. */
const BURSTY = 1;
const LEAST_PRECISE = 4;

/** Level, mean and leverage of every bucket, and the degrees of freedom that are left, between the changes of `b`. */
export function fitLevels(b: IBaseline, context: IChangeContext, additive: boolean): void {
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
      law !== 'hurdle' && to - from >= 8 * length && enough(b, from, to)
        ? drift(b, context, from, to, usable, additive)
        : 0;
    if (width > 0) {
      // A tricube line of half width h weighs like a mean of about 1.2 h blocks.
      share = Math.max(share, 1 / (1.2 * width * length));
      freedom += share * (base[to] - base[from]) - 1;
    } else {
      level.fill(usable, from, to);
    }
    b.leverage.fill(share + b.season.parameters / Math.max(1, b.sums.used[n]), from, to);
    from = to;
  }
  const { factor } = b;
  let silent = 0;
  for (let t = 0; t < n; t++) {
    mean[t] = additive ? level[t] + factor[t] : level[t] * factor[t];
    silent += !additive && mean[t] === 0 && b.use[t] === 1 ? 1 : 0;
  }
  // Buckets of a silent stretch are certain: they say nothing about the dispersion.
  b.freedom = Math.max(1, b.sums.used[n] - silent - freedom - b.season.parameters);
}

/** Whether a stretch of amounts holds enough active buckets to see its level move; other series always do. */
function enough(b: IBaseline, from: number, to: number): boolean {
  const { used, activity } = b.sums;
  return activity === null || used[to] - used[from] >= (2 * (to - from)) / b.length;
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
  blockPrecision(
    part,
    additive,
    Math.max(context.spread, 1e-300),
    room.level,
    room.raw,
    room.weight
  );
  const least = !additive && context.spread > BURSTY ? LEAST_PRECISE : 0;
  const width = runLevel(part, 0, blocks, room.weight, room.level, room.raw, DRIFT_GAIN, least);
  if (width === 0) {
    return 0;
  }
  b.shape = 'drifting';
  // A line through a few events may run into nothing, where a single event would be a wonder.
  const low = additive ? -Infinity : Math.max(around * 0.15, 1e-6);
  for (let t = from; t < to; t++) {
    const at = (t - from + 0.5) / length - 0.5;
    const i = Math.max(0, Math.min(blocks - 2, Math.floor(at)));
    const share = Math.max(-0.5, Math.min(1.5, at - i));
    level[t] = Math.max(low, room.level[i] + share * (room.level[i + 1] - room.level[i]));
  }
  return width;
}

function runBlocks(
  p: IBlockSums,
  from: number,
  to: number,
  length: number,
  blocks: number
): IBlockSums {
  const sum = takeFloats(25, blocks + 1);
  const exposure = takeFloats(26, blocks + 1);
  const used = takeFloats(27, blocks + 1);
  for (let i = 0; i <= blocks; i++) {
    const t = Math.min(to, from + i * length);
    sum[i] = p.sum[t];
    exposure[i] = p.exposure[t];
    used[i] = p.used[t];
  }
  return { blocks, sum, exposure, used, positive: used, activity: null };
}
