import { LONGEST_EVENT } from '../count/screen';
import { hitsVariance } from './dispersion';
import type { IShares } from './observe';

/** Log likelihood ratio from which on a bucket tells the usual share from that of a run of buckets that are off. */
const TELLING = 1;

/**
 * Sets aside buckets farther than `reach` standard deviations and `floor` hits off, unless `LONGEST_EVENT` or more are
 * off in the same direction: those are a new level, not an event. Between them may lie buckets of so few rows that they
 * fit either.
 *
 * @param use Filled: 1 where observed and kept.
 */
export function setAsideShares(
  s: IShares,
  share: Float64Array,
  rho: number,
  reach: number,
  floor: number,
  use: Uint8Array
): void {
  let run: number[] = [];
  let sign = 0;
  let hits = 0;
  let rows = 0;
  const close = (): void => {
    if (run.length >= LONGEST_EVENT) {
      run.forEach(t => (use[t] = 1));
    }
    run = [];
    hits = rows = sign = 0;
  };
  for (let t = 0; t < s.n; t++) {
    use[t] = s.w[t];
    if (s.w[t] === 0) {
      continue;
    }
    const d = s.hits[t] - s.rows[t] * share[t];
    const far = Math.abs(d) > reach * Math.sqrt(hitsVariance(s.rows[t], share[t], rho)) + floor;
    if (far) {
      if (Math.sign(d) !== sign) {
        close();
      }
      sign = Math.sign(d);
      use[t] = 0;
      run.push(t);
      const weight = 1 / (1 + (s.rows[t] - 1) * rho);
      hits += s.hits[t] * weight;
      rows += s.rows[t] * weight;
    } else if (sign !== 0 && favours(s, t, share[t], (hits + 0.5) / (rows + 1), rho) > TELLING) {
      close();
    }
  }
  close();
}

/** Log likelihood of one share against another in bucket `t`. */
function favours(s: IShares, t: number, one: number, other: number, rho: number): number {
  const weight = 1 / (1 + (s.rows[t] - 1) * rho);
  const clip = (p: number): number => Math.min(1 - 1e-9, Math.max(1e-9, p));
  const a = clip(one);
  const b = clip(other);
  return (
    weight * (s.hits[t] * Math.log(a / b) + (s.rows[t] - s.hits[t]) * Math.log((1 - a) / (1 - b)))
  );
}
