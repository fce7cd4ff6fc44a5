/**
 * A statement without its literals: two statements of one shape read the same columns of the same tables, whatever
 * range, grain or values they ask for. Lists of values count as one value.
 *
 * For telling statements apart, not for running.
 */
export function statementShape(sql: string): string {
  return (
    sql
      // Identifiers in double quotes are kept: they name tables and columns.
      .replace(/"(?:[^"]|"")*"|(?:U&)?'(?:[^']|'')*'|\b\d+(?:\.\d+)?(?:E[+-]?\d+)?\b/g, part =>
        part.startsWith('"') ? part : '?'
      )
      .replace(/\?(?:\s*,\s*\?)+/g, '?')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
