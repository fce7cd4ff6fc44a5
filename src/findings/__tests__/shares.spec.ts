import fc from 'fast-check';

import { shareDoublings, shareSpread } from '../shares';

const share = fc.integer({ min: 0, max: 1000 }).map(n => n / 1000);
const spread = fc.integer({ min: 1, max: 500 }).map(n => n / 1000);

describe('how large a difference of shares is', () => {
  it('counts doublings of the odds, seen from either side', () => {
    expect(shareDoublings(0.01, 0.02, 0)).toBeCloseTo(1, 1);
    fc.assert(
      fc.property(share, share, spread, (a, b, s) => {
        const doubled = shareDoublings(a, b, s);
        expect(doubled).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(doubled)).toBe(true);
        expect(shareDoublings(b, a, s)).toBeCloseTo(doubled, 9);
        expect(shareDoublings(1 - a, 1 - b, s)).toBeCloseTo(doubled, 9);
      })
    );
  });

  it('is none for lines that leave 0 to 1 on the same side, and where nothing is known', () => {
    expect(shareDoublings(-0.2, -0.1, 0.1)).toBe(0);
    expect(shareDoublings(NaN, 0.5, 0.1)).toBe(0);
  });
});

describe('the usual deviation of a share', () => {
  it('is that of its mean number of rows', () => {
    const values = Float64Array.of(0.5, 0.5, NaN, 0.5);
    expect(shareSpread(values, Float64Array.of(50, 150, 0, 100))).toBeCloseTo(0.05, 3);
  });

  it('is never nothing', () => {
    expect(shareSpread(Float64Array.of(0, 0), Float64Array.of(10, 10))).toBeGreaterThan(0);
    expect(shareSpread(Float64Array.of(NaN), Float64Array.of(0))).toBe(1);
  });
});
