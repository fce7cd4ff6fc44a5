import * as fc from 'fast-check';

import { cellText, defuse } from '../cells';

describe('a cell of the events', () => {
  it('tells NULL and the empty string apart and shows what hides', () => {
    expect([cellText(null), cellText(''), cellText('a\u202eb')]).toEqual([
      'NULL',
      '(empty)',
      'a[U+202E]b'
    ]);
    expect(cellText('A'.repeat(4096))).toHaveLength(300);
  });

  it('is never copied as a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t=', ' ='), fc.string(), (begin, rest) => {
        const copied = defuse(begin + rest);
        expect(/^\s*[=+@]/.test(copied)).toBe(false);
        expect(/^\s*-/.test(copied) && !/^-\d+(\.\d+)?$/.test(copied)).toBe(false);
      })
    );
  });

  it('is copied as it is when it is harmless', () => {
    expect(['-12.5', '203.0.113.9', 'arn:aws:iam::1:role/x'].map(defuse)).toEqual([
      '-12.5',
      '203.0.113.9',
      'arn:aws:iam::1:role/x'
    ]);
    expect(defuse('a\tb\nc')).toBe('a b c');
  });
});
