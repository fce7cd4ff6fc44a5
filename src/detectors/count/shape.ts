import { takeFloats } from './scratch';
import { selectKth } from './select';

/** Outer over inner quantile of |residual|, at 95 % and 50 %, for Student's t; the last entry is the normal's. */
const RATIOS: [nu: number, ratio: number, inner: number][] = [
  [2, 5.2698, 0.8165],
  [3, 4.1606, 0.7649],
  [4, 3.7483, 0.7407],
  [5, 3.5378, 0.7267],
  [7, 3.3262, 0.7111],
  [10, 3.1838, 0.6998],
  [20, 3.0363, 0.687],
  [Infinity, 2.9059, 0.6745]
];

/** How the residuals of a series are spread. */
export interface ITails {
  /** Degrees of freedom of Student's t; Infinity when the normal isn't clearly too light. */
  nu: number;
  /** Scale of that t. */
  scale: number;
  /** Asymmetry of the outer eighths, −1 to 1; 0 for a symmetric distribution. */
  skew: number;
}

/**
 * Weight of the tails from two quantiles of the absolute residuals, which a few events don't move, and octile skewness
 * (Hinkley 1975; Brys, Hubert & Struyf 2004).
 *
 * Student's t replaces the normal only when the ratio of the quantiles exceeds the normal's by `errors` standard errors
 * (about 1.5 / √n of itself), and not for fewer than 40 residuals.
 *
 * @param r Standardised residuals, `m` of them; reordered.
 */
export function tailsOf(r: Float64Array, m: number, errors: number): ITails {
  if (m < 40) {
    return { nu: Infinity, scale: NaN, skew: 0 };
  }
  const low = selectKth(r, 0, m - 1, m >> 3);
  const middle = selectKth(r, m >> 3, m - 1, m >> 1);
  const high = selectKth(r, m >> 1, m - 1, m - 1 - (m >> 3));
  const skew = high > low ? (high + low - 2 * middle) / (high - low) : 0;
  const size = takeFloats(38, m);
  for (let i = 0; i < m; i++) {
    size[i] = Math.abs(r[i]);
  }
  const inner = selectKth(size, 0, m - 1, m >> 1);
  const outer = selectKth(size, m >> 1, m - 1, Math.floor(0.95 * m));
  const ratio = inner > 0 ? outer / inner : 0;
  const normal = RATIOS[RATIOS.length - 1];
  if (!(ratio > normal[1] * (1 + (1.5 * errors) / Math.sqrt(m)))) {
    return { nu: Infinity, scale: inner / normal[2], skew };
  }
  let i = 0;
  while (i + 1 < RATIOS.length - 1 && RATIOS[i + 1][1] > ratio) {
    i++;
  }
  const [nuA, ratioA, innerA] = RATIOS[i];
  const [nuB, ratioB, innerB] = RATIOS[i + 1];
  // 1 / nu is nearly linear in the ratio.
  const f = Math.min(1, Math.max(0, (ratioA - ratio) / (ratioA - ratioB)));
  const inverse = (1 - f) / nuA + f / nuB;
  const share = inverse > 0 ? inner / ((1 - f) * innerA + f * innerB) : inner / normal[2];
  return { nu: inverse > 0 ? 1 / inverse : Infinity, scale: share, skew };
}
