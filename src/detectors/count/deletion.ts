import type { IBaseline } from './baseline';
import { fewWithout } from './few';
import type { ILaw } from './law';
import { sizeExcess } from './size-law';

/** Squared standardised residual from which on a bucket's own part in the baseline matters. */
const FAR = 1;

/** Degrees of freedom from which on no visible dispersion means that there is none. */
const TELLING = 20;

/** A law and a mean as they would be without one bucket. */
export interface IWithout {
  law: ILaw;
  mean: number;
}

/**
 * Baseline without bucket `t`, when the bucket helped to shape it and lies far off; null when it makes no difference.
 * A bucket must not vouch for itself.
 *
 * First-order deletion: mean by the leverage (Cook & Weisberg, Residuals and Influence in Regression, 1982, 2.2), the
 * dispersion by one Newton step of its moment equation without the bucket.
 */
export function withoutBucket(b: IBaseline, x: number, t: number): IWithout | null {
  const { law } = b;
  const mean = b.mean[t];
  if (law.few !== null && x > 0) {
    const rest = fewWithout(law.few, t);
    const moved = shapedWithout(b, x, t);
    return { law: { ...(moved?.law ?? law), few: rest }, mean: moved?.mean ?? mean };
  }
  return shapedWithout(b, x, t);
}

function shapedWithout(b: IBaseline, x: number, t: number): IWithout | null {
  const { law } = b;
  const mean = b.mean[t];
  if (b.use[t] === 0) {
    return null;
  }
  const discrete = law.kind === 'count' || law.kind === 'hurdle';
  const variance = discrete ? mean + law.alpha * mean * mean : law.sigma * law.sigma;
  const residual = x - mean;
  const square = (residual * residual) / variance;
  if (!(square > FAR)) {
    return null;
  }
  const h = Math.min(0.5, b.leverage[t]);
  const moved = mean - (h / (1 - h)) * residual;
  const without: ILaw = { ...law };
  if (discrete) {
    if (law.alpha > 0 && b.pearsonSlope < 0) {
      // A dispersion that is only clear with the bucket is none, unless so few can't show that there is none.
      without.alpha =
        b.freedom >= TELLING && excessOf(law, x, mean) > b.clearly
          ? 0
          : Math.max(0, law.alpha + (square - 1) / b.pearsonSlope);
    }
  } else if (law.nu >= b.freedom && law.lean === null) {
    const rest = law.sigma * law.sigma * b.freedom - (residual * residual) / (1 - h);
    const sigma2 = rest / Math.max(1, b.freedom - 1);
    without.sigma = Math.sqrt(Math.max(sigma2, b.floor));
    without.nu = Number.isFinite(law.nu) ? Math.max(1, law.nu - 1) : law.nu;
  }
  return { law: without, mean: discrete ? Math.max(moved, mean * 1e-3) : moved };
}

/** What a bucket contributes to the statistic that shows whether counts, or sizes, vary more than by chance. */
function excessOf(law: ILaw, x: number, mean: number): number {
  return law.kind === 'hurdle' ? sizeExcess(x, mean, 0) : (x - mean) * (x - mean) - mean;
}

/** Derivative of the Pearson statistic of the kept buckets by alpha. */
export function pearsonSlope(
  x: Float64Array,
  use: Uint8Array,
  n: number,
  mean: Float64Array,
  alpha: number
): number {
  let slope = 0;
  for (let t = 0; t < n; t++) {
    if (use[t] === 1 && mean[t] > 0) {
      const d = x[t] - mean[t];
      const v = 1 / (1 + alpha * mean[t]);
      slope -= d * d * v * v;
    }
  }
  return slope;
}
