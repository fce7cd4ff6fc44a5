import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

import { DEFAULT_OPTIONS, detect } from '../..';
import type { DetectorGrain } from '../..';
import { days } from './background';

// Hundreds of series each: the default of five seconds is short on a loaded machine.
jest.setTimeout(60_000);

interface ILabelled {
  id: number;
  grain: DetectorGrain;
  values: number[];
  outliers: [number, number][];
  changes: number[];
  trend: string;
  partial_last: boolean;
}

const path = join(process.cwd(), '..', 'shared', 'labelled', 'counts-dev.json');
const labelled = existsSync(path) ? it : it.skip;

/** F1 of outliers (events found, buckets right), changes (± 3) and the false outlier buckets per series. */
function score(set: ILabelled[]): { outliers: number; changes: number; falseFlags: number } {
  let events = 0,
    hit = 0,
    flags = 0,
    good = 0,
    changes = 0,
    found = 0,
    met = 0;
  for (const s of set) {
    const d = detect(Float64Array.from(s.values), {
      ...DEFAULT_OPTIONS,
      grain: s.grain,
      partialLast: s.partial_last
    });
    const buckets = d.outliers.flatMap(e =>
      Array.from({ length: e.last - e.first + 1 }, (_, i) => e.first + i)
    );
    events += s.outliers.length;
    hit += s.outliers.filter(([a, b]) => buckets.some(t => a <= t && t <= b)).length;
    flags += buckets.length;
    good += buckets.filter(t => s.outliers.some(([a, b]) => a <= t && t <= b)).length;
    changes += s.changes.length;
    found += d.changes.length;
    met += s.changes.filter(c => d.changes.some(e => Math.abs(e.index - c) <= 3)).length;
  }
  const f1 = (p: number, r: number): number => (2 * p * r) / (p + r);
  return {
    outliers: f1(good / flags, hit / events),
    changes: f1(met / found, met / changes),
    falseFlags: (flags - good) / set.length
  };
}

labelled('keeps its figures on the labelled series (../shared/labelled)', () => {
  const all = JSON.parse(readFileSync(path, 'utf8')) as ILabelled[];
  const byDay = score(all.filter(s => s.grain === 'day'));
  expect(byDay.outliers).toBeGreaterThan(0.9);
  expect(byDay.changes).toBeGreaterThan(0.91);
  expect(byDay.falseFlags).toBeLessThan(0.05);
  const byHour = score(all.filter(s => s.grain === 'hour'));
  expect(byHour.outliers).toBeGreaterThan(0.95);
  expect(byHour.changes).toBeGreaterThan(0.95);
  expect(byHour.falseFlags).toBeLessThan(0.3);
});

it.each([0.5, 5])('raises as many false flags as it says at %p a year', rate => {
  let expected = 0;
  let raised = 0;
  for (let i = 0; i < 300; i++) {
    const mean = [0.3, 4, 60, 150, 900][i % 5];
    const values = days(7000 + i, 365, mean, i % 2 ? 0.02 : 0, i % 3 ? 1 : 0.5);
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day', rate });
    expected += found.expectedFalse;
    raised += found.outliers.reduce((sum, e) => sum + e.last - e.first + 1, 0);
  }
  // Four standard deviations of a Poisson count, and a tenth for parameters that are estimated.
  expect(Math.abs(raised - expected)).toBeLessThan(4 * Math.sqrt(expected) + 0.1 * expected);
});
