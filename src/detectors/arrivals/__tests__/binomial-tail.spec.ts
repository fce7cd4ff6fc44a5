import { binomialTail } from '../binomial-tail';

describe('binomialTail', () => {
  // scipy.stats.binom.sf(k - 1, n, p)
  it.each([
    [5, 10, 0.5, 0.623046875],
    [9, 10, 0.5, 0.0107421875],
    [40, 50, 0.36, 2.4455992985793326e-10],
    [1, 20, 0.01, 0.18209306240276915],
    [0, 5, 0.3, 1],
    [6, 5, 0.3, 0],
    [5, 5, 1, 1]
  ])('P(X ≥ %d) of %d at %d', (k, n, p, wanted) => {
    const tail = binomialTail(k, n, p);
    expect(Math.abs(tail - wanted)).toBeLessThanOrEqual(1e-11 * wanted);
  });
});
