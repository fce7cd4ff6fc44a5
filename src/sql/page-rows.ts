/** Largest page of rows that Athena gives. */
export const PAGE_ROWS = 1000;

/** Cells that a page may hold: what is read in well under 100 ms, and text of about ten megabytes. */
const PAGE_CELLS = 1_000_000;

/**
 * How many rows of a series statement to ask for at a time: fewer where the rows are long, so that no page holds up who
 * reads it, and no answer is too big for a proxy on the way.
 *
 * @param buckets - Most cells that a row can have; a row of a ratio has two cells a bucket.
 */
export function pageRows(buckets: number): number {
  return Math.max(1, Math.min(PAGE_ROWS, Math.floor(PAGE_CELLS / Math.max(1, buckets))));
}
