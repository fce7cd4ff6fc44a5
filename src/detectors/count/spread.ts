import type { IBaseline } from './baseline';
import { pearsonSlope } from './deletion';
import { momentDispersion, pearson } from './dispersion';
import type { IObserved } from './observe';
import type { CostLaw } from './partition';
import { takeBytes, takeFloats } from './scratch';
import { holdBack, LONGEST_EVENT } from './screen';
import type { ITails } from './shape';
import { tailsOf } from './shape';

/** Standard errors by which the tails must exceed the normal's before Student's t is used. */
const HEAVY = 2.3;

/** Dispersion around the mean: alpha for counts (for sizes of an intermittent series), else the variance of a bucket. */
export function fitSpread(b: IBaseline, o: IObserved, cost: CostLaw, start: number): number {
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
    return momentDispersion(x, active, n, mean, b.freedom, start);
  }
  return momentDispersion(x, use, n, mean, b.freedom, start);
}

/** Sets aside the buckets that are improbable now that level, season and dispersion are known; fills `use`. */
export function setAside(
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
      const far =
        Math.abs(x[t] - mean[t]) > 4 * Math.sqrt(mean[t] + spread * mean[t] * mean[t]) + 1;
      use[t] = w[t] === 1 && !(x[t] > 0 && far) ? 1 : 0;
    }
    return;
  }
  holdBack(
    x,
    w,
    n,
    mean,
    cost === 'real',
    spread,
    4.5,
    cost === 'real' ? 0 : 2,
    LONGEST_EVENT,
    use
  );
}

/**
 * Tails of the residuals of all observed buckets, events and all.
 *
 * @param alpha Dispersion of counts by which to standardise; null for a common variance.
 */
export function residualTails(
  x: Float64Array,
  w: Uint8Array,
  n: number,
  mean: Float64Array,
  alpha: number | null,
  errors: number
): ITails {
  const r = takeFloats(39, n);
  let m = 0;
  for (let t = 0; t < n; t++) {
    const v = alpha === null ? 1 : Math.sqrt(mean[t] + alpha * mean[t] * mean[t]);
    // Where nothing is expected there is nothing to standardise by.
    if (w[t] === 1 && v > 0) {
      r[m++] = (x[t] - mean[t]) / v;
    }
  }
  return tailsOf(r, m, errors);
}

/** Completes the law of `b` from the last dispersion. */
export function finishLaw(b: IBaseline, o: IObserved, cost: CostLaw, spread: number): void {
  const { law } = b;
  const { x, n } = o;
  if (cost === 'real') {
    law.sigma = Math.sqrt(spread);
    if (law.kind === 'real') {
      const tails = residualTails(x, o.w, n, b.mean, null, HEAVY);
      if (Number.isFinite(tails.nu)) {
        law.nu = tails.nu;
        law.sigma = Math.max(tails.scale, Math.sqrt(b.floor));
      }
    }
  } else {
    law.alpha = spread;
    const kept = cost === 'hurdle' ? takeBytes(1, n) : b.use;
    if (spread > 0) {
      const excess = pearson(x, kept, n, b.mean, 0) - b.freedom;
      if (excess < 2 * Math.sqrt(2 * b.freedom)) {
        law.alpha = 0;
      }
    }
    b.pearsonSlope = law.alpha > 0 ? pearsonSlope(x, kept, n, b.mean, law.alpha) : 0;
  }
  if (cost === 'hurdle') {
    const used = b.sums.used[n];
    law.share = Math.min(1, (b.sums.positive[n] + 1) / (used + 1));
  }
  // Student's t for a normal with estimated variance, read at four standard deviations: z² / (2 ν).
  law.doubt = Math.min(0.5, 8 / b.freedom + b.leverage[0]);
}
