// Reference values: mpmath 1.3 at 40 digits, by summing the probability function, rounded to 17.
import fc from 'fast-check';

import {
  betaBinomialLowerTail,
  betaBinomialUpperQuantile,
  betaBinomialUpperTail
} from '../beta-binomial-tail';
import { logGamma } from '../log-gamma';
import { logRising } from '../log-rising';
import { normalUpperQuantile } from '../normal-quantile';

const close = (actual: number, reference: number, relative = 1e-10): void => {
  expect(Math.abs(actual - reference)).toBeLessThanOrEqual(relative * Math.abs(reference));
};

it.each([
  [3, 3, 0.01, 0, 1.0e-6],
  [10, 50, 0.02, 0, 5.0606914866309676e-8],
  [10, 50, 0.02, 0.001, 2.4497743751483656e-7],
  [4, 7, 0.3, 0.2, 0.22372181333333333],
  [40, 1000, 0.001, 0.0001, 9.9480966582596714e-34],
  [700, 1000, 0.5, 0.01, 4.3049478240886958e-5],
  [30, 5000, 0.0001, 1e-9, 1.9978812048108707e-42],
  [6, 6, 0.01, 0.6, 0.0028271883238352941]
])('chance of %p or more of %p at a share of %p, correlation %p', (k, n, share, rho, reference) => {
  close(betaBinomialUpperTail(k, n, share, rho), reference);
  close(betaBinomialLowerTail(n - k, n, 1 - share, rho), reference);
});

it('is certain at the ends', () => {
  expect(betaBinomialUpperTail(0, 9, 0.3, 0.1)).toBe(1);
  expect(betaBinomialUpperTail(10, 9, 0.3, 0.1)).toBe(0);
  expect(betaBinomialUpperTail(1, 9, 0, 0.1)).toBe(0);
  expect(betaBinomialUpperTail(9, 9, 1, 0.1)).toBe(1);
  expect(betaBinomialUpperTail(NaN, 9, 0.5, 0.1)).toBeNaN();
});

it('goes over into the law for large spreads without a step', () => {
  // Standard deviation just below and just above 2,000.
  const at = (n: number): number => betaBinomialUpperTail(Math.round(0.3 * n), n, 0.2, 0.01);
  close(at(50_200), at(49_800), 0.01);
});

it('finds the least value whose tail is small enough', () => {
  // Whole numbers, which are quick to shrink: thousandths of a power of ten.
  const digits = (from: number, to: number): fc.Arbitrary<number> =>
    fc.integer({ min: 1000 * from, max: 1000 * to }).map(d => 10 ** (-d / 1000));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4000 }),
      digits(0.2, 4),
      fc.oneof(fc.constant(0), digits(1, 9)),
      digits(1, 9),
      (n, s, rho, p) => {
        const k = betaBinomialUpperQuantile(p, normalUpperQuantile(p), n, s, rho);
        expect(betaBinomialUpperTail(k, n, s, rho)).toBeLessThanOrEqual(p * (1 + 1e-6));
        const before = betaBinomialUpperTail(k - 1, n, s, rho);
        expect(k - 1 <= n * s || before > p * (1 - 1e-6)).toBe(true);
      }
    ),
    { numRuns: 300 }
  );
});

it('has the log of a rising factorial without cancellation', () => {
  close(logRising(3.5, 4), Math.log(3.5 * 4.5 * 5.5 * 6.5), 1e-13);
  close(logRising(1e12, 2), 2 * Math.log(1e12) + 1e-12, 1e-14);
  close(logRising(40, 900), logGamma(940) - logGamma(40), 1e-12);
  expect(logRising(7, 0)).toBe(0);
});
