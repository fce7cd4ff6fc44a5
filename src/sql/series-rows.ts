/**
 * Layout of the rows that the series statement returns; `series/` parses by it, so both sides read this one file.
 *
 * Columns, in this order: `slice`, `k1` … `kN`, `total`, `active`, `cells`, `all_series`, `all_total`, and for a ratio
 * `weights`.
 *
 * - `slice`: `all` is one row over everything the predicate matches (keys NULL, not a series of its own): the true
 *   measure per bucket, whatever was left out; `top` are the largest series by total; `rare` are small ones that were
 *   picked because most of what they hold came in few buckets. Rows come in no order to rely on. A statement that
 *   matches nothing returns no row.
 * - `k1` … `kN`: varchar or NULL, in the order of the question's keys. NULL and '' are two keys.
 * - `total`: sum of the bucket values; for a ratio the number of rows that it is taken over.
 * - `active`: number of buckets that `cells` has.
 * - `cells`: JSON text `{"<bucket>":<value>,…}`, keys are integers (epoch ms / bucket width) in any order, values are
 *   JSON numbers (`3`, `1.5`, `1.5E9`). A bucket that is missing is a true zero for count, distinct and sum; for a
 *   ratio it has no rows, so it is no observation. JSON rather than the engine's own text of a map, because that text
 *   is not specified; a bucket costs two characters more than there.
 * - `weights`, only of a ratio: JSON text like `cells`, with the same buckets and the number of rows each share is taken
 *   over. Share times rows is the number of rows that match, a whole number but for the last bit.
 * - `all_series`, `all_total`: the same on each row: how many series there are without the limit, and the sum of their
 *   totals. Left out = these minus the `top` and `rare` rows that came.
 *
 * OTHER of a bucket, for count and sum, is the `all` row minus the rows shown. For distinct and ratio no such
 * difference exists; `all` is then the measure over all rows (the same value under two keys is counted once).
 */
export type SeriesSlice = 'all' | 'top' | 'rare';

/** A row as Athena gives it: texts, null for NULL. */
export type Row = (string | null)[];

/** How many series the statement returns at most. */
export interface ISeriesLimit {
  /** Largest by total. */
  top: number;
  /** Small but bursty, beside the top ones. */
  rare: number;
}

/** 1,200 series: two result pages of 1,000 rows, and 90 days by the hour stay under 40 MB of text. */
export const SERIES_LIMIT: ISeriesLimit = { top: 1000, rare: 200 };

/**
 * Limit of statements whose days are kept (`MOST_KEYS` in the server's cache): all series, or a day could not be ranked
 * anew together with others. The rare ones beyond are for a range that has still more.
 */
export const KEPT_LIMIT: ISeriesLimit = { top: 100_000, rare: SERIES_LIMIT.rare };

/** Names of the columns for `keys` key columns, in the order of the rows; `weighted` for a ratio. */
export function seriesColumns(keys: number, weighted = false): string[] {
  const columns = ['slice', ...keyColumns(keys), 'total', 'active', 'cells'];
  return [...columns, 'all_series', 'all_total', ...(weighted ? ['weights'] : [])];
}

/** `k1` … `kN`. */
export function keyColumns(keys: number): string[] {
  return Array.from({ length: keys }, (_, i) => `k${i + 1}`);
}

/** Index of each column in a row with `keys` key columns; the rows of a ratio alone have `weights`. */
export function seriesLayout(keys: number): {
  slice: number;
  firstKey: number;
  total: number;
  active: number;
  cells: number;
  allSeries: number;
  allTotal: number;
  weights: number;
} {
  return {
    slice: 0,
    firstKey: 1,
    total: keys + 1,
    active: keys + 2,
    cells: keys + 3,
    allSeries: keys + 4,
    allTotal: keys + 5,
    weights: keys + 6
  };
}
