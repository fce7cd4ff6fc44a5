import { detectorOf, detectorsOf, OF_SERIES } from '../findings/gather';
import type { IFinding, IFindingSet, IMessage } from '../findings/types';
import type { IGrid } from '../series/types';
import type { KeyTuple } from '../sql/types';

/** Which part of the findings the list shows. */
export type Filter = 'all' | IFinding['kind'];

const FILTERS: readonly Filter[] = [
  'all',
  'first-seen',
  'silence',
  'beacon',
  'trend',
  'outlier',
  'change'
];

/** Parts that a list can show: what is found in the series always, the others where the question looks for them. */
export function filtersOf(set: IFindingSet | null): Filter[] {
  const made = [...OF_SERIES, ...detectorsOf(set)];
  return FILTERS.filter(filter => filter === 'all' || made.includes(detectorOf(filter)));
}

/** The part that a result opens on: of what a question looks for first, when some was found, else everything. */
export function openingFilter(set: IFindingSet | null): Filter {
  const [first] = detectorsOf(set);
  const kind = set?.findings.find(finding => detectorOf(finding.kind) === first)?.kind;
  return kind && !OF_SERIES.includes(first) ? kind : 'all';
}

/** How many of the steepest rises, and of the steepest falls, open the trend view. */
export const STEEPEST = 5;

/** Something the list can show and the detail can be about: a finding, or the trend of a series that isn't one. */
export interface IEntry {
  id: string;
  kind: IFinding['kind'];
  /** Row of the series in the set; −1 when it isn't one of them. */
  series: number;
  /** Keys of an entry that brings its own; else they are those of the series. */
  keys?: KeyTuple;
  /** Inclusive indices on the grid. */
  first: number;
  last: number;
  direction: 'up' | 'down' | 'flat';
  message: IMessage;
  /** 0 to 1, for the bar at the row's edge; 0 when it isn't a finding. */
  severity: number;
  finding: IFinding | null;
}

/** Heading of a part of the trend view. */
export type Section = 'findings' | 'rises' | 'falls' | 'ranking';

/** A line of the list. The same entry can stand in two sections, so a line has an id of its own. */
export type ListRow =
  | { type: 'heading'; id: string; section: Section; count: number }
  | { type: 'entry'; id: string; section: Section; entry: IEntry };

/** How many findings each chip stands for. */
export function countsOf(set: IFindingSet | null): Record<Filter, number> {
  const counts: Record<Filter, number> = {
    all: 0,
    'first-seen': 0,
    silence: 0,
    beacon: 0,
    trend: 0,
    outlier: 0,
    change: 0
  };
  for (const finding of set?.findings ?? []) {
    counts.all++;
    counts[finding.kind]++;
  }
  return counts;
}

/** Score of the strongest finding there can be. */
const TOP_SCORE = 100;

/** Entries of the findings, in the set's own order (ranked). */
export function entriesOf(set: IFindingSet): IEntry[] {
  return set.findings.map(finding => ({
    id: finding.id,
    kind: finding.kind,
    series: finding.series,
    ...(finding.keys ? { keys: finding.keys } : {}),
    first: finding.first,
    last: finding.last,
    direction: finding.direction,
    message: finding.message,
    severity: Math.min(1, Math.max(0, finding.score / TOP_SCORE)),
    finding
  }));
}

/**
 * The trend of every series, steepest rise first, by slope relative to the series' own level so that the biggest
 * volume isn't always first. Series without a finite slope come last.
 */
export function trendEntriesOf(set: IFindingSet, grid: IGrid): IEntry[] {
  const bySeries = new Map<number, IEntry>();
  for (const entry of entriesOf(set)) {
    if (entry.kind === 'trend') {
      bySeries.set(entry.series, entry);
    }
  }
  const rank = (relative: number) => (Number.isFinite(relative) ? relative : -Infinity);
  return [...set.trends]
    .sort((a, b) => rank(b.relative) - rank(a.relative) || a.series - b.series)
    .map(trend => {
      const found = bySeries.get(trend.series);
      return (
        found ?? {
          id: `trend-of-${trend.series}`,
          kind: 'trend' as const,
          series: trend.series,
          first: 0,
          last: grid.length - 1,
          direction: trend.direction,
          message: {
            id: trend.relative < 0 ? ('trend-down' as const) : ('trend-up' as const),
            args: {
              from: grid.start * grid.bucketMs,
              to: (grid.start + grid.length) * grid.bucketMs,
              slope: trend.slope,
              relative: trend.relative,
              p: trend.p
            }
          },
          severity: 0,
          finding: null
        }
      );
    });
}

/** Keys of what an entry is about. */
export function keysOf(entry: Pick<IEntry, 'series' | 'keys'>, keys: KeyTuple[]): KeyTuple {
  return entry.keys ?? keys[entry.series] ?? [];
}

/** Whether any key of the tuple holds the text, whatever its case. NULL is found as "null". */
export function matches(keys: KeyTuple, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || keys.some(key => (key ?? 'null').toLowerCase().includes(wanted));
}

/**
 * Lines of the list: the ranked findings of the filter; under trends first the steepest rises and falls, of each the clear
 * ones before what may be chance, then the full ranking of all series.
 *
 * @param keys - key tuples by series
 * @param text - text that a key must hold; empty for all
 */
export function rowsOf(
  set: IFindingSet,
  grid: IGrid,
  keys: KeyTuple[],
  filter: Filter,
  text: string
): ListRow[] {
  const isWanted = (entry: IEntry) => matches(keysOf(entry, keys), text);
  const line =
    (section: Section) =>
    (entry: IEntry): ListRow => ({ type: 'entry', id: `${section}:${entry.id}`, section, entry });
  if (filter !== 'trend') {
    return entriesOf(set)
      .filter(entry => (filter === 'all' || entry.kind === filter) && isWanted(entry))
      .map(line('findings'));
  }
  const ranking = trendEntriesOf(set, grid).filter(isWanted);
  const trends = new Map(set.trends.map(trend => [trend.series, trend]));
  const steepest = (sign: 1 | -1): IEntry[] => {
    const steep = ranking.filter(e => sign * (trends.get(e.series)?.relative ?? 0) > 0);
    const inOrder = sign > 0 ? steep : steep.reverse();
    // What may be chance is steeper more often than not, since a short series has any slope.
    const isClear = (e: IEntry): boolean => trends.get(e.series)?.direction !== 'flat';
    return [...inOrder.filter(isClear), ...inOrder.filter(e => !isClear(e))].slice(0, STEEPEST);
  };
  const rises = steepest(1);
  const falls = steepest(-1);
  const rows: ListRow[] = [];
  for (const [section, entries] of [
    ['rises', rises],
    ['falls', falls],
    ['ranking', ranking]
  ] as const) {
    if (entries.length > 0) {
      rows.push({ type: 'heading', id: `heading:${section}`, section, count: entries.length });
      rows.push(...entries.map(line(section)));
    }
  }
  return rows;
}
