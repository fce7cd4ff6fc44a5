import type { IDetection } from '../detectors/types';
import type { ISeriesSet } from '../series/types';
import { keyHash } from './key-hash';
import { mergeEvents } from './merge';
import { changeMessage, outlierMessage, trendMessage } from './messages';
import { qValues } from './q-values';
import { doublings, score, spreadOf, sureness } from './score';
import { shareDoublings, shareSpread } from './shares';
import type { IFinding, IFindingSet } from './types';

/** What ranking needs of a detection: its events without the arrays, which would fill memory for many series. */
export type IDetected = Pick<
  IDetection,
  'outliers' | 'changes' | 'trend' | 'silentSince' | 'expectedFalse'
>;

/** A series that the detectors could not take. */
export interface INotDetected {
  error: string;
}

/** A finding before its q value and its score are known. */
interface ICandidate {
  finding: IFinding;
  p: number;
  effect: number;
  doubled: number;
}

type Candidates = Record<'outliers' | 'changes' | 'trends', ICandidate[]>;

/**
 * All findings of a run, ranked on one scale over all series and kinds, the strongest first; series by series, so that
 * nobody has to wait for thousands of them at once.
 *
 * Q values are by kind: among all buckets looked at for outliers, among all series for changes and trends. They and
 * the ranking may differ from run to run; which findings there are depends on each series alone. The same set gives
 * the same answer, in whatever order its series are.
 */
export class FindingRanker {
  /** @param set - The series. */
  constructor(
    private readonly _set: ISeriesSet,
    private readonly _profile: 'count' | 'seed'
  ) {
    this._expectedFalse = _profile === 'seed' ? NaN : 0;
  }

  /** Takes what was found in the next series of the set. */
  add(found: IDetected | INotDetected): void {
    const series = this._series++;
    if ('error' in found) {
      this._skipped.push({ series, reason: found.error });
      this._directions.push({ series, relative: NaN, slope: NaN, direction: 'flat', p: NaN });
      return;
    }
    const { direction, slope, relative, p } = found.trend;
    this._directions.push({ series, relative, slope, direction, p });
    if (this._profile === 'count' && Number.isFinite(found.expectedFalse)) {
      this._expectedFalse += found.expectedFalse;
    }
    this._buckets += this._set.grid.length;
    if (found.outliers.length > 0 || found.changes.length > 0 || direction !== 'flat') {
      collect(this._set, series, found, this._candidates);
    }
  }

  /** The findings of all series added. */
  finish(): IFindingSet {
    const { outliers, changes, trends } = this._candidates;
    weigh(outliers, this._buckets);
    weigh(changes, this._series);
    weigh(trends, this._series);
    return {
      findings: [...outliers, ...changes, ...trends].map(one => one.finding).sort(byScore),
      expectedFalse: this._expectedFalse,
      trends: this._directions,
      skipped: this._skipped
    };
  }

  private readonly _candidates: Candidates = { outliers: [], changes: [], trends: [] };
  private readonly _directions: IFindingSet['trends'] = [];
  private readonly _skipped: IFindingSet['skipped'] = [];
  private _expectedFalse: number;
  private _series = 0;
  private _buckets = 0;
}

/**
 * The same for what was found in all series.
 *
 * @param detected - One for each series, in the order of the set.
 */
export function rankFindings(
  set: ISeriesSet,
  detected: readonly (IDetected | INotDetected)[],
  profile: 'count' | 'seed'
): IFindingSet {
  const ranker = new FindingRanker(set, profile);
  detected.forEach(found => ranker.add(found));
  return ranker.finish();
}

function collect(set: ISeriesSet, series: number, found: IDetected, into: Candidates): void {
  const { grid } = set;
  const row = (numbers: Float64Array): Float64Array =>
    numbers.subarray(series * grid.length, (series + 1) * grid.length);
  const values = row(set.values);
  const weights = set.weights ? row(set.weights) : null;
  const spread = weights ? shareSpread(values, weights) : spreadOf(values);
  const larger = weights ? shareDoublings : doublings;
  const hash = keyHash(set.keys[series]);
  const shared = { series, score: 0, q: NaN };
  const merged = mergeEvents(found.outliers, found.changes);
  for (const detail of merged.outliers) {
    const { first, last, direction, observed, expected, p, effect } = detail;
    // Out of nothing an effect may be beyond all numbers; the spread behind it is then none, not unknown.
    const own = Math.abs(observed - expected) / effect;
    const usual = effect > 0 ? Math.max(own, Math.min(spread, 1)) : spread;
    into.outliers.push({
      finding: {
        ...shared,
        kind: 'outlier',
        id: `outlier-${hash}-${grid.start + first}`,
        direction,
        first,
        last,
        message: outlierMessage(detail, grid, weights?.[detail.peak]),
        detail
      },
      p,
      effect,
      doubled: larger(expected, observed, usual)
    });
  }
  for (const { change: detail, outliers } of merged.changes) {
    const { index, direction, before, after, p } = detail;
    into.changes.push({
      finding: {
        ...shared,
        kind: 'change',
        id: `change-${hash}-${grid.start + index}`,
        direction,
        first: index,
        last: Math.max(index, ...outliers.map(outlier => outlier.last)),
        message: changeMessage(detail, grid),
        detail,
        ...(outliers.length > 0 ? { outliers } : {})
      },
      p,
      effect: Math.abs(after - before) / spread,
      doubled: larger(before, after, spread)
    });
  }
  const { trend: detail } = found;
  if (detail.direction !== 'flat') {
    const rise = detail.slope * (grid.length - 1);
    const level = detail.slope / detail.relative;
    into.trends.push({
      finding: {
        ...shared,
        kind: 'trend',
        id: `trend-${hash}`,
        direction: detail.direction,
        first: 0,
        last: grid.length - 1,
        message: trendMessage(detail, grid),
        detail
      },
      p: detail.p,
      effect: NaN,
      doubled: larger(level - rise / 2, level + rise / 2, spread)
    });
  }
}

/** Gives the findings of one kind their q values and scores. */
function weigh(candidates: ICandidate[], tests: number): void {
  const q = qValues(
    candidates.map(one => one.p),
    tests
  );
  candidates.forEach(({ finding, effect, doubled }, i) => {
    finding.q = q[i];
    const rank = score(sureness(q[i], effect), doubled);
    finding.score = Number.isFinite(rank) ? rank : 0;
  });
}

/** Strongest first; findings of equal score in an order that doesn't depend on the order of the series. */
export function byScore(a: IFinding, b: IFinding): number {
  return b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
