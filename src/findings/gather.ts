import type { DetectorName } from '../questions/types';
import { byScore } from './rank';
import { isSilenceOf } from './silence';
import type { IFinding, IFindingSet } from './types';

/** What is looked for in the series themselves; all there was before questions named their detectors. */
export const OF_SERIES: readonly DetectorName[] = ['outlier', 'change', 'trend'];

/** Findings that don't come from ranking the series, and what their searches say as a whole. */
export type IMoreFindings = Pick<IFindingSet, 'findings' | 'firstSeen' | 'failed'>;

/** Analyses of a run; a result that was saved before they were named has those of its series. */
export function detectorsOf(set: Pick<IFindingSet, 'detectors'> | null): readonly DetectorName[] {
  return set?.detectors ?? OF_SERIES;
}

/** The detector behind a kind of finding. */
export function detectorOf(kind: IFinding['kind']): DetectorName {
  return kind === 'beacon' ? 'periodicity' : kind;
}

/**
 * All findings of a run as one ranking: of the series' findings those that the question asks for, and the further ones.
 * A fall that is the beginning of a silence isn't told beside it.
 * Flags that aren't shown aren't expected to be false either.
 */
export function gatherFindings(
  ranked: IFindingSet,
  detectors: readonly DetectorName[],
  more: IMoreFindings
): IFindingSet {
  const silent = more.findings.filter(({ kind }) => kind === 'silence');
  const isAsked = (finding: IFinding): boolean =>
    detectors.includes(detectorOf(finding.kind)) &&
    !silent.some(silence => isSilenceOf(silence, finding));
  const { expectedFalse } = ranked;
  return {
    ...ranked,
    findings: [...ranked.findings.filter(isAsked), ...more.findings].sort(byScore),
    expectedFalse: detectors.includes('outlier') || Number.isNaN(expectedFalse) ? expectedFalse : 0,
    detectors: [...detectors],
    ...(more.firstSeen ? { firstSeen: more.firstSeen } : {}),
    ...(more.failed?.length ? { failed: more.failed } : {})
  };
}

/** What a set holds beside the findings of its series; those stay as they are when the series are detected again. */
export function furtherOf(set: IFindingSet | null): IMoreFindings {
  const { findings = [], firstSeen, failed } = set ?? {};
  return {
    findings: findings.filter(({ kind }) => !OF_SERIES.includes(detectorOf(kind))),
    firstSeen,
    failed
  };
}
