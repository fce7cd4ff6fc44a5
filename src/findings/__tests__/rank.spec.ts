import fc from 'fast-check';

import type { IChange, IOutlier, ITrend } from '../../detectors/types';
import type { ISeriesSet } from '../../series/types';
import type { KeyTuple } from '../../sql/types';
import { keyHash } from '../key-hash';
import { rankFindings } from '../rank';
import type { IDetected, INotDetected } from '../rank';

const LENGTH = 20;
const DAY = 86_400_000;

const FLAT: ITrend = { direction: 'flat', slope: 0, relative: 0, low: 0, high: 0, p: 1 };
const QUIET: IDetected = {
  outliers: [],
  changes: [],
  trend: FLAT,
  silentSince: -1,
  expectedFalse: 0.5
};

function spike(at: number, observed: number, expected: number, p: number, effect = 10): IOutlier {
  const direction = observed > expected ? 'up' : 'down';
  return { first: at, last: at, peak: at, direction, observed, expected, p, effect };
}

function step(index: number, before: number, after: number, p = 1e-6): IChange {
  return { index, direction: after > before ? 'up' : 'down', before, after, confidence: 1 - p, p };
}

function setOf(keys: KeyTuple[], level: (series: number) => number = () => 10): ISeriesSet {
  const values = new Float64Array(keys.length * LENGTH);
  keys.forEach((_, s) =>
    values
      .subarray(s * LENGTH, (s + 1) * LENGTH)
      .forEach((__, i, all) => (all[i] = level(s) + (i % 2)))
  );
  return {
    grid: { bucketMs: DAY, start: 20_000, length: LENGTH, partial: -1 },
    keyNames: ['k'],
    keys,
    values,
    missing: new Uint8Array(LENGTH),
    leftOut: null
  };
}

describe('ranked findings', () => {
  it('put a tenfold burst of a small series before a small wobble of a huge one', () => {
    const set = setOf([['huge'], ['small']], s => (s === 0 ? 1e6 : 10));
    const { findings } = rankFindings(
      set,
      [
        { ...QUIET, outliers: [spike(3, 1.15e6, 1e6, 1e-300, 150)] },
        { ...QUIET, outliers: [spike(7, 100, 10, 1e-12, 25)] }
      ],
      'count'
    );
    expect(findings.map(finding => finding.series)).toEqual([1, 0]);
  });

  it('put the surer of two equal effects first, and the larger of two equally sure ones', () => {
    const set = setOf([['a'], ['b'], ['c']]);
    const rank = (list: IOutlier[]) =>
      rankFindings(
        set,
        list.map(o => ({ ...QUIET, outliers: [o] })),
        'count'
      ).findings.map(f => f.series);
    expect(rank([spike(1, 40, 10, 1e-5), spike(1, 40, 10, 1e-9)])).toEqual([1, 0]);
    expect(rank([spike(1, 30, 10, 1e-9), spike(1, 300, 10, 1e-9, 100)])).toEqual([1, 0]);
  });

  it('put a flood out of nothing before a trickle, though its effect is beyond all numbers', () => {
    const set = setOf([['trickle'], ['flood']], () => 0);
    set.values.fill(0);
    set.values[3] = 29_847;
    set.values[LENGTH + 9] = 4e11;
    const { findings } = rankFindings(
      set,
      [
        { ...QUIET, outliers: [spike(3, 29_847, 0, 0, 2.98e304)] },
        { ...QUIET, outliers: [spike(9, 4e11, 0, 0, Infinity)] }
      ],
      'count'
    );
    expect(findings.map(finding => finding.series)).toEqual([1, 0]);
  });

  it('weigh shares by the odds and by the rows behind them', () => {
    const set = setOf([['many'], ['few'], ['whole']], () => 0);
    set.values.fill(0.02);
    set.values.fill(0.98, 2 * LENGTH);
    set.weights = new Float64Array(set.values.length).fill(400);
    set.weights.fill(4, LENGTH, 2 * LENGTH);
    const own = (rows: number): number => 0.18 / Math.sqrt((0.02 * 0.98) / rows);
    const { findings } = rankFindings(
      set,
      [
        { ...QUIET, outliers: [spike(5, 0.2, 0.02, 1e-8, own(400))] },
        { ...QUIET, outliers: [spike(5, 0.2, 0.02, 1e-8, own(4))] },
        { ...QUIET, outliers: [spike(5, 0.8, 0.98, 1e-8, own(400))] }
      ],
      'count'
    );
    const scores = [0, 1, 2].map(series => findings.find(f => f.series === series)!.score);
    expect(scores[0]).toBeGreaterThan(scores[1] + 5);
    expect(scores[2]).toBeCloseTo(scores[0], 6);
    expect(findings[0].message.args.rows).toBe(400);
    set.weights = null;
    const [bare] = rankFindings(
      set,
      [QUIET, { ...QUIET, outliers: [spike(5, 1, 0, 1e-8)] }, QUIET],
      'count'
    ).findings;
    expect(bare.message.args).not.toHaveProperty('rows');
  });

  it('compare kinds: an overwhelming change comes before a barely flagged spike', () => {
    const set = setOf([['a'], ['b']]);
    const { findings } = rankFindings(
      set,
      [
        { ...QUIET, outliers: [spike(5, 22, 10, 1e-5, 5)] },
        { ...QUIET, changes: [step(9, 10, 120, 1e-20)] }
      ],
      'count'
    );
    expect(findings.map(finding => finding.kind)).toEqual(['change', 'outlier']);
  });

  it('have Benjamini and Hochberg q values by kind', () => {
    const set = setOf([['a'], ['b']]);
    const { findings } = rankFindings(
      set,
      [
        { ...QUIET, outliers: [spike(1, 40, 10, 1e-6), spike(5, 40, 10, 3e-6)] },
        { ...QUIET, changes: [step(9, 10, 40, 0.004)] }
      ],
      'count'
    );
    const q = Object.fromEntries(findings.map(f => [`${f.kind}${f.first}`, f.q]));
    expect(q.outlier1).toBeCloseTo(4e-5, 10);
    expect(q.outlier5).toBeCloseTo(6e-5, 10);
    expect(q.change9).toBeCloseTo(0.008, 10);
  });

  it('tell a step and the outlier at its foot once', () => {
    const { findings } = rankFindings(
      setOf([['a']]),
      [
        {
          ...QUIET,
          outliers: [{ ...spike(9, 45, 10, 1e-8), last: 11 }],
          changes: [step(9, 10, 40)]
        }
      ],
      'count'
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ kind: 'change', first: 9, last: 11 });
    expect(findings[0].kind === 'change' && findings[0].outliers).toHaveLength(1);
  });

  it.each([
    ['the first of the new level', spike(9, 25, 40, 1e-8)],
    ['the last of the old level', spike(8, 25, 10, 1e-8)]
  ])('tell a step in the middle of %s bucket once', (_, half) => {
    const { findings } = rankFindings(
      setOf([['a']]),
      [{ ...QUIET, outliers: [half], changes: [step(9, 10, 40)] }],
      'count'
    );
    expect(findings.map(finding => [finding.kind, finding.first])).toEqual([['change', 9]]);
  });

  it.each([
    ['overshoots the new level', spike(9, 400, 10, 1e-8)],
    ['goes the other way', spike(9, 1, 10, 1e-8)],
    ['is elsewhere', spike(3, 40, 10, 1e-8)]
  ])('keep an outlier apart from the change when it %s', (_, outlier) => {
    const { findings } = rankFindings(
      setOf([['a']]),
      [{ ...QUIET, outliers: [outlier], changes: [step(9, 10, 40)] }],
      'count'
    );
    expect(findings.map(finding => finding.kind).sort()).toEqual(['change', 'outlier']);
  });

  it('of the seed profile rank without p values', () => {
    const set = setOf([['a'], ['b']]);
    const found = rankFindings(
      set,
      [
        { ...QUIET, outliers: [spike(1, 40, 10, NaN, 6)], expectedFalse: NaN },
        { ...QUIET, outliers: [spike(1, 90, 10, NaN, 16)], expectedFalse: NaN }
      ],
      'seed'
    );
    expect(found.findings.map(finding => finding.series)).toEqual([1, 0]);
    expect(found.findings[0].q).toBeNaN();
    expect(found.expectedFalse).toBeNaN();
  });

  it('state how many false flags to expect and which series were not taken', () => {
    const bad: INotDetected = { error: 'too odd' };
    const found = rankFindings(setOf([['a'], ['b'], ['c']]), [QUIET, bad, QUIET], 'count');
    expect(found.expectedFalse).toBe(1);
    expect(found.skipped).toEqual([{ series: 1, reason: 'too odd' }]);
    expect(found.trends.map(trend => trend.series)).toEqual([0, 1, 2]);
    expect(found.trends[1].relative).toBeNaN();
  });

  it('say in messages what happened, when, in absolute time', () => {
    const { findings } = rankFindings(
      setOf([['a']]),
      [
        {
          ...QUIET,
          outliers: [
            spike(2, 60, 0, 1e-9),
            { ...spike(4, 60, 9, 1e-9), last: 6 },
            spike(8, 0, 10, 1e-9),
            spike(12, 60, 20, 1e-9)
          ],
          changes: [step(15, 10, 0), step(17, 0, 7)],
          trend: {
            ...FLAT,
            direction: 'up',
            slope: 1,
            relative: 0.1,
            p: 0.001,
            low: 0.5,
            high: NaN
          }
        }
      ],
      'count'
    );
    const messages = Object.fromEntries(findings.map(f => [f.message.id, f.message.args]));
    expect(Object.keys(messages).sort()).toEqual([
      'change-from-zero',
      'change-to-zero',
      'outlier-from-zero',
      'outlier-to-zero',
      'outlier-up',
      'outlier-up-burst',
      'trend-up'
    ]);
    expect(messages['outlier-up']).toMatchObject({
      from: 20_012 * DAY,
      to: 20_013 * DAY,
      observed: 60,
      expected: 20,
      ratio: 3
    });
    expect(messages['outlier-up-burst']).toMatchObject({
      from: 20_004 * DAY,
      to: 20_007 * DAY,
      buckets: 3
    });
    expect(messages['outlier-from-zero'].ratio).toBeNull();
    expect(messages['trend-up']).toMatchObject({ slope: 1, low: 0.5, high: null });
  });

  it('have ids that only kind, key and place decide', () => {
    const set = setOf([['a'], [null], ['']]);
    const found = rankFindings(
      set,
      set.keys.map(() => ({ ...QUIET, outliers: [spike(3, 40, 10, 1e-9)] })),
      'count'
    );
    expect(new Set(found.findings.map(finding => finding.id)).size).toBe(3);
    const later = { ...set, grid: { ...set.grid, start: set.grid.start - 4 } };
    const moved = rankFindings(
      later,
      set.keys.map(() => ({ ...QUIET, outliers: [spike(7, 40, 10, 1e-9)] })),
      'count'
    );
    expect(moved.findings.map(finding => finding.id)).toEqual(
      found.findings.map(finding => finding.id)
    );
  });

  const chance = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1e-300, NaN)
  );
  const level = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -3, 1e300)
  );
  const outlier = fc
    .tuple(fc.nat({ max: LENGTH - 1 }), level, level, chance)
    .map(([at, seen, usual, p]) => spike(at, seen, usual, p, Math.abs(seen - usual)));
  const change = fc
    .tuple(fc.nat({ max: LENGTH - 1 }), level, level, chance)
    .map(([at, before, after, p]) => step(at, before, after, p));
  const unique = {
    selector: (event: { index?: number; first?: number }) => event.index ?? event.first
  };
  const detected = fc.record({
    outliers: fc.uniqueArray(outlier, { maxLength: 3, ...unique }),
    changes: fc.uniqueArray(change, { maxLength: 2, ...unique }),
    trend: fc.record({
      direction: fc.constantFrom<ITrend['direction']>('up', 'down', 'flat'),
      slope: level,
      relative: level,
      low: level,
      high: level,
      p: chance
    }),
    silentSince: fc.constant(-1),
    expectedFalse: fc.double({ min: 0, max: 2, noNaN: true })
  });

  it('are the same whatever the order of the series', () => {
    fc.assert(
      fc.property(fc.array(detected, { minLength: 2, maxLength: 6 }), fc.nat(), (list, turn) => {
        const keys = list.map((_, i): KeyTuple => [`key ${i}`]);
        const by = turn % list.length;
        const rotate = <T>(all: T[]): T[] => [...all.slice(by), ...all.slice(0, by)];
        const told = (set: ISeriesSet, all: IDetected[]) =>
          rankFindings(set, all, 'count').findings.map(({ id, score, q, series }) => ({
            id,
            score,
            q,
            key: set.keys[series]
          }));
        expect(told(setOf(rotate(keys)), rotate(list))).toEqual(told(setOf(keys), list));
      })
    );
  });

  it('always have a score between 0 and 100, in falling order', () => {
    fc.assert(
      fc.property(fc.array(detected, { maxLength: 5 }), list => {
        const set = setOf(list.map((_, i) => [String(i)]));
        const scores = rankFindings(set, list, 'count').findings.map(finding => finding.score);
        expect(scores.every(score => score >= 0 && score <= 100)).toBe(true);
        expect([...scores].sort((a, b) => b - a)).toEqual(scores);
      })
    );
  });
});

describe('names of series', () => {
  it('tell NULL, the empty string and shifted parts apart', () => {
    const tuples: KeyTuple[] = [
      [null],
      [''],
      ['null'],
      ['a', ''],
      ['', 'a'],
      ['a', null],
      [null, 'a']
    ];
    expect(new Set(tuples.map(keyHash)).size).toBe(tuples.length);
  });
});
