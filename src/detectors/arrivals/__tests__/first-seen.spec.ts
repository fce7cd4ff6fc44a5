import { firstSeen, IKeyHistory } from '../first-seen';

const day = 86400000;
const options = { from: 0, to: 45 * day, recentMs: 7 * day, leastHistoryMs: 10 * day };
const key = (group: string, first: number): IKeyHistory => ({
  group,
  first: first * day,
  last: first * day,
  count: 1
});

describe('firstSeen', () => {
  it('calls a key new when its group was there before and it was not', () => {
    const found = firstSeen([key('alice', 1), key('alice', 40), key('alice', 44)], options);
    expect(found.fresh).toEqual([2, 1]);
    expect(found.unproven).toEqual([]);
  });

  it('does not call the deeds of a newcomer new, but names them', () => {
    const found = firstSeen([key('bob', 41), key('bob', 43), key('carol', 30)], options);
    expect(found.fresh).toEqual([]);
    expect(found.unproven).toEqual([1, 0]);
  });

  it('says how long it looked and how long it remembers', () => {
    const found = firstSeen([], options);
    expect([found.recentMs / day, found.memoryMs / day]).toEqual([7, 38]);
  });

  it('has the edge of the recent part on the new side, the end outside', () => {
    const found = firstSeen([key('a', 0), key('a', 38), key('a', 45), key('a', NaN)], options);
    expect(found.fresh).toEqual([1]);
  });
});
