/**
 * Characters that may stand as they are in a Python string or comment of a cell. Everything else is written as an
 * escape: controls and separators, because Python, IPython and editors disagree on which of them end a line; and
 * characters that reorder or hide text (bidirectional controls, zero width, tags), because a person must be able to
 * trust what the cell shows.
 */
const PLAIN = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Beginnings of a line that IPython takes for a pasted prompt and strips, even inside of a string. */
const PROMPT = /^\s*(?:>>>|\.\.\.|In ?\[)/;

/** One code point as Python writes it in a string: `\n`, `\x1b`, `\u202e`, `\U000e0001`. */
export function pythonEscape(character: string): string {
  switch (character) {
    case '\\':
      return '\\\\';
    case '"':
      return '\\"';
    case '\n':
      return '\\n';
    case '\t':
      return '\\t';
    case '\r':
      return '\\r';
  }
  const code = character.codePointAt(0)!;
  const hex = (width: number) => code.toString(16).padStart(width, '0');
  return code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

/** A Python literal in double quotes that evaluates to exactly `text`. */
export function pythonString(text: string): string {
  const body = Array.from(text, each =>
    isPlain(each) && each !== '"' && each !== '\\' ? each : pythonEscape(each)
  );
  return `"${body.join('')}"`;
}

/**
 * A Python literal in three double quotes, over several lines, that evaluates to exactly `text`, also in IPython. Line
 * feeds stay line feeds so that a statement can be read; a double quote is escaped where two or more meet, and at the end.
 */
export function pythonBlock(text: string): string {
  const characters = Array.from(text);
  const body = characters.map((each, i) => {
    if (each === '\n') {
      return PROMPT.test(characters.slice(i + 1, i + 40).join('')) ? '\\n' : each;
    }
    if (each === '"') {
      const lone = characters[i - 1] !== '"' && characters[i + 1] !== '"';
      return lone && i < characters.length - 1 ? each : '\\"';
    }
    return isPlain(each) && each !== '\\' ? each : pythonEscape(each);
  });
  return `"""${body.join('')}"""`;
}

/** Text for one line behind `# ` or `-- `: nothing in it can end the line or hide. */
export function commentLine(text: string): string {
  return Array.from(text, each => (isPlain(each) ? each : pythonEscape(each))).join('');
}

/** Whether a text can stand in a cell raw, line feeds and tabs aside. */
export function isPlainText(text: string): boolean {
  return Array.from(text).every(each => each === '\n' || each === '\t' || isPlain(each));
}

function isPlain(character: string): boolean {
  return PLAIN.test(character);
}
