import fc from 'fast-check';

import type { INewKey } from '../../series/first-seen-rows';
import type { KeyTuple } from '../../sql/types';
import { firstSightFindings, newcomerChance } from '../first-seen';
import type { IFirstSightContext } from '../first-seen';

const DAY = 86_400_000;
const END = 100;

/** 45 days that end on day 100; the last seven are recent. */
const context: IFirstSightContext = {
  span: { from: (END - 45) * DAY, recentFrom: (END - 7) * DAY, to: END * DAY },
  memoryFrom: (END - 45) * DAY,
  grid: { bucketMs: DAY, start: END - 30, length: 30, partial: -1 },
  keyNames: ['identity', 'operation'],
  owner: 0,
  seriesOf: () => -1
};

function newKey(keys: KeyTuple, day: number, more: Partial<INewKey> = {}): INewKey {
  const counts = new Float64Array(30);
  counts[day - (END - 30)] = 4;
  return {
    keys,
    firstMs: day * DAY + 1000,
    lastMs: day * DAY + 5000,
    events: 4,
    counts,
    ownerFirstMs: (END - 44) * DAY,
    ownerNew: 0,
    memoryMs: (END - 45) * DAY,
    newOwners: 0,
    newKeys: 1,
    ...more
  };
}

describe('the findings of new keys', () => {
  it('say when, how often since, and how long it was not seen before', () => {
    const { findings, summary } = firstSightFindings([newKey(['alice', 'PutKey'], 95)], context);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: 'first-seen',
      series: -1,
      keys: ['alice', 'PutKey'],
      first: 25,
      last: 25,
      message: { id: 'first-seen', args: { from: 95 * DAY + 1000, events: 4 } },
      detail: { events: 4, counts: [4] }
    });
    expect(Number(findings[0].message.args.unseenMs) / DAY).toBeCloseTo(40, 3);
    expect(summary).toEqual({
      recentMs: 7 * DAY,
      memoryMs: 38 * DAY,
      owner: 'identity',
      unproven: 0,
      usual: 0,
      leftOut: 0
    });
  });

  it('put the first slip of a steady owner before one of many of a restless one', () => {
    const { findings } = firstSightFindings(
      [
        newKey(['restless', 'a'], 95, { ownerNew: 4, events: 90 }),
        newKey(['steady', 'b'], 95, { events: 2 })
      ],
      context
    );
    const [restless, steady] = findings;
    expect(steady.score).toBeGreaterThan(restless.score);
    expect(findings.every(({ score }) => score >= 0 && score <= 100)).toBe(true);
  });

  it('only count what is new all the time', () => {
    const rows = Array.from({ length: 300 }, (_, i) =>
      newKey(['crawler', `name-${i}`], 95, { ownerNew: 700 })
    );
    const { findings, summary } = firstSightFindings(
      [...rows, newKey(['steady', 'b'], 95)],
      context
    );
    expect(findings.map(({ keys }) => keys)).toEqual([['steady', 'b']]);
    expect(summary).toMatchObject({ usual: 300, unproven: 0 });
  });

  it('count the deeds of an owner that came a week before, and name how many', () => {
    const recently = { ownerFirstMs: (END - 12) * DAY };
    const rows = [newKey(['new hire', 'a'], 95, recently), newKey(['new hire', 'b'], 96, recently)];
    const { findings, summary } = firstSightFindings(rows, context);
    expect([findings.length, summary.unproven]).toEqual([0, 2]);
  });

  it('tell an owner that is itself new once, by its largest key', () => {
    const today = { ownerFirstMs: 95 * DAY };
    const rows = ['a', 'b', 'c'].map((name, i) =>
      newKey(['intruder', name], 95, { ...today, events: 10 - i })
    );
    const { findings, summary } = firstSightFindings(rows, context);
    expect(findings.map(({ keys, message }) => [keys, message.id, message.args.others])).toEqual([
      [['intruder', 'a'], 'first-seen-owner', 2]
    ]);
    expect(summary.unproven).toBe(0);
  });

  it('do not tell new owners one by one where they come and go', () => {
    const rows = Array.from({ length: 300 }, (_, i) =>
      newKey([`session-${i}`, 'a'], 95, { ownerFirstMs: 95 * DAY, newOwners: 700 })
    );
    const { findings, summary } = firstSightFindings(rows, context);
    expect([findings.length, summary.unproven]).toEqual([0, 300]);
  });

  it('call nothing new when the tables are not old enough to know', () => {
    const from = (END - 15) * DAY;
    const young = { ownerFirstMs: from, memoryMs: from };
    const { findings, summary } = firstSightFindings([newKey(['alice', 'a'], 95, young)], {
      ...context,
      memoryFrom: Infinity
    });
    expect(findings).toEqual([]);
    expect(summary).toMatchObject({ memoryMs: 8 * DAY, unproven: 1 });
  });

  it('of a question with one key go by the age of the table, not by the rows of the question', () => {
    const only = newKey(['root'], 95, { ownerFirstMs: 95 * DAY, memoryMs: 95 * DAY });
    const single = { ...context, owner: -1, keyNames: ['account'] };
    expect(firstSightFindings([only], single).findings).toHaveLength(1);
    expect(firstSightFindings([only], { ...single, memoryFrom: Infinity }).findings).toEqual([]);
  });

  it('say how many new keys the statement left out', () => {
    const { summary } = firstSightFindings([newKey(['a', 'b'], 95, { newKeys: 1001 })], context);
    expect(summary.leftOut).toBe(1000);
  });

  it('are remembered over nothing at all without a crash', () => {
    const { findings, summary } = firstSightFindings([], { ...context, memoryFrom: Infinity });
    expect(findings).toEqual([]);
    expect(summary.memoryMs).toBeNaN();
  });
});

describe('the chance of a newcomer', () => {
  it('grows with how many came before and with the time it has', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0.01, max: 10 }),
        (n, pace) => {
          if (!(pace > 0)) {
            return;
          }
          const chance = newcomerChance(n, pace);
          expect(chance).toBeGreaterThan(0);
          expect(chance).toBeLessThanOrEqual(1);
          expect(newcomerChance(n + 1, pace)).toBeGreaterThanOrEqual(chance);
          expect(newcomerChance(n, 2 * pace)).toBeGreaterThanOrEqual(chance);
        }
      )
    );
  });

  it('is 1 − (1 + 1/2)^(−1/2) when nothing came in twice the time', () => {
    expect(newcomerChance(0, 0.5)).toBeCloseTo(1 - 1 / Math.sqrt(1.5), 12);
  });
});
