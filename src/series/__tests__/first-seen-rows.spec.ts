import { readNewKey } from '../first-seen-rows';

const DAY = 86_400_000;
const grid = { bucketMs: DAY, start: 100, length: 5, partial: -1 };
const row = [
  'alice',
  null,
  String(102 * DAY + 5),
  String(104 * DAY),
  '7',
  '{"102":3,"104":4}',
  String(60 * DAY),
  '2',
  String(58 * DAY),
  '1',
  '9'
];

describe('a row of the first-seen statement', () => {
  it('is a key with its rows by bucket and what is known of its owner', () => {
    const read = readNewKey(row, 2, grid);
    expect(read).toMatchObject({
      keys: ['alice', null],
      firstMs: 102 * DAY + 5,
      lastMs: 104 * DAY,
      events: 7,
      ownerFirstMs: 60 * DAY,
      ownerNew: 2,
      memoryMs: 58 * DAY,
      newOwners: 1,
      newKeys: 9
    });
    expect([...read.counts]).toEqual([0, 0, 3, 0, 4]);
  });

  it('with other columns or without its numbers is refused', () => {
    expect(() => readNewKey(row, 1, grid)).toThrow('11 columns instead of 10');
    const broken = row.map((cell, i) => (i === 4 ? 'many' : cell));
    expect(() => readNewKey(broken, 2, grid)).toThrow('n of the first-seen statement is no number');
  });
});
