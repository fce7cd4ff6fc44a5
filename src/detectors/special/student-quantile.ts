import { normalUpperQuantile } from './normal-quantile';
import { studentTail } from './student-tail';

/**
 * The t with P(T ≥ t) = p for Student's t with `nu` degrees of freedom, 0 < p < 0.5; the normal's for nu above 1e6.
 *
 * Secant steps on the log tail over log t, in which the tail is a straight line far out (slope −nu).
 */
export function studentUpperQuantile(p: number, nu: number): number {
  const z = normalUpperQuantile(p);
  if (nu > 1e6 || !(z > 0) || !Number.isFinite(z)) {
    return z;
  }
  const target = Math.log(p);
  let u = Math.log(z);
  let f = Math.log(studentTail(z, nu)) - target;
  let slope = -Math.min(nu, z * z + 1);
  for (let k = 0; k < 40 && Math.abs(f) > 1e-12; k++) {
    const next = u - Math.max(-3, Math.min(3, f / slope));
    const g = Math.log(studentTail(Math.exp(next), nu)) - target;
    if (g !== f && next !== u) {
      slope = (g - f) / (next - u);
    }
    u = next;
    f = g;
  }
  return Math.exp(u);
}
