import type { IBounds } from './bounds';
import { boundsAt, effectFloor } from './bounds';
import type { ILaw } from './law';
import { tailQuantile } from './law';
import { takeFloats } from './scratch';

/** Means for which the tails are inverted when all of them differ; between them the quantiles are interpolated. */
const KNOTS = 9;
const memo = new Map<number, IBounds>();

/**
 * Bounds of every bucket; `many` when the means hardly repeat. Where means repeat (constant level, season) each is solved once; where the level drifts the
 * standardised quantile is interpolated in the square root of the mean, in which it is nearly straight.
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
    lower[t] = mean[t] + Math.min(down, -floor);
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
  let high = 0;
  for (let t = 0; t < n; t++) {
    low = Math.min(low, mean[t]);
    high = Math.max(high, mean[t]);
  }
  low = Math.max(low, 1e-6);
  high = Math.max(high, low);
  const from = Math.sqrt(low + 0.5);
  const step = Math.max((Math.sqrt(high + 0.5) - from) / (KNOTS - 1), 1e-9);
  const ups = takeFloats(28, KNOTS);
  const downs = takeFloats(29, KNOTS);
  for (let k = 0; k < KNOTS; k++) {
    const root = from + k * step;
    const m = root * root - 0.5;
    const sd = deviation(law, m);
    ups[k] = (tailQuantile(law, p, m, true) - m) / sd;
    downs[k] = (m - tailQuantile(law, p, m, false)) / sd;
  }
  let total = 0;
  for (let t = 0; t < n; t++) {
    const m = Math.max(mean[t], low);
    const sd = deviation(law, m);
    const at = (Math.sqrt(m + 0.5) - from) / step;
    const k = Math.max(0, Math.min(KNOTS - 2, Math.floor(at)));
    const f = at - k;
    const zu = ups[k] + f * (ups[k + 1] - ups[k]);
    const zd = downs[k] + f * (downs[k + 1] - downs[k]);
    const floor = effectFloor(law, m);
    const up = m + zu * sd;
    const down = m - zd * sd;
    const first = Math.ceil(Math.max(up, m + floor) - 1e-6);
    const last = Math.floor(Math.min(down, m - floor) + 1e-6);
    upper[t] = first - 1;
    lower[t] = last >= 0 ? last + 1 : 0;
    if (w[t] === 1) {
      // Beyond the quantile the log tail goes on falling at least as steeply as it did up to there.
      const fall = Math.max(zu, 2) / sd;
      total += p * Math.exp(-fall * (first - up));
      total += last >= 0 ? p * Math.exp((-Math.max(zd, 2) / sd) * (down - last)) : 0;
    }
  }
  return total;
}

function deviation(law: ILaw, mean: number): number {
  return Math.sqrt(mean + law.alpha * mean * mean);
}
