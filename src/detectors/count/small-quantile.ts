import { countLowerTail } from '../special/count-tail';
import { logGamma } from '../special/log-gamma';

/** Half a count: the least that a count stands for, from −½ on. */
const HALF = 0.5;

/**
 * The y with countLowerTail(y) = q of counts that vary so much that y lies far below their mean, where the cube root of a
 * gamma distribution isn't normal any more; −½ where even zero is likelier than q.
 *
 * There the distribution is a power, P(X ≤ y) ≈ (y shape / mean)^shape / Γ(shape + 1) (first term of DLMF 8.7.1), so the log of
 * the tail is nearly straight over log y: secant steps on that scale.
 *
 * @param alpha Dispersion: variance = mean + alpha mean².
 * @param tail P(X ≤ y), where it isn't just that of these counts.
 */
export function smallQuantile(
  q: number,
  mean: number,
  alpha: number,
  tail = (y: number): number => countLowerTail(y, mean, alpha)
): number {
  const target = Math.log(q);
  const shape = mean / (1 + alpha * mean);
  const off = (u: number): number => Math.log(tail(Math.exp(u) - HALF)) - target;
  const least = Math.log(HALF);
  let u = Math.max(least, Math.log(mean / shape) + (target + logGamma(shape + 1)) / shape);
  let slope = shape;
  let f = off(u);
  for (let k = 0; k < 12 && Math.abs(f) > 1e-6; k++) {
    const next = Math.max(least, Math.min(u - f / slope, Math.log(mean)));
    const g = off(next);
    if (next !== u && g !== f) {
      slope = (g - f) / (next - u);
    }
    u = next;
    f = g;
  }
  return Math.exp(u) - HALF;
}
