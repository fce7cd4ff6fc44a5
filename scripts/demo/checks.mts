// Do the numbers of a finding come back from its own statements?
import type { IFinding } from '../../src/findings/types';
import type { IBucketSpan } from '../../src/sql/types';
import { keysOf, type IAnalysed } from './analyse.mts';
import { eachOf, type Engine } from './athena.mts';
import { numbersOf } from './batch.mts';

/** What a finding shows: a span of a series, and its number there; null is no observation. */
interface IShown {
  kind: IFinding['kind'];
  keys: (string | null)[];
  span: IBucketSpan;
  value: number | null;
}

/** How many numbers were compared, and which weren't the same. */
export interface ICompared {
  checked: number;
  events: number;
  wrong: string[];
}

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

/**
 * Compares the check statement of every finding with its bucket. For a plain count the events statement must give as
 * many rows: they are counted for `counted` findings of the question, and read for the first `read` of them.
 */
export async function mismatches(
  engine: Engine,
  analysed: IAnalysed,
  { counted, read }: { counted: number; read: number }
): Promise<ICompared> {
  const { plan } = analysed;
  const shown = analysed.findings.findings.map(finding => shownBy(analysed, finding));
  const wrong: string[] = [];
  const compare = (what: string, { kind, keys, value }: IShown, answer: number | null): void => {
    if (answer !== value) {
      wrong.push(`${kind} ${JSON.stringify(keys)}: the finding shows ${value}, ${what} ${answer}`);
    }
  };
  const checks = await numbersOf(
    engine,
    shown.map(({ kind, keys, span }) =>
      kind === 'first-seen' || kind === 'beacon'
        ? plan.count(keys, span).sql
        : plan.check(keys, span).sql
    )
  );
  shown.forEach((entry, i) => compare('the check gives', entry, checks[i]));
  const events = ({ keys, span }: IShown): string => plan.events(keys, span, Infinity).sql;
  const listed = plan.measure.kind === 'count' ? shown.slice(0, counted) : [];
  const counts = await numbersOf(
    engine,
    listed.map(entry => `SELECT count(*) AS events FROM (\n${events(entry)}\n)`)
  );
  listed.forEach((entry, i) => compare('the number of events is', entry, counts[i]));
  await eachOf(listed.slice(0, read), async entry => {
    compare('rows of events are', entry, (await engine.rows(events(entry))).length);
  });
  return { checked: shown.length, events: listed.length, wrong };
}

function shownBy(analysed: IAnalysed, finding: IFinding): IShown {
  const { plan, set } = analysed;
  const { bucketMs, measure } = plan;
  const { start, length } = set.grid;
  const { kind } = finding;
  const keys = keysOf(analysed, finding);
  if (finding.kind === 'first-seen' || finding.kind === 'beacon') {
    // Nothing comes after the last beat.
    const span = { bucketMs, first: start + finding.first, end: start + length };
    return { kind, keys, span, value: finding.detail.events };
  }
  const at = shownBucket(finding);
  const value = set.values[finding.series * length + at];
  return {
    kind,
    keys,
    span: { bucketMs, first: start + at, end: start + at + 1 },
    // No observation is no number: a silent bucket is empty, and a ratio over nothing is NULL.
    value: Number.isNaN(value) ? (measure.kind === 'ratio' ? null : 0) : value
  };
}
