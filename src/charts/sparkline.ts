/** A series drawn small. */
export interface ISparkline {
  /** SVG path data; empty when there is no observation. */
  path: string;
  /** Place of a bucket's value; null where there is none. */
  at(index: number): { x: number; y: number } | null;
}

/**
 * Path of a series in a box, axis from zero (or below, when values are negative). With more buckets than pixels each
 * column of pixels keeps its lowest and highest value, so that a spike of one bucket never disappears. Linear in the
 * number of buckets; gaps stay gaps.
 *
 * @param values - one per bucket, NaN where there is no observation
 * @param width - pixels
 * @param height - pixels
 * @param pad - pixels kept free at the edges, for the mark
 */
export function sparkline(
  values: ArrayLike<number>,
  width: number,
  height: number,
  pad = 3
): ISparkline {
  const n = values.length;
  let low = 0;
  let high = 0;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i])) {
      continue;
    }
    if (values[i] < low) {
      low = values[i];
    } else if (values[i] > high) {
      high = values[i];
    }
  }
  const inner = width - 2 * pad;
  const xOf = (i: number) => pad + (n > 1 ? (i / (n - 1)) * inner : inner / 2);
  const scale = high > low ? (height - 2 * pad) / (high - low) : 0;
  const yOf = (v: number) => height - pad - (v - low) * scale;
  return {
    path: n > 2 * inner ? byColumns(values, inner, pad, yOf) : byBuckets(values, xOf, yOf),
    at: i => (Number.isFinite(values[i]) ? { x: round(xOf(i)), y: round(yOf(values[i])) } : null)
  };
}

function byBuckets(
  values: ArrayLike<number>,
  xOf: (i: number) => number,
  yOf: (v: number) => number
): string {
  const parts: string[] = [];
  let joined = false;
  for (let i = 0; i < values.length; i++) {
    const isThere = Number.isFinite(values[i]);
    if (isThere) {
      const lone = !joined && !Number.isFinite(values[i + 1] ?? NaN);
      const point = `${round(xOf(i))},${round(yOf(values[i]))}`;
      // A point without neighbours is drawn as a dot: a line of no length with round ends.
      parts.push(`${joined ? 'L' : 'M'}${point}${lone ? 'h0' : ''}`);
    }
    joined = isThere;
  }
  return parts.join('');
}

function byColumns(
  values: ArrayLike<number>,
  inner: number,
  pad: number,
  yOf: (v: number) => number
): string {
  const parts: string[] = [];
  const columns = Math.max(1, Math.floor(inner));
  let joined = false;
  for (let column = 0; column < columns; column++) {
    const end = Math.floor(((column + 1) * values.length) / columns);
    let low = Infinity;
    let high = -Infinity;
    let lowAt = 0;
    let highAt = 0;
    for (let i = Math.floor((column * values.length) / columns); i < end; i++) {
      if (values[i] < low) {
        low = values[i];
        lowAt = i;
      }
      if (values[i] > high) {
        high = values[i];
        highAt = i;
      }
    }
    if (high === -Infinity) {
      joined = false;
      continue;
    }
    const x = round(pad + column + 0.5);
    const [one, two] = lowAt <= highAt ? [low, high] : [high, low];
    parts.push(`${joined ? 'L' : 'M'}${x},${round(yOf(one))}`);
    parts.push(two === one ? '' : `L${x},${round(yOf(two))}`);
    joined = true;
  }
  return parts.join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
