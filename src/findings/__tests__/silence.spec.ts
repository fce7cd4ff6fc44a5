import type { ISilence } from '../../detectors/arrivals/silences';
import type { KeyTuple } from '../../sql/types';
import { gatherFindings } from '../gather';
import { silenceFindings } from '../silence';
import type { IFinding } from '../types';

const HOUR = 3_600_000;

const silence = (first: number, last: number, more: Partial<ISilence> = {}): ISilence => ({
  first,
  last,
  ongoing: false,
  usual: 20,
  missed: 20 * (last - first + 1),
  p: 1e-40,
  ...more
});

const setOf = (keys: KeyTuple[]) => ({
  grid: { bucketMs: HOUR, start: 1000, length: 720, partial: -1 },
  keys
});

describe('the findings of silence', () => {
  it('say since when, what is usual and what is missing', () => {
    const lasting = silence(700, 719, { ongoing: true });
    const [found] = silenceFindings(setOf([['a'], ['b']]), [[], [lasting]]);
    expect(found).toMatchObject({
      kind: 'silence',
      series: 1,
      first: 700,
      last: 719,
      message: {
        id: 'silence',
        args: { from: 1700 * HOUR, to: 1720 * HOUR, buckets: 20, usual: 20, missed: 400, others: 0 }
      }
    });
    expect(found.score).toBeGreaterThan(80);
    expect(found.q).toBeCloseTo(2e-40, 45);
  });

  it('tell one that ended as that', () => {
    const [found] = silenceFindings(setOf([['a']]), [[silence(100, 123)]]);
    expect(found.message.id).toBe('silence-ended');
  });

  it('tell once what befell most sources together, by the one that misses most', () => {
    const all = [20, 500, 30, 40].map(missed => [silence(100, 123, { missed })]);
    const found = silenceFindings(setOf([['a'], ['b'], ['c'], ['d'], ['e']]), [...all, []]);
    expect(found.map(({ series, message }) => [series, message.args.others])).toEqual([[1, 3]]);
  });

  it('tell two of many each on its own', () => {
    const keys = Array.from({ length: 10 }, (_, i) => [`vpc-${i}`]);
    const silent = keys.map((_, i) => (i < 2 ? [silence(100, 123)] : []));
    expect(silenceFindings(setOf(keys), silent).map(({ series }) => series)).toEqual([0, 1]);
  });
});

describe('a fall to zero', () => {
  const fall = (kind: IFinding['kind'], series: number, first: number): IFinding =>
    ({
      kind,
      series,
      first,
      last: first,
      id: `${kind}-${series}`,
      score: 50,
      direction: 'down'
    }) as unknown as IFinding;

  it('is not told beside the silence that it begins, that of another source is', () => {
    const [silent] = silenceFindings(setOf([['a']]), [[silence(100, 123)]]);
    const falls = [fall('change', 0, 100), fall('outlier', 0, 110), fall('change', 1, 100)];
    const set = gatherFindings(
      { findings: falls, expectedFalse: 1, trends: [], skipped: [] },
      ['silence', 'change', 'outlier'],
      { findings: [silent] }
    );
    expect(set.findings.map(({ kind, series }) => [kind, series])).toEqual([
      ['silence', 0],
      ['change', 1]
    ]);
  });
});
