import type { IMinutes } from '../../series/minute-rows';
import { beaconFindings, beaconOf } from '../beacon';

const MINUTE = 60_000;
const START = 29_700_000;
const grid = { bucketMs: 60 * MINUTE, start: START / 60, length: 240, partial: -1 };

/** A key that comes every so many minutes, each time with two rows. */
function every(period: number, beats: number): IMinutes {
  const at = Float64Array.from({ length: beats }, (_, i) => START + i * period);
  return { keys: ['i-1', '203.0.113.7'], at, counts: new Float64Array(beats).fill(2) };
}

describe('the beat of a key', () => {
  it('has period, jitter, coverage and the rows that it was made of', () => {
    const found = beaconOf(every(10, 200))!;
    expect(found).toMatchObject({
      periodMs: 10 * MINUTE,
      coverage: 1,
      beats: 200,
      events: 400,
      fromMs: START * MINUTE,
      toMs: (START + 1991) * MINUTE
    });
    expect(found.jitter).toBeCloseTo(0, 9);
  });

  it('is drawn by its last beats, the last one at the right edge', () => {
    const { start, counts, toMs } = beaconOf(every(10, 200))!;
    expect(counts).toHaveLength(480);
    expect((start + counts.length) * MINUTE).toBe(toMs);
    expect(counts[479]).toBe(2);
    expect(counts.filter(count => count > 0)).toHaveLength(48);
  });

  it('is not there in traffic without one, nor in a handful of rows', () => {
    let state = 1;
    let minute = START;
    const at = Float64Array.from({ length: 300 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (minute += Math.ceil(-10 * Math.log1p(-state / 2 ** 32)));
    });
    expect(beaconOf({ keys: ['a'], at, counts: new Float64Array(300).fill(1) })).toBeNull();
    expect(beaconOf(every(10, 5))).toBeNull();
  });
});

describe('the findings of beacons', () => {
  it('have the place, the series and the numbers of the key', () => {
    const one = { keys: ['i-1', '203.0.113.7'], beacon: beaconOf(every(10, 200))! };
    const [found] = beaconFindings([one], 50, grid, () => 3);
    expect(found).toMatchObject({
      kind: 'beacon',
      series: 3,
      first: 0,
      last: 33,
      message: { id: 'beacon', args: { periodMs: 10 * MINUTE, beats: 200, events: 400 } }
    });
    expect(found.id).toMatch(/^beacon-\w+-495000$/);
  });

  it('put the steadier and longer one first', () => {
    const longer = { keys: ['a'], beacon: beaconOf(every(10, 400))! };
    const shorter = { keys: ['b'], beacon: beaconOf(every(10, 40))! };
    const [a, b] = beaconFindings([longer, shorter], 50, grid, () => -1);
    expect(a.score).toBeGreaterThan(b.score);
    expect(a.score).toBeLessThanOrEqual(100);
  });
});
