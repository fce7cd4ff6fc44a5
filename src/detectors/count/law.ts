import { countLowerTail, countUpperTail } from '../special/count-tail';
import { normalUpperQuantile } from '../special/normal-quantile';
import { studentUpperQuantile } from '../special/student-quantile';
import { studentTail } from '../special/student-tail';

/** The distribution of a bucket around its mean. */
export interface ILaw {
  /**
   * `count`: Poisson or negative binomial. `rounded`: whole numbers that vary less than chance counts would, a
   * rounded normal. `hurdle`: mostly nothing, and when something then of a typical size. `real`: anything else.
   */
  kind: 'count' | 'rounded' | 'hurdle' | 'real';
  /** Dispersion: variance = mean + alpha mean² (`count`, and the sizes of `hurdle`). */
  alpha: number;
  /** Standard deviation of a bucket (`rounded`, `real`). */
  sigma: number;
  /** Degrees of freedom of the tails (`rounded`, `real`); Infinity: normal. */
  nu: number;
  /** Share of active buckets (`hurdle`), else 1. */
  share: number;
  /** What not knowing the parameters exactly adds to the variance, as a share of it. */
  doubt: number;
}

/** Dispersion of the predictive distribution at a mean: the doubt widens the Poisson part too. */
function widened(law: ILaw, mean: number): number {
  return law.alpha * (1 + law.doubt) + law.doubt / Math.max(mean, 0.25);
}

/** P(value ≥ y) under the law with this mean; for `hurdle` `mean` is that of an active bucket. */
export function upperTail(law: ILaw, y: number, mean: number): number {
  if (law.kind === 'count') {
    return countUpperTail(y, mean, widened(law, mean));
  }
  if (law.kind === 'hurdle') {
    return y > 0 ? law.share * countUpperTail(y, mean, widened(law, mean)) : 1;
  }
  const half = law.kind === 'rounded' ? 0.5 : 0;
  return standardTail(law, (y - half - mean) / law.sigma);
}

/** P(value ≤ y); for `hurdle` the chance of an active bucket that small, since an inactive one is no surprise. */
export function lowerTail(law: ILaw, y: number, mean: number): number {
  if (law.kind === 'count') {
    return countLowerTail(y, mean, widened(law, mean));
  }
  if (law.kind === 'hurdle') {
    return y > 0 ? law.share * countLowerTail(y, mean, widened(law, mean)) : 1;
  }
  const half = law.kind === 'rounded' ? 0.5 : 0;
  return standardTail(law, (mean - y - half) / law.sigma);
}

function standardTail(law: ILaw, z: number): number {
  if (z !== z) {
    return 1;
  }
  return studentTail(z / Math.sqrt(1 + law.doubt), law.nu);
}

/**
 * Real-valued y beyond which a tail is below `p`: upperTail(y) = p (`up`) or lowerTail(y) = p.
 *
 * Start by Wilson & Hilferty's cube-root normal for the gamma with the same mean and variance, then secant steps on
 * the log of the exact tail. −Infinity / Infinity where no value is that unlikely.
 */
export function tailQuantile(law: ILaw, p: number, mean: number, up: boolean): number {
  const q = law.kind === 'hurdle' ? p / law.share : p;
  if (q >= 0.5) {
    return up ? 0 : Infinity;
  }
  const z = zFor(q);
  let y: number;
  let sd: number;
  if (law.kind === 'count' || law.kind === 'hurdle') {
    const alpha = widened(law, mean);
    const m = Math.max(mean, 1e-12);
    sd = Math.sqrt(m + alpha * m * m);
    const shape = (m * m) / (sd * sd);
    const root = 1 - 1 / (9 * shape) + ((up ? z : -z) / 3) * Math.sqrt(1 / shape);
    y = root > 0 ? m * root * root * root + (up ? 0.5 : -0.5) : up ? 0.5 : -0.5;
    if (!up && y < 3 && countLowerTail(0, mean, alpha) > q) {
      return -1;
    }
    if (up && y < 0.2) {
      y = 0.2;
    }
  } else {
    const reach = studentUpperQuantile(q, law.nu) * Math.sqrt(1 + law.doubt) * law.sigma;
    const half = law.kind === 'rounded' ? 0.5 : 0;
    return up ? mean + reach + half : mean - reach - half;
  }
  const target = Math.log(q);
  // Slope of the log tail of a normal at z, as a first guess of the secant.
  let slope = ((up ? -1 : 1) * (z + 1 / (z + 1))) / sd;
  let f = logTail(law, y, mean, up) - target;
  for (let k = 0; k < 12; k++) {
    if (!(Math.abs(f) > 1e-6)) {
      break;
    }
    let next = y - f / slope;
    next = up ? Math.max(next, y / 4, 0.01) : Math.max(next, (y - 1) / 2, -0.999);
    const g = logTail(law, next, mean, up) - target;
    if (next !== y && g !== f) {
      slope = (g - f) / (next - y);
    }
    y = next;
    f = g;
  }
  return y;
}

/** Log of a tail of the counts (of the sizes, for `hurdle`), continuous in y. */
function logTail(law: ILaw, y: number, mean: number, up: boolean): number {
  const alpha = widened(law, mean);
  return Math.log(up ? countUpperTail(y, mean, alpha) : countLowerTail(y, mean, alpha));
}

let lastP = NaN;
let lastZ = NaN;
function zFor(p: number): number {
  if (p !== lastP) {
    lastP = p;
    lastZ = normalUpperQuantile(p);
  }
  return lastZ;
}
