import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDetectorOptions } from '../../types';
import { cusum } from '../cusum';
import { decompose } from '../decompose';
import { detectSeed, seedReport } from '../detect';
import { fitLine } from '../slope';

/** Reference numbers made with NumPy, statsmodels and Kats; null is NaN. */
interface IGolden {
  name: string;
  freq: 'D' | 'h';
  period: number;
  values: number[];
  slope: number;
  stability: { nslope: number | null; nmse: number | null; label: string };
  additive: Record<'trend' | 'seasonal' | 'resid', (number | null)[]>;
  multiplicative: Record<'trend' | 'seasonal' | 'resid', (number | null)[]> | null;
  outliers_iqr5: IRule;
  outliers_iqr3: IRule;
  cusum: {
    direction: string;
    index: number;
    mu0: number;
    mu1: number;
    llr: number | null;
    confidence: number | null;
    stable: boolean;
    detected: boolean;
  }[];
}
interface IRule {
  strength: number | null;
  iqr: number;
  outliers: [number, number][];
}

const path = join(__dirname, '../../../../../shared/golden/detectors.json');
const there = existsSync(path);
const cases: IGolden[] = there ? JSON.parse(readFileSync(path, 'utf8')).cases : [];
if (!there) {
  console.warn('golden.spec: skipped, ../shared/golden/detectors.json is not beside this checkout');
}

const options = (freq: 'D' | 'h', iqrMultiple: number): IDetectorOptions => ({
  profile: 'seed',
  grain: freq === 'D' ? 'day' : 'hour',
  rate: 1,
  iqrMultiple,
  decomposition: 'additive',
  cusumThreshold: 0.01,
  partialLast: false
});

/** Equal to 1e-6 of the larger of the two, or of `scale` for numbers that cancel to rounding noise. */
function expectClose(actual: number, wanted: number | null, scale: number): void {
  if (wanted === null) {
    expect(actual).toBeNaN();
  } else {
    expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(
      1e-6 * Math.max(Math.abs(wanted), 1e-6 * scale)
    );
  }
}

(there
  ? describe.each(cases.map(c => [c.name, c] as const))
  : describe.skip.each([['', {} as IGolden] as const]))('golden series %s', (_, golden) => {
  const values = Float64Array.from(golden.values ?? []);
  const scale = values.reduce((m, x) => Math.max(m, Math.abs(x)), 0);

  it('has the slope and the stability label', () => {
    const fit = fitLine(values);
    expectClose(fit.slope, golden.slope, scale);
    const { stability } = seedReport(values, options(golden.freq, 5));
    expect(stability.label).toBe(golden.stability.label);
    expectClose(stability.nslope, golden.stability.nslope, 1);
    expectClose(stability.nmse, golden.stability.nmse, scale);
  });

  it.each(['additive', 'multiplicative'] as const)('has the %s decomposition', model => {
    const parts = decompose(values, golden.period, model);
    const wanted = golden[model];
    if (wanted === null) {
      expect(parts).toBeNull();
      return;
    }
    for (const part of ['trend', 'seasonal', 'resid'] as const) {
      expect(parts![part]).toHaveLength(values.length);
      parts![part].forEach((x, i) => expectClose(x, wanted[part][i], scale));
    }
  });

  it.each([5, 3])('has the outliers at multiple %d', multiple => {
    const wanted = multiple === 5 ? golden.outliers_iqr5 : golden.outliers_iqr3;
    const { rule } = seedReport(values, options(golden.freq, multiple));
    const found = detectSeed(values, options(golden.freq, multiple)).outliers;
    const buckets = found.flatMap(o =>
      Array.from({ length: o.last - o.first + 1 }, (_unused, k) => o.first + k)
    );
    expectClose(rule!.iqr, wanted.iqr < 1e-9 * scale ? rule!.iqr : wanted.iqr, scale);
    if (wanted.iqr <= 1e-9 * scale) {
      // The original divides by rounding noise here; nothing is flagged instead.
      expect(buckets).toEqual([]);
      return;
    }
    expectClose(rule!.strength, wanted.strength, 1);
    expect(buckets).toEqual(wanted.outliers.map(([i]) => i));
    wanted.outliers.forEach(([i, m]) => expectClose(rule!.multiples[i], m, 1));
  });

  it('has the CUSUM candidates', () => {
    const found = cusum(values, 0.01);
    expect(found).toHaveLength(golden.cusum.length);
    golden.cusum.forEach((wanted, k) => {
      const c = found[k];
      expect([c.direction, c.index, c.stable, c.detected]).toEqual([
        wanted.direction,
        wanted.index,
        wanted.stable,
        wanted.detected
      ]);
      expectClose(c.mu0, wanted.mu0, scale);
      expectClose(c.mu1, wanted.mu1, scale);
      expectClose(c.llr, wanted.llr, 1);
      expectClose(c.confidence, wanted.confidence, 1);
    });
  });
});
