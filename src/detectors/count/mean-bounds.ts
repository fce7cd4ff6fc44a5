import type { IBounds } from './bounds';
import { belowEmpty, boundsAt, effectFloor } from './bounds';
import type { ILaw } from './law';
import { tailQuantile, upperTail } from './law';
import { takeFloats } from './scratch';

/** Distance of the means, in log, at which the tails are inverted when hardly two are equal; between them, a cubic. */
const SPACING = 0.4;
const MOST_KNOTS = 32;
/** Added to a mean before its log is taken: near zero the quantiles hardly move. */
const SHIFT = 0.2;
/** Where less is expected it might as well be this. */
const LEAST_MEAN = 1e-3;
const memo = new Map<number, IBounds>();

/**
 * Bounds of every bucket; `many` when the means hardly repeat. Where means repeat (constant level, season) each is solved once; where the level drifts the
 * standardised quantile is interpolated over the log of the mean.
 *
 * @returns Sum of the chances of a false flag over the buckets with an observation.
 */
export function meanBounds(
  law: ILaw,
  mean: Float64Array,
  w: Uint8Array,
  n: number,
  p: number,
  many: boolean,
  lower: Float64Array,
  upper: Float64Array
): number {
  let total = 0;
  if (!many) {
    memo.clear();
    for (let t = 0; t < n; t++) {
      let b = memo.get(mean[t]);
      if (b === undefined) {
        b = boundsAt(law, mean[t], p);
        memo.set(mean[t], b);
      }
      lower[t] = b.lower;
      upper[t] = b.upper;
      total += w[t] === 1 ? b.chance : 0;
    }
    return total;
  }
  if (law.kind === 'real' || law.kind === 'rounded') {
    return shifted(law, mean, w, n, p, lower, upper);
  }
  return interpolated(law, mean, w, n, p, lower, upper);
}

/** Same law, other mean: one inversion serves all. */
function shifted(
  law: ILaw,
  mean: Float64Array,
  w: Uint8Array,
  n: number,
  p: number,
  lower: Float64Array,
  upper: Float64Array
): number {
  const up = tailQuantile(law, p, 0, true);
  const down = tailQuantile(law, p, 0, false);
  let total = 0;
  for (let t = 0; t < n; t++) {
    const floor = effectFloor(law, mean[t]);
    upper[t] = mean[t] + Math.max(up, floor);
    lower[t] = belowEmpty(law, p, mean[t] + Math.min(down, -floor));
    if (law.kind === 'rounded') {
      upper[t] = Math.ceil(upper[t] - 1e-6) - 1;
      lower[t] = Math.floor(lower[t] + 1e-6) + 1;
    }
    // The floor only ever lowers the chance; the share it takes is that of the tail at the floor.
    total += w[t] === 1 && up >= floor ? 2 * p : 0;
  }
  return total;
}

function interpolated(
  law: ILaw,
  mean: Float64Array,
  w: Uint8Array,
  n: number,
  p: number,
  lower: Float64Array,
  upper: Float64Array
): number {
  let low = Infinity;
  let high = LEAST_MEAN;
  for (let t = 0; t < n; t++) {
    low = Math.min(low, mean[t]);
    high = Math.max(high, mean[t]);
  }
  low = Math.max(low, LEAST_MEAN);
  const from = Math.log(low + SHIFT);
  const range = Math.log(high + SHIFT) - from;
  const knots = Math.max(2, Math.min(MOST_KNOTS, 1 + Math.ceil(range / SPACING)));
  const step = Math.max(range / (knots - 1), 1e-9);
  const ups = takeFloats(28, MOST_KNOTS);
  const downs = takeFloats(29, MOST_KNOTS);
  const falls = takeFloats(41, MOST_KNOTS);
  for (let k = 0; k < knots; k++) {
    const m = Math.exp(from + k * step) - SHIFT;
    const sd = deviation(law, m);
    const up = tailQuantile(law, p, m, true);
    ups[k] = (up - m) / sd;
    const further = Math.max(1, 0.2 * sd);
    falls[k] = (Math.log(p / Math.max(upperTail(law, up + further, m), 1e-300)) / further) * sd;
    downs[k] = (m - tailQuantile(law, p, m, false)) / sd;
  }
  let total = 0;
  for (let t = 0; t < n; t++) {
    const m = Math.max(mean[t], low);
    const sd = deviation(law, m);
    const at = (Math.log(m + SHIFT) - from) / step;
    const k = Math.max(0, Math.min(knots - 2, Math.floor(at)));
    const zu = between(ups, knots, k, at - k);
    const zd = between(downs, knots, k, at - k);
    const floor = effectFloor(law, m);
    const up = m + zu * sd;
    const down = m - zd * sd;
    const first = Math.ceil(Math.max(up, m + floor) - 1e-6);
    const last = Math.floor(Math.min(down, m - floor) + 1e-6);
    upper[t] = first - 1;
    lower[t] = last >= 0 ? last + 1 : 0;
    if (w[t] === 1) {
      // Beyond the quantile the log tail goes on falling about as steeply as at it.
      const fall = between(falls, knots, k, at - k) / sd;
      total += p * Math.exp(-fall * (first - up));
      total += last >= 0 ? p * Math.exp((-Math.max(zd, 2) / sd) * (down - last)) : 0;
    }
  }
  return total;
}

/** Cubic through four neighbouring knots (Catmull–Rom), straight beyond the ends. */
function between(a: Float64Array, knots: number, k: number, f: number): number {
  const y1 = a[k];
  const y2 = a[k + 1];
  const y0 = k > 0 ? a[k - 1] : 2 * y1 - y2;
  const y3 = k + 2 < knots ? a[k + 2] : 2 * y2 - y1;
  const c = (y2 - y0) / 2;
  const d = y2 - y1 - c;
  const e = (y3 - y1) / 2 - (y2 - y1) - d;
  return y1 + f * (c + f * (d - e + f * e));
}

function deviation(law: ILaw, mean: number): number {
  return Math.sqrt(mean + law.alpha * mean * mean + 0.5);
}
