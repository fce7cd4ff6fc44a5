import * as fc from 'fast-check';

import { between, copied, isIn, moved, single } from '../cellrange';

const SIZE = { rows: 40, columns: 5, page: 10 };
const KEYS = [
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End'
];

describe('a range of cells', () => {
  it('moves by the keys of a grid', () => {
    const at = (key: string, isJump = false) => moved(single(20, 2), key, SIZE, isJump)!.focus;
    expect(at('ArrowDown')).toEqual({ row: 21, column: 2 });
    expect(at('ArrowDown', true)).toEqual({ row: 39, column: 2 });
    expect(at('PageUp')).toEqual({ row: 10, column: 2 });
    expect(at('Home')).toEqual({ row: 20, column: 0 });
    expect(at('Home', true)).toEqual({ row: 0, column: 0 });
    expect(at('End', true)).toEqual({ row: 39, column: 4 });
    expect(moved(single(20, 2), 'x', SIZE)).toBeNull();
    expect(moved(single(20, 2), 'toString', SIZE)).toBeNull();
  });

  it('grows from where it began while Shift is held', () => {
    const grown = moved(
      moved(single(3, 3), 'ArrowUp', SIZE, false, true)!,
      'Home',
      SIZE,
      false,
      true
    )!;
    expect(grown).toEqual(between({ row: 3, column: 3 }, { row: 2, column: 0 }));
    expect([isIn(grown, 2, 1), isIn(grown, 3, 3), isIn(grown, 4, 1), isIn(grown, 2, 4)]).toEqual([
      true,
      true,
      false,
      false
    ]);
  });

  it('never leaves the table', () => {
    const step = fc.tuple(fc.constantFrom(...KEYS), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(fc.array(step), steps => {
        let range = single(0, 0);
        for (const [key, isJump, isExtended] of steps) {
          range = moved(range, key, SIZE, isJump, isExtended)!;
        }
        const { row, column } = range.focus;
        expect(row >= 0 && row < SIZE.rows && column >= 0 && column < SIZE.columns).toBe(true);
      })
    );
  });

  it('is copied with the names of its columns, and nothing in it as a formula', () => {
    const rows = [
      ['a', '=1+1', null],
      ['b\tc', '-2', 'd']
    ];
    const names = ['x', '@y', 'z'];
    const range = between({ row: 1, column: 2 }, { row: 0, column: 1 });
    expect(copied(range, names, rows)).toBe("'@y\tz\n'=1+1\t\n-2\td");
    expect(copied(single(1, 0), names, rows)).toBe('x\nb c');
  });
});
