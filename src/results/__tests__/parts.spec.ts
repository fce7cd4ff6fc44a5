import { breakdownsOf, carriersOf } from '../parts';

const COUNT = { kind: 'count' } as const;
const rows = [
  ['account', '111122223333', '100', '100'],
  ['ip', '203.0.113.9', '90', '90'],
  ['ip', '10.0.0.1', '10', '10'],
  ['operation', 'GetObject', '60', '60'],
  ['operation', 'PutObject', '40', '40'],
  ['error', null, '100', '100']
];

describe('what a burst is made of', () => {
  it('names the value without which nothing would stand out', () => {
    const found = breakdownsOf(rows, COUNT, 100, 20);
    expect(carriersOf(found).map(({ field, part }) => [field, part.value])).toEqual([
      ['ip', '203.0.113.9']
    ]);
    expect(found[0].parts.map(({ share }) => share)).toEqual([0.9, 0.1]);
  });

  it('puts fields that tell values apart first, and leaves out those without a value', () => {
    const found = breakdownsOf(rows, COUNT, 100, 20);
    expect(found.map(({ field }) => field)).toEqual(['ip', 'operation', 'account']);
  });

  it('says nothing of what is usual where that is not known, or nothing stands out', () => {
    expect(carriersOf(breakdownsOf(rows, COUNT, 100, NaN))).toEqual([]);
    expect(carriersOf(breakdownsOf(rows, COUNT, 100, 120))).toEqual([]);
  });

  it('has no shares of distinct counts: a value may be counted under two others', () => {
    const distinct = { kind: 'distinct', field: 'operation' } as const;
    const [first] = breakdownsOf(rows, distinct, 100, 20);
    expect(first.parts[0]).toMatchObject({ share: NaN, carries: false });
  });

  it('is nothing when no row came', () => {
    expect(breakdownsOf([], COUNT, 100, 20)).toEqual([]);
  });
});
