import { seriesLayout, SERIES_LIMIT, type ISeriesLimit, type Row } from '../sql/series-rows';
import type { KeyTuple } from '../sql/types';

/** One series on its way: the texts of its parts, and what it is ranked by. */
interface IMerged {
  keys: KeyTuple;
  cells: string[];
  weights: string[];
  total: number;
  active: number;
  /** Highest value of a bucket and sum of them; of a ratio those of the rows that match. */
  peak: number;
  sum: number;
}

/**
 * Puts rows of the series statement over several spans of days together, as if one statement had asked for all of
 * them: same series, same ranking, same rows (layout in `sql/series-rows`). Spans must not share a bucket; then count,
 * distinct, sum and ratio all merge, since a value belongs to one bucket and a bucket to one span.
 *
 * Order of the rows given doesn't matter.
 */
export class SeriesMerger {
  /**
   * @param _keys - Number of key columns.
   * @param _isWhole - The rows are of one statement over the whole range: what it says of series that it left out
   * holds. Otherwise a row came for every series there is.
   */
  constructor(
    private readonly _keys: number,
    private readonly _isWhole: boolean,
    private readonly _limit: ISeriesLimit = SERIES_LIMIT
  ) {}

  /** Takes one row; of those of a kept day the columns that need ranking may be NULL. */
  add(row: Row): void {
    const layout = seriesLayout(this._keys);
    const keys = row.slice(layout.firstKey, layout.total);
    const isAll = row[layout.slice] === 'all';
    const weighted = row.length > layout.weights;
    this._isWeighted ||= weighted;
    if (row[layout.allSeries] !== null) {
      this._told = { series: Number(row[layout.allSeries]), total: Number(row[layout.allTotal]) };
    }
    const series = isAll ? (this._all ??= fresh(keys)) : this._find(keys);
    const cells = row[layout.cells] ?? '{}';
    const weights = weighted ? (row[layout.weights] ?? '{}') : null;
    take(series, cells, weights);
  }

  /** The rows of the series statement over all spans. The merger is spent afterwards. */
  rows(): Row[] {
    const ranked = [...this._series.values()].sort(byTotal);
    this._series.clear();
    const { top, rare } = this._limit;
    const counted = {
      series: ranked.length,
      total: ranked.reduce((sum, { total }) => sum + total, 0)
    };
    const all = this._isWhole ? (this._told ?? counted) : counted;
    const write =
      (slice: string) =>
      (series: IMerged): Row => [
        slice,
        ...series.keys,
        String(series.total),
        String(series.active),
        joined(series.cells),
        String(all.series),
        String(all.total),
        ...(this._isWeighted ? [joined(series.weights)] : [])
      ];
    return [
      ...(this._all ? [write('all')(this._all)] : []),
      ...ranked.slice(0, top).map(write('top')),
      ...ranked.slice(top).sort(byBurst).slice(0, rare).map(write('rare'))
    ];
  }

  private _find(keys: KeyTuple): IMerged {
    const identity = JSON.stringify(keys);
    let found = this._series.get(identity);
    if (!found) {
      found = fresh(keys);
      this._series.set(identity, found);
    }
    return found;
  }

  private readonly _series = new Map<string, IMerged>();
  private _all: IMerged | null = null;
  private _told: { series: number; total: number } | null = null;
  private _isWeighted = false;
}

function fresh(keys: KeyTuple): IMerged {
  return { keys, cells: [], weights: [], total: 0, active: 0, peak: -Infinity, sum: 0 };
}

function take(series: IMerged, cells: string, weights: string | null): void {
  const values = JSON.parse(cells) as Record<string, number>;
  const behind = weights === null ? null : (JSON.parse(weights) as Record<string, number>);
  for (const bucket in values) {
    const value = Number(values[bucket]);
    // A share times its rows is the number of rows that match, but for the last bit.
    const ranked = behind ? Math.round(value * behind[bucket]) : value;
    series.total += behind ? behind[bucket] : value;
    series.active += 1;
    series.peak = Math.max(series.peak, ranked);
    series.sum += ranked;
  }
  series.cells.push(cells);
  if (weights !== null) {
    series.weights.push(weights);
  }
}

/** `{"1":2}` and `{"3":4}` are `{"1":2,"3":4}`. */
function joined(texts: readonly string[]): string {
  return `{${texts
    .map(text => text.trim().slice(1, -1).trim())
    .filter(text => text !== '')
    .join(',')}}`;
}

/** As the statement ranks: ORDER BY total DESC, k1, …. */
function byTotal(a: IMerged, b: IMerged): number {
  return b.total - a.total || byKeys(a.keys, b.keys);
}

/** ORDER BY burst DESC, k1, …, where burst is peak² / sum, and NULL (last) for a sum of 0. */
function byBurst(a: IMerged, b: IMerged): number {
  const [x, y] = [a, b].map(({ peak, sum }) => (sum === 0 ? -Infinity : (peak * peak) / sum));
  return (x === y ? 0 : y - x) || byKeys(a.keys, b.keys);
}

function byKeys(a: KeyTuple, b: KeyTuple): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareText(a[i], b[i]);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

/** The engine's order of text: by code point (which isn't JavaScript's), NULL last. */
function compareText(a: string | null, b: string | null): number {
  if (a === b) {
    return 0;
  }
  if (a === null || b === null) {
    return a === null ? 1 : -1;
  }
  const { length } = a.length < b.length ? a : b;
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
    }
  }
  return a.length - b.length;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}
