import { DEFAULT_OPTIONS, detect } from '../..';
import type { ILaw } from '../law';
import { lowerTail, tailQuantile, upperTail } from '../law';
import { count, uniform } from './background';

const COUNTS: ILaw = {
  kind: 'count',
  alpha: 0,
  sigma: 0,
  nu: Infinity,
  share: 1,
  sessions: 0,
  few: null,
  lean: null,
  far: null,
  farBelow: null,
  empty: null,
  doubt: 0,
  spreadDoubt: 0
};

it.each([300, 1e4, 9e5, 2e6, 1e9])('inverts both tails of varied counts of %p', mean => {
  for (const [alpha, spreadDoubt] of [0.01, 0.1, 0.3, 0.5, 0.7, 1, 2].flatMap(a => [
    [a, 0],
    [a, 0.003]
  ])) {
    for (const p of [1e-2, 7e-4, 3e-5, 5e-7]) {
      const law = { ...COUNTS, alpha, spreadDoubt };
      expect(upperTail(law, tailQuantile(law, p, mean, true), mean) / p).toBeCloseTo(1, 3);
      const y = tailQuantile(law, p, mean, false);
      // Where even zero is likelier there is no such value.
      expect(y <= -0.5 ? 1 : lowerTail(law, y, mean) / p).toBeCloseTo(1, 3);
    }
  }
});

it('takes no day of large counts that vary by two thirds for a dip', () => {
  for (let seed = 0; seed < 10; seed++) {
    const random = uniform(seed);
    const values = Float64Array.from({ length: 200 }, () => count(random, 5e6, 0.5));
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day' });
    expect(found.outliers.filter(e => e.direction === 'down')).toEqual([]);
    expect(found.expectedFalse).toBeLessThan(0.02);
  }
});
