import { cutAt } from '../axis';

describe('cutAt', () => {
  const calm = Array.from({ length: 100 }, (_, i) => 20 + (i % 7));

  it('cuts above what is usual when one spike flattens the rest', () => {
    const values = [...calm];
    values[50] = 1284;
    const cut = cutAt(values, new Array(100).fill(30))!;
    expect(cut).toBeGreaterThan(30);
    expect(cut).toBeLessThan(60);
  });

  it('leaves an axis alone whose values can be read', () => {
    const values = [...calm];
    values[50] = 60;
    expect(cutAt(values, new Array(100).fill(30))).toBeNull();
  });

  it('leaves a series alone that is nothing but its spike', () => {
    const values = new Array(100).fill(0);
    values[50] = 1284;
    expect(cutAt(values, new Array(100).fill(NaN))).toBeNull();
  });

  it('leaves a series of a few points alone', () => {
    expect(cutAt([1, 1, 500], [2, 2, 2])).toBeNull();
  });
});
