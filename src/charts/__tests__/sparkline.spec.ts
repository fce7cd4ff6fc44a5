import { sparkline } from '../sparkline';

/** Heights of all points of a path. */
function heights(path: string): number[] {
  return [...path.matchAll(/[ML][\d.]+,([\d.]+)/g)].map(match => Number(match[1]));
}

describe('sparkline', () => {
  it('keeps a spike of one bucket among thousands', () => {
    const values = new Float64Array(10_000).fill(5);
    values[7_777] = 900;
    expect(Math.min(...heights(sparkline(values, 118, 34).path))).toBe(3);
  });

  it('keeps a dip of one bucket among thousands', () => {
    const values = new Float64Array(10_000).fill(50);
    values[1_234] = 0;
    expect(Math.max(...heights(sparkline(values, 118, 34).path))).toBe(31);
  });

  it('stays short however long the series is', () => {
    const values = Float64Array.from({ length: 50_000 }, (_, i) => i % 97);
    expect(sparkline(values, 118, 34).path.length).toBeLessThan(4_000);
  });

  it('leaves a gap where there is no observation', () => {
    const { path } = sparkline([1, 2, NaN, 3, 4], 100, 20);
    expect(path.match(/M/g)).toHaveLength(2);
  });

  it('draws a lone point as a dot and says where it is', () => {
    const drawn = sparkline([NaN, 4, NaN], 100, 20);
    expect(drawn.path).toBe('M50,3h0');
    expect(drawn.at(1)).toEqual({ x: 50, y: 3 });
    expect(drawn.at(0)).toBeNull();
  });

  it('begins at zero, so that a flat series lies where its level is', () => {
    const [height] = heights(sparkline([8, 8, 8, 10], 100, 26).path);
    expect(height).toBe(7);
  });

  it.each([
    ['nothing', []],
    ['no observation', [NaN, NaN]],
    ['zeros', [0, 0, 0]],
    ['one value', [3]],
    ['infinities', [Infinity, -Infinity, 1]]
  ])('takes %s', (_, values) => {
    expect(sparkline(values, 118, 34).path).not.toContain('NaN');
  });
});
