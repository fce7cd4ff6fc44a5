// Do the numbers of a finding come back from its own statements?
import type { IFinding } from '../../src/findings/types';
import type { IBucketSpan } from '../../src/sql/types';
import { keysOf, type IAnalysed } from './analyse.mts';
import { eachOf, type Engine } from './athena.mts';

/** Bucket that a finding is shown by: the peak of an outlier, the first of a new level, the last of a trend. */
export function shownBucket(finding: IFinding): number {
  switch (finding.kind) {
    case 'outlier':
      return finding.detail.peak;
    case 'change':
      return finding.detail.index;
    case 'trend':
      return finding.last;
    case 'first-seen':
    case 'silence':
    case 'beacon':
      return finding.first;
  }
}

/** Mismatches between the check statement (and the number of events, for the first `events` findings) and the bucket. */
export async function mismatches(
  engine: Engine,
  analysed: IAnalysed,
  events: number
): Promise<{ checked: number; wrong: string[] }> {
  const { plan, set } = analysed;
  const { findings } = analysed.findings;
  const found = await eachOf([...findings.entries()], async ([rank, finding]) => {
    const keys = keysOf(analysed, finding);
    if (finding.kind === 'first-seen' || finding.kind === 'beacon') {
      const { bucketMs } = plan;
      const { start, length } = set.grid;
      const span: IBucketSpan = { bucketMs, first: start + finding.first, end: start + length };
      // Nothing comes after the last beat.
      const [[counted]] = await engine.rows(plan.count(keys, span).sql);
      return Number(counted) === finding.detail.events
        ? null
        : `new ${JSON.stringify(keys)}: ${finding.detail.events} rows, the check ${counted}`;
    }
    const at = shownBucket(finding);
    const first = set.grid.start + at;
    const span: IBucketSpan = { bucketMs: plan.bucketMs, first, end: first + 1 };
    const value = set.values[finding.series * set.grid.length + at];
    const [[checked]] = await engine.rows(plan.check(keys, span).sql);
    // No observation is no number: a silent bucket is empty, and a ratio over nothing is NULL.
    const expected = Number.isNaN(value) ? (plan.measure.kind === 'ratio' ? null : 0) : value;
    if ((checked === null ? null : Number(checked)) !== expected) {
      return `${finding.kind} ${JSON.stringify(keys)}: the bucket is ${value}, the check ${checked}`;
    }
    if (plan.measure.kind === 'count' && rank < events) {
      const rows = await engine.rows(plan.events(keys, span, Infinity).sql);
      if (rows.length !== expected) {
        return `${finding.kind} ${JSON.stringify(keys)}: the bucket is ${value}, there are ${rows.length} events`;
      }
    }
    return null;
  });
  return { checked: findings.length, wrong: found.filter(problem => problem !== null) };
}
