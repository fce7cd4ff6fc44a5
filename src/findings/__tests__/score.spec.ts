import fc from 'fast-check';

import { qValues } from '../q-values';
import { doublings, spreadOf } from '../score';

describe('q values', () => {
  it('are those of R, p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "BH", n = 10)', () => {
    const q = qValues([0.01, 0.02, 0.03, 0.04, 0.05], 10);
    q.forEach(value => expect(value).toBeCloseTo(0.1, 12));
  });

  it('are those of R, p.adjust(c(0.0001, 0.0004, 0.0019, 0.0095), "BH", n = 15)', () => {
    const q = qValues([0.0095, 0.0001, 0.0019, 0.0004], 15);
    [0.035625, 0.0015, 0.0095, 0.003].forEach((value, i) => expect(q[i]).toBeCloseTo(value, 12));
  });

  it('never are below p, never above 1, and rise with p', () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(chances, fc.nat({ max: 1000 }), (p, tests) => {
        const q = qValues(p, tests);
        p.forEach((value, i) => {
          expect(q[i]).toBeGreaterThanOrEqual(value * (1 - 1e-12));
          expect(q[i]).toBeLessThanOrEqual(1);
          p.forEach((other, j) => other <= value && expect(q[j]).toBeLessThanOrEqual(q[i]));
        });
      })
    );
  });

  it('stay NaN where there is no p value', () => {
    expect(qValues([NaN, 0.5], 1)).toEqual([NaN, 0.5]);
  });
});

describe('doublings', () => {
  it('count from the spread when a level is zero or changes its sign', () => {
    expect(doublings(0, 3, 3)).toBe(1);
    expect(doublings(10, 20, 0)).toBe(1);
    expect(doublings(20, 10, 0)).toBe(1);
    expect(doublings(-3, 3, 6)).toBe(1);
    expect(doublings(5, 5, 1)).toBe(0);
    expect(doublings(NaN, 5, 1)).toBe(0);
  });
});

describe('the usual difference between neighbours', () => {
  it.each<[string, number[], number]>([
    ['of nothing', [], 0],
    ['of one value', [5], 0],
    ['of equal counts is one event', [5, 5, 5], 1],
    ['of equal numbers that are no counts', [0.5, 0.5, 0.5], 0],
    ['is not moved by one spike', [1, 4, 1, 4, 900, 1, 4, 1, 4], 3],
    ['of mostly zeros is the mean step', [0, 0, 0, 0, 8, 0, 0, 0, 0], 2],
    ['of small parts of one', [0.25, 0.5, 0.25, 0.5], 0.25],
    ['passes over gaps', [1, NaN, 3, NaN, 5], 2]
  ])('%s', (_, values, wanted) => {
    expect(spreadOf(Float64Array.from(values))).toBe(wanted);
  });
});
