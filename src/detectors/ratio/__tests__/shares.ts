import { uniform } from '../../count/__tests__/background';

/** Shares and the rows they are taken over. */
export interface IShareSeries {
  values: Float64Array;
  rows: Float64Array;
}

/** `size(t)` rows in bucket t, each of which matches with chance `share(t)`; no rows are no observation. */
export function shares(
  seed: number,
  length: number,
  size: (random: () => number, t: number) => number,
  share: (t: number) => number
): IShareSeries {
  const random = uniform(seed);
  const values = new Float64Array(length).fill(NaN);
  const rows = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    rows[t] = size(random, t);
    if (rows[t] > 0) {
      let hits = 0;
      for (let i = 0; i < rows[t]; i++) {
        hits += random() < share(t) ? 1 : 0;
      }
      values[t] = hits / rows[t];
    }
  }
  return { values, rows };
}

/** Nothing in a tenth of the buckets, one to three rows in a third, else up to a thousand. */
export function uneven(random: () => number): number {
  const u = random();
  return u < 0.1
    ? 0
    : u < 0.4
      ? 1 + Math.floor(random() * 3)
      : Math.floor(Math.exp(random() * Math.log(1000)));
}

/** About fifty rows. */
export function fifty(random: () => number): number {
  return 30 + Math.floor(random() * 41);
}
