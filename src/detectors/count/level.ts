import type { IBlockSums } from './partition';
import { takeFloats } from './scratch';

/** How the level moves between two changes. */
export type LevelShape = 'constant' | 'drifting';

/** Half widths, in blocks, of the smoothers that compete with a constant level. */
const WIDTHS = [12, 6, 3];
/** Least sum of products of neighbouring residuals with which a drift is looked into. */
const LEAST_NEIGHBOURLINESS = 10;

/**
 * Level of every block of the run [from, to), put into `level`.
 *
 * A constant, or a local line (tricube weights; Cleveland, "Robust locally weighted regression", 1979, without the
 * reweighting since events are set aside before) when leaving out each block in turn shows that it predicts clearly
 * better than the constant.
 *
 * @param weight Precision of each block's level: 1 / variance; 0 for a block without observations.
 * @param gain Fall in the standardised squared errors that a drifting level must bring.
 * @param least Least (level / standard deviation)² of a block, on average, with which a drift is looked for.
 * @returns Half width of the smoother in blocks; 0 for a constant level.
 */
export function runLevel(
  s: IBlockSums,
  from: number,
  to: number,
  weight: Float64Array,
  level: Float64Array,
  raw: Float64Array,
  gain: number,
  least = 0
): number {
  let total = 0;
  let sum = 0;
  for (let b = from; b < to; b++) {
    total += weight[b];
    sum += weight[b] > 0 ? weight[b] * raw[b] : 0;
  }
  const exposure = s.exposure[to] - s.exposure[from];
  const constant = exposure > 0 ? (s.sum[to] - s.sum[from]) / exposure : 0;
  let best = 0;
  let chosen = 0;
  if (to - from >= 8 && total > 0 && (total * constant * constant) / (to - from) >= least) {
    const mean = sum / total;
    if (!(neighbourliness(from, to, weight, raw, mean) >= LEAST_NEIGHBOURLINESS)) {
      level.fill(constant, from, to);
      return 0;
    }
    let flat = 0;
    for (let b = from; b < to; b++) {
      if (weight[b] > 0 && total > weight[b]) {
        const without = (sum - weight[b] * raw[b]) / (total - weight[b]);
        const d = raw[b] - without;
        flat += (d * d) / (1 / weight[b] + 1 / (total - weight[b]));
      }
    }
    best = flat - gain;
    for (const width of WIDTHS) {
      if (width > (to - from) * 0.75) {
        continue;
      }
      let miss = 0;
      for (let b = from; b < to && miss < best; b++) {
        if (weight[b] > 0) {
          const fit = localLine(b, from, to, width, weight, raw, true, mean);
          const d = raw[b] - fit.value;
          miss += (d * d) / (1 / weight[b] + fit.variance);
        }
      }
      if (miss < best) {
        best = miss - 2;
        chosen = width;
      }
    }
    if (chosen > 0) {
      for (let b = from; b < to; b++) {
        level[b] = localLine(b, from, to, chosen, weight, raw, false, mean).value;
      }
      return chosen;
    }
  }
  level.fill(constant, from, to);
  return 0;
}

/**
 * Sum of the products of standardised residuals one, two and three blocks apart: about 0 ± √(3 m) for a constant level,
 * far above where it drifts. Spares the smoothers where they cannot win.
 */
function neighbourliness(
  from: number,
  to: number,
  weight: Float64Array,
  raw: Float64Array,
  mean: number
): number {
  let sum = 0;
  let z1 = 0;
  let z2 = 0;
  let z3 = 0;
  for (let b = from; b < to; b++) {
    const z = weight[b] > 0 ? (raw[b] - mean) * Math.sqrt(weight[b]) : 0;
    sum += z * (z1 + z2 + z3);
    z3 = z2;
    z2 = z1;
    z1 = z;
  }
  return sum;
}

const line = { value: 0, variance: 0 };

/** Weighted local line at block `at`; without block `at` itself when `omit`. */
export function localLine(
  at: number,
  from: number,
  to: number,
  width: number,
  weight: Float64Array,
  raw: Float64Array,
  omit: boolean,
  fallback: number
): { value: number; variance: number } {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let r0 = 0;
  let r1 = 0;
  let k0 = 0;
  let k1 = 0;
  let k2 = 0;
  const lo = Math.max(from, at - width + 1);
  const hi = Math.min(to, at + width);
  for (let b = lo; b < hi; b++) {
    if (weight[b] === 0 || (omit && b === at)) {
      continue;
    }
    const d = b - at;
    const u = Math.abs(d) / width;
    const cube = 1 - u * u * u;
    const kernel = cube * cube * cube;
    const k = kernel * weight[b];
    s0 += k;
    s1 += k * d;
    s2 += k * d * d;
    r0 += k * raw[b];
    r1 += k * d * raw[b];
    k0 += k * kernel;
    k1 += k * kernel * d;
    k2 += k * kernel * d * d;
  }
  const det = s0 * s2 - s1 * s1;
  if (s0 > 0 && det > 1e-9 * s0 * s2) {
    line.value = (s2 * r0 - s1 * r1) / det;
    line.variance = (s2 * s2 * k0 - 2 * s1 * s2 * k1 + s1 * s1 * k2) / (det * det);
  } else if (s0 > 0) {
    line.value = r0 / s0;
    line.variance = k0 / (s0 * s0);
  } else {
    line.value = fallback;
    line.variance = 0;
  }
  return line;
}

/** Precision of each block's own level around `level`, and that level. */
export function blockPrecision(
  s: IBlockSums,
  additive: boolean,
  spread: number,
  around: Float64Array,
  raw: Float64Array,
  weight: Float64Array
): void {
  for (let b = 0; b < s.blocks; b++) {
    const exposure = s.exposure[b + 1] - s.exposure[b];
    const used = s.used[b + 1] - s.used[b];
    raw[b] = exposure > 0 ? (s.sum[b + 1] - s.sum[b]) / exposure : NaN;
    if (!(exposure > 0)) {
      weight[b] = 0;
      continue;
    }
    const l = Math.max(around[b], 1e-3);
    weight[b] = additive
      ? used / spread
      : 1 / (l / exposure + (spread * l * l) / Math.max(1, used));
    if (!(weight[b] > 0) || !Number.isFinite(weight[b])) {
      weight[b] = 0;
    }
  }
}

/** Room for a level, a precision and a raw level of each block. */
export function blockRoom(blocks: number): {
  level: Float64Array;
  weight: Float64Array;
  raw: Float64Array;
} {
  return {
    level: takeFloats(9, blocks),
    weight: takeFloats(10, blocks),
    raw: takeFloats(11, blocks)
  };
}
