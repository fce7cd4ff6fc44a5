import { PAGE_ROWS, pageRows } from '../page-rows';

describe('rows a page', () => {
  it('are as many as Athena gives while rows are short', () => {
    expect(pageRows(1)).toBe(PAGE_ROWS);
    // 35 days by the hour, the longest that is chosen by itself.
    expect(pageRows(840)).toBe(PAGE_ROWS);
  });

  it('are fewer where a quarter by the hour makes them long', () => {
    expect(pageRows(2160)).toBe(462);
  });

  it('are at least one, however long it is', () => {
    expect(pageRows(5_000_000)).toBe(1);
    expect(pageRows(0)).toBe(PAGE_ROWS);
  });
});
