/**
 * Reads one string literal of Trino from the start of a text, by the grammar of its lexer and nothing of ours:
 * `'…'` with doubled quotes, or `U&'…'` with `\XXXX`, `\+XXXXXX` and `\\`. Returns the value and how many characters
 * it took, or null when the text doesn't start with one.
 */
export function readLiteral(sql: string): { value: string; length: number } | null {
  const unicode = sql.startsWith("U&'");
  let at = unicode ? 3 : 1;
  if (!unicode && !sql.startsWith("'")) {
    return null;
  }
  let value = '';
  while (at < sql.length) {
    if (sql.startsWith("''", at)) {
      value += "'";
      at += 2;
    } else if (sql[at] === "'") {
      return { value, length: at + 1 };
    } else if (unicode && sql[at] === '\\') {
      const [whole, escape] = /^\\(\\|\+[0-9A-F]{6}|[0-9A-F]{4})/.exec(sql.slice(at)) ?? ['', ''];
      if (whole === '') {
        return null;
      }
      value += escape === '\\' ? '\\' : String.fromCodePoint(parseInt(escape.replace('+', ''), 16));
      at += whole.length;
    } else {
      value += sql[at];
      at += 1;
    }
  }
  return null;
}
