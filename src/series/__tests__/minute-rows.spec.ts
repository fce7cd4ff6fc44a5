import { readMinutes } from '../minute-rows';

const row = (slice: string, cells: string) => [slice, 'i-1', '443', '7', '2', cells, '1', '7'];

describe('a key by the minute', () => {
  it('is the minutes in which it was there, in order, with their rows', () => {
    const read = readMinutes(row('top', '{"29000010":4,"29000005":3,"29000007":0}'), 2)!;
    expect(read.keys).toEqual(['i-1', '443']);
    expect([...read.at]).toEqual([29000005, 29000010]);
    expect([...read.counts]).toEqual([3, 4]);
  });

  it('is not the row of all keys together', () => {
    expect(readMinutes(row('all', '{"1":1}'), 2)).toBeNull();
  });

  it('that cannot be read is refused', () => {
    expect(() => readMinutes(['top', 'i-1'], 2)).toThrow('only 2 columns');
    expect(() => readMinutes(row('top', '{"noon":3}'), 2)).toThrow('malformed');
  });
});
