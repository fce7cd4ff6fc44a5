/**
 * Rows of a row-major matrix, in the given order, as a new one.
 *
 * @param matrix - Rows of `length` numbers each; may be longer than its last row.
 */
export function takeRows(
  matrix: Float64Array,
  length: number,
  rows: readonly number[]
): Float64Array {
  const taken = new Float64Array(rows.length * length);
  rows.forEach((from, to) =>
    taken.set(matrix.subarray(from * length, (from + 1) * length), to * length)
  );
  return taken;
}
