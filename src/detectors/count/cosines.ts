/** The cosine transform of sequences of one length. */
export interface ICosines {
  /**
   * Orthonormal cosines (DCT-II) of the frequencies 1 … n − 1, one after the other, at the first ⌈n / 2⌉ places; at the
   * others they mirror these, with the other sign where the frequency is odd.
   */
  cosine: Float64Array;
  /** Coefficients of the line 0, 1, …, n − 1; every second one is 0. */
  line: Float64Array;
  /** Squared gain of the difference at each frequency, 2 − 2 cos(π k / n). */
  gain: Float64Array;
}

const tables: ICosines[] = [];

/** Tables for sequences of n ≥ 2 values, made once. */
export function cosinesOf(n: number): ICosines {
  return (tables[n] ??= makeCosines(n));
}

function makeCosines(n: number): ICosines {
  const half = (n + 1) >> 1;
  const cosine = Float64Array.from(
    { length: (n - 1) * half },
    (_, i) =>
      Math.sqrt(2 / n) * Math.cos((Math.PI * (Math.floor(i / half) + 1) * ((i % half) + 0.5)) / n)
  );
  const gain = Float64Array.from(
    { length: n - 1 },
    (_, k) => 2 - 2 * Math.cos((Math.PI * (k + 1)) / n)
  );
  const table = { cosine, gain, line: new Float64Array(n - 1) };
  const y = Float64Array.from({ length: n }, (_, t) => t);
  cosineTransform(y, 0, n, table, table.line, new Float64Array(n + 1));
  return table;
}

/**
 * Coefficients of y[from, to) without its mean into the first n − 1 places of `out`. Values that mirror each other are
 * added for the even frequencies and subtracted for the odd ones, which halves the work.
 *
 * @param folded Room for n + 1 values.
 */
export function cosineTransform(
  y: Float64Array,
  from: number,
  to: number,
  { cosine }: ICosines,
  out: Float64Array,
  folded: Float64Array
): void {
  const n = to - from;
  const half = (n + 1) >> 1;
  for (let t = 0; t < half; t++) {
    const early = y[from + t];
    const late = y[to - 1 - t];
    // The middle value of an odd number mirrors itself.
    folded[t] = 2 * t + 1 === n ? early : early + late;
    folded[half + t] = early - late;
  }
  for (let k = 1, i = 0; k < n; k++) {
    const at = k & 1 ? half : 0;
    let sum = 0;
    for (let t = 0; t < half; t++) {
      sum += folded[at + t] * cosine[i++];
    }
    out[k - 1] = sum;
  }
}
