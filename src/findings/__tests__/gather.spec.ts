import type { IFinding, IFindingSet } from '../types';
import { furtherOf, gatherFindings } from '../gather';

const finding = (kind: IFinding['kind'], id: string, score: number): IFinding =>
  ({ kind, id, score, series: 0, first: 0, last: 0 }) as unknown as IFinding;

const ranked: IFindingSet = {
  findings: [finding('outlier', 'a', 80), finding('change', 'b', 60), finding('trend', 'c', 20)],
  expectedFalse: 1.5,
  trends: [],
  skipped: []
};
const fresh = finding('first-seen', 'd', 70);

describe('all findings of a run', () => {
  it('stand in one ranking, whatever they come from', () => {
    const set = gatherFindings(ranked, ['outlier', 'change', 'first-seen'], { findings: [fresh] });
    expect(set.findings.map(({ id }) => id)).toEqual(['a', 'd', 'b']);
    expect(set.expectedFalse).toBe(1.5);
  });

  it('are only those that the question looks for; no flag that is not shown is expected', () => {
    const set = gatherFindings(ranked, ['first-seen'], { findings: [fresh] });
    expect(set.findings).toEqual([fresh]);
    expect(set.expectedFalse).toBe(0);
    expect(set.detectors).toEqual(['first-seen']);
  });

  it('keep what was found beside the series when these are detected again', () => {
    const summary = { recentMs: 7, memoryMs: 38, owner: null, unproven: 2, leftOut: 0 };
    const failed = [{ detector: 'silence' as const, reason: 'no' }];
    const more = { findings: [fresh], firstSeen: summary, failed };
    const detectors = ['outlier', 'first-seen'] as const;
    const set = gatherFindings(ranked, detectors, more);
    expect(gatherFindings({ ...ranked, findings: [] }, detectors, furtherOf(set))).toMatchObject({
      findings: [fresh],
      firstSeen: summary,
      failed
    });
  });
});
