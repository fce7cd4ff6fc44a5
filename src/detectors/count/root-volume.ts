import { takeFloats } from './scratch';
import { WEEK } from './weekend';

/** Weeks that are looked at of a long series: neither a spike nor a step bends more than one of them. */
const LOOKED_AT = 3;

/**
 * Usual volume of the 168 hours of the week of a series: (signed) roots, whose variance hardly depends on it, of the mean of
 * one or two weeks, or of the median of the shares in the first, the middle and the last full week. NaN for none; scratch
 * memory.
 */
export function rootVolume(x: Float64Array, w: Uint8Array, n: number): Float64Array {
  const weeks = Math.floor(n / WEEK);
  const volume = takeFloats(101, WEEK).subarray(0, WEEK);
  if (weeks < LOOKED_AT) {
    for (let place = 0; place < WEEK; place++) {
      let sum = 0;
      let seen = 0;
      for (let t = place; t < n; t += WEEK) {
        // Unobserved buckets hold 0.
        sum += x[t];
        seen += w[t];
      }
      volume[place] = root(sum / seen);
    }
    return volume;
  }
  const middle = (weeks >> 1) * WEEK;
  const last = (weeks - 1) * WEEK;
  const [first, second, third] = [0, middle, last].map(from => perUnit(x, from));
  for (let place = 0; place < WEEK; place++) {
    const a = (first * x[place]) / w[place];
    const b = (second * x[middle + place]) / w[middle + place];
    const c = (third * x[last + place]) / w[last + place];
    volume[place] = root(Math.max(Math.min(a, b), Math.min(Math.max(a, b), c)));
  }
  return volume;
}

/** Factor that makes shares of the volume of the week from a bucket on; 0 for none. */
function perUnit(x: Float64Array, from: number): number {
  let sum = 0;
  for (let t = from; t < from + WEEK; t++) {
    sum += x[t];
  }
  return sum === 0 ? 0 : 1 / Math.abs(sum);
}

function root(v: number): number {
  return v < 0 ? -Math.sqrt(-v) : Math.sqrt(v);
}
