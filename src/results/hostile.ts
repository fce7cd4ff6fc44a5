/** A piece of a value from a log: text to show as it is, or the code of a character that would not show itself. */
export type Piece = { text: string } | { code: string };

/**
 * Characters that hide, reorder or imitate: control and format characters (bidi overrides, zero width, tags, soft
 * hyphen), line and paragraph separators, private use, lone surrogates, fillers that look empty, and every space but
 * the plain one.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|(?! )\p{Zs}|^ | $/gu;

/** Splits a value so that nothing in it stays unseen. The pieces together have the meaning of the whole value. */
export function reveal(value: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of value.matchAll(HIDDEN)) {
    if (match.index > at) {
      pieces.push({ text: value.slice(at, match.index) });
    }
    pieces.push({ code: codeOf(match[0]) });
    at = match.index + match[0].length;
  }
  if (at < value.length) {
    pieces.push({ text: value.slice(at) });
  }
  return pieces;
}

/** The same as plain text, codes in brackets: for places that hold no boxes (tooltips, tickets, canvases). */
export function revealed(value: string): string {
  return reveal(value)
    .map(piece => ('text' in piece ? piece.text : `[${piece.code}]`))
    .join('');
}

/** Whether a value holds anything that would not show itself. */
export function isHiding(value: string): boolean {
  return value.search(HIDDEN) >= 0;
}

/** Cuts a long value to at most `length` characters, on a whole code point; the mark says how long it was. */
export function truncate(value: string, length: number): string {
  if (value.length <= length) {
    return value;
  }
  const cut = value.slice(0, length - 1);
  const last = cut.charCodeAt(cut.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut}…`;
}

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code}`;
}
