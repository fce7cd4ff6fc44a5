/** Excess over a place far out, by the generalised Pareto law: chance (1 + shape e / scale)^(−1 / shape) of e or more. */
export interface IExcess {
  scale: number;
  shape: number;
}

/** One tail of logs from a place far out: that of a law of one piece, or of sums that a single part may make. */
export interface IFarTail {
  /** Deviation from the mean where it begins, and the share of the values beyond. */
  from: number;
  share: number;
  plain: IExcess;
  wild: IExcess;
  /** How likely it is the second. */
  odds: number;
  /** Whether it is known by so few values that the chance is that of the law where that is larger. */
  unsure: boolean;
}

/** Steps of halving that leave nothing of an interval. */
const HALVINGS = 48;

function beyond({ scale, shape }: IExcess, e: number): number {
  return Math.abs(shape) < 1e-6
    ? Math.exp(-e / scale)
    : Math.pow(Math.max(0, 1 + (shape * e) / scale), -1 / shape);
}

/** Chance of a deviation of at least `d`; 0 before the tail begins. */
export function farChance(tail: IFarTail, d: number): number {
  const e = d - tail.from;
  const { odds } = tail;
  return e >= 0
    ? tail.share * ((1 - odds) * beyond(tail.plain, e) + odds * beyond(tail.wild, e))
    : 0;
}

/** Deviation beyond which that chance is `q`; −Infinity for chances that lie before the tail. */
export function farQuantile(tail: IFarTail, q: number): number {
  if (!(q < tail.share)) {
    return -Infinity;
  }
  let low = tail.from;
  let reach = tail.wild.scale;
  while (farChance(tail, tail.from + reach) > q && reach < Number.MAX_VALUE) {
    low = tail.from + reach;
    reach *= 2;
  }
  let high = tail.from + reach;
  for (let k = 0; k < HALVINGS && high > low; k++) {
    const middle = (low + high) / 2;
    if (farChance(tail, middle) > q) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}
