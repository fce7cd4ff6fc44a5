import type { IResultDocument } from '../analysis/document';
import { firstSightFindings } from '../findings/first-seen';
import { gatherFindings } from '../findings/gather';
import type { DetectorName } from '../questions/types';
import type { KeyTuple } from '../sql/types';

const DAY = 86_400_000;

/**
 * A result whose question also looks for new keys, and which found these: each came so many whole buckets before the
 * end of the range and has had one row a bucket since.
 */
export function withNewKeys(
  document: IResultDocument,
  fresh: { keys: KeyTuple; ago: number }[],
  detectors: DetectorName[] = ['first-seen', 'outlier']
): IResultDocument {
  const { series, range, findings } = document;
  if (!series || !findings) {
    throw new Error('New keys are added to a finished result.');
  }
  const { grid, keyNames, keys } = series;
  const { to } = range;
  const span = { from: to - 45 * DAY, recentFrom: to - 7 * DAY, to };
  const rows = fresh.map(one => {
    const counts = new Float64Array(grid.length).fill(1, grid.length - one.ago);
    const firstMs = (grid.start + grid.length - one.ago) * grid.bucketMs;
    return {
      keys: one.keys,
      firstMs,
      lastMs: to - 1,
      events: one.ago,
      counts,
      ownerFirstMs: span.from,
      ownerNew: 0,
      memoryMs: span.from,
      newOwners: 0,
      newKeys: fresh.length
    };
  });
  const { findings: found, summary } = firstSightFindings(rows, {
    span,
    memoryFrom: span.from,
    grid,
    keyNames,
    owner: -1,
    seriesOf: wanted => keys.findIndex(each => JSON.stringify(each) === JSON.stringify(wanted))
  });
  const more = { findings: found, firstSeen: summary };
  return { ...document, findings: gatherFindings(findings, detectors, more) };
}
