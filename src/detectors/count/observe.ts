import type { IDetectorOptions } from '../types';
import { TYPICAL, typicalSize } from './amounts';
import { partOf } from './lattice';
import { takeBytes, takeFloats } from './scratch';

/** What the series is made of, which decides the family of models. Arrays are scratch memory, possibly longer than n. */
export interface IObserved {
  /** Buckets to model: all but the partial last one. */
  n: number;
  /** Values, 0 where there is no observation; length n. */
  x: Float64Array;
  /** 1 where observed; length n. */
  w: Uint8Array;
  /** Number of observations. */
  count: number;
  /** All observations are non-negative whole numbers. */
  counts: boolean;
  /** No observation is below zero. */
  nonnegative: boolean;
  /** 1 where a series of amounts is inactive: observed, but no size to model; null where all buckets are modelled. */
  idle: Uint8Array | null;
  /** What the values were divided by: the part all are multiples of, or what keeps their squares from overflow; mostly 1. */
  unit: number;
  /** Whether `x` holds the logs of the values: set by the baseline for skewed positive measures. */
  log: boolean;
  /** Observations that are zero. */
  zeros: number;
  /** Largest absolute value. */
  scale: number;
}

/** Beyond this size, and below its inverse, squares come near the ends of floating point. */
const LARGE = 1e100;

/** Splits a series into observations and gaps. NaN and infinities are gaps; a partial last bucket is left out. */
export function observe(values: Float64Array, options: IDetectorOptions): IObserved {
  const n = Math.max(0, values.length - (options.partialLast ? 1 : 0));
  const x = takeFloats(36, n).fill(0, 0, n);
  const w = takeBytes(2, n).fill(0, 0, n);
  let count = 0;
  let zeros = 0;
  let scale = 0;
  let counts = true;
  let nonnegative = true;
  for (let t = 0; t < n; t++) {
    const v = values[t];
    if (v - v !== 0) {
      continue;
    }
    x[t] = v;
    w[t] = 1;
    count++;
    zeros += v === 0 ? 1 : 0;
    nonnegative = nonnegative && v >= 0;
    counts = counts && v >= 0 && Math.floor(v) === v;
    const size = v < 0 ? -v : v;
    scale = size > scale ? size : scale;
  }
  // Larger whole numbers aren't exact any more, so they are no counts.
  counts = counts && scale <= Number.MAX_SAFE_INTEGER;
  const unit = scale > LARGE || (scale > 0 && scale < 1 / LARGE) ? scale : 1;
  if (unit !== 1) {
    for (let t = 0; t < n; t++) {
      x[t] /= unit;
    }
    scale = 1;
    counts = false;
  }
  const o: IObserved = {
    n,
    x,
    w,
    count,
    counts,
    nonnegative,
    idle: null,
    unit,
    log: false,
    zeros,
    scale
  };
  // Without a calendar they are measures that were rounded, unless chance alone would make them vary visibly.
  o.counts =
    counts && !(options.grain === 'none' && zeros * 20 <= count && typicalSize(o) >= TYPICAL);
  const part = partOf(o);
  if (part > 1) {
    for (let t = 0; t < n; t++) {
      x[t] /= part;
    }
    o.unit = part;
    o.scale /= part;
  }
  return o;
}
