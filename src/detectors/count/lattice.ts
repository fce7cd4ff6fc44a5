import type { IObserved } from './observe';

/** Active buckets that it takes to believe in a unit, and how many of them hold more than one. */
const HITS = 12;
const SEVERAL = 4;
/** Most of the multiples are small: numbers of events, each worth one unit. */
const SMALL = 8;

/**
 * The unit of a sum of equal parts: when all values are multiples of one number, and mostly small ones, the series
 * counts events of that size (queries for one name, by the length of the name); 1 for any other.
 */
export function partOf(o: IObserved): number {
  const { x, w, n, count, zeros } = o;
  if (!o.counts || count - zeros < HITS) {
    return 1;
  }
  let unit = 0;
  for (let t = 0; t < n && unit !== 1; t++) {
    if (w[t] === 1 && x[t] > 0) {
      unit = commonDivisor(x[t], unit);
    }
  }
  if (unit <= 1) {
    return 1;
  }
  let small = 0;
  let several = 0;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1 && x[t] > 0) {
      small += x[t] <= SMALL * unit ? 1 : 0;
      several += x[t] > unit ? 1 : 0;
    }
  }
  return several >= SEVERAL && 2 * small > count - zeros ? unit : 1;
}

/** Euclid's algorithm. */
function commonDivisor(a: number, b: number): number {
  while (b > 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
