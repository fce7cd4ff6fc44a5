import type { IFindingSet } from '../../findings/types';
import type { DetectorName } from '../../questions/types';
import { resultDocument } from '../../testing/result-document';
import { Format } from '../format';
import { verdictOf } from '../verdict';
import { DAY, eventful, quiet, trans } from './results';

const format = new Format(trans);
const SERIES: DetectorName[] = ['outlier', 'change', 'trend'];

/** The verdict over so many findings of each kind. */
function said(
  kinds: string[],
  detectors: DetectorName[],
  expectedFalse: number,
  more: object = {}
): string {
  const document = eventful();
  const [one] = document.findings!.findings;
  const findings = kinds.map(kind => ({ ...one, kind })) as IFindingSet['findings'];
  const set = { ...document.findings!, findings, detectors, expectedFalse };
  return verdictOf({ ...document, findings: set, ...more }, format, trans);
}

describe('the verdict', () => {
  it.each<[string, string[], DetectorName[], number]>([
    ['2 findings, expect 0.4 of them to be false.', ['outlier', 'change'], SERIES, 0.42],
    ['1 finding, expect less than 0.1 to be false.', ['outlier'], SERIES, 0.01],
    ['Nothing found.', [], SERIES, 0.01],
    ['Nothing found; chance alone would give about 2.', [], SERIES, 2],
    ['1 finding; this profile cannot say how many are false.', ['change'], SERIES, NaN],
    ['Nothing found.', [], [...SERIES, 'first-seen'], 0.01],
    [
      '1 finding, expect less than 0.1 to be false. Nothing new.',
      ['outlier'],
      [...SERIES, 'first-seen'],
      0.01
    ],
    ['2 new. Nothing else.', ['first-seen', 'first-seen'], [...SERIES, 'first-seen'], 0.01],
    [
      '3 findings: 1 new, and 2 in the series, expect 0.3 of these to be false.',
      ['first-seen', 'outlier', 'trend'],
      [...SERIES, 'first-seen'],
      0.3
    ],
    ['1 silent.', ['silence'], ['silence'], 0],
    ['Nothing silent.', [], ['silence'], 0],
    ['No beacon.', [], ['periodicity'], 0],
    ['Nothing new and no beacon.', [], ['first-seen', 'periodicity'], 0]
  ])('is: %s', (verdict, kinds, detectors, expected) => {
    expect(said(kinds, detectors, expected)).toBe(verdict);
  });

  it('of a range without rows claims nothing of what was not there', () => {
    const empty = resultDocument({ bucketMs: DAY, series: [] });
    expect(verdictOf(empty, format, trans)).toBe('No rows in the range.');
    const coverage = { rows: 12, looked: null, newest: null, older: 0 };
    expect(verdictOf({ ...empty, coverage }, format, trans)).toBe(
      'Nothing of this kind in the range.'
    );
    const calm = resultDocument({ bucketMs: DAY, series: [{ keys: ['a'], values: quiet(90, 3) }] });
    calm.findings!.findings = [];
    expect(verdictOf(calm, format, trans)).toMatch(/^Nothing found/);
  });
});
