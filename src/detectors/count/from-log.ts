import type { IDetection } from '../types';

/**
 * Takes a result about logs back to the values: medians for means, factors for differences.
 *
 * @param share Share of active buckets, by which the expected value is lower than that of an active one.
 */
export function fromLog(d: IDetection, share: number): void {
  let level = 0;
  let m = 0;
  for (let t = 0; t < d.expected.length; t++) {
    if (d.expected[t] === d.expected[t]) {
      level += d.expected[t];
      m++;
    }
    d.expected[t] = share * Math.exp(d.expected[t]);
    d.lower[t] = Math.exp(d.lower[t]);
    d.upper[t] = Math.exp(d.upper[t]);
  }
  for (const e of d.outliers) {
    e.observed = Math.exp(e.observed);
    e.expected = d.expected[e.peak] / share;
  }
  for (const c of d.changes) {
    c.before = Math.exp(c.before);
    c.after = Math.exp(c.after);
  }
  const typical = Math.exp(level / m);
  const { slope, low, high } = d.trend;
  d.trend = {
    ...d.trend,
    slope: typical * slope,
    relative: slope,
    low: typical * low,
    high: typical * high
  };
}

/** Multiplies everything that is in value units. */
export function inUnit(d: IDetection, unit: number): void {
  for (let t = 0; t < d.expected.length; t++) {
    d.expected[t] *= unit;
    d.lower[t] *= unit;
    d.upper[t] *= unit;
  }
  for (const e of d.outliers) {
    e.observed *= unit;
    e.expected *= unit;
  }
  for (const c of d.changes) {
    c.before *= unit;
    c.after *= unit;
  }
  const { slope, low, high } = d.trend;
  d.trend = { ...d.trend, slope: slope * unit, low: low * unit, high: high * unit };
}
