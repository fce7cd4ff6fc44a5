import { erfc } from './erfc';

/** Upper tail of the standard normal, P(Z ≥ z). */
export function normalTail(z: number): number {
  return 0.5 * erfc(z * Math.SQRT1_2);
}
