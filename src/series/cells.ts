const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const CLOSE = 125;

/** Digits that a double surely holds exactly. */
const EXACT_DIGITS = 15;

/**
 * Reads the `cells` of one series, JSON text `{"<bucket>":<number>,…}`, onto a grid.
 *
 * Written by hand because it is the hot loop of reading: no object of a thousand properties is made only to be taken
 * apart again, which takes twice the time. What the engine can't have written throws.
 *
 * @param text - The JSON text.
 * @param start - Integer bucket of index 0.
 * @param out - One slot a bucket of the grid; slots that the text doesn't name are left alone, buckets outside of the
 * grid are passed over. `null` and `NaN` become NaN.
 */
export function readCells(text: string, start: number, out: Float64Array): void {
  const { length } = out;
  let at = text.indexOf('"');
  if (at < 0) {
    if (/^\s*\{\s*\}\s*$/.test(text)) {
      return;
    }
    throw malformed(text, 0);
  }
  for (;;) {
    at += 1;
    const begin = at;
    const negative = text.charCodeAt(at) === MINUS;
    at += negative ? 1 : 0;
    let bucket = 0;
    let digit = text.charCodeAt(at);
    while (digit >= ZERO && digit <= NINE) {
      bucket = bucket * 10 + digit - ZERO;
      digit = text.charCodeAt(++at);
    }
    if (digit !== QUOTE || at === begin) {
      throw malformed(text, at);
    }
    at = text.indexOf(':', at) + 1;
    const from = at;
    let value = 0;
    digit = text.charCodeAt(at);
    while (digit >= ZERO && digit <= NINE) {
      value = value * 10 + digit - ZERO;
      digit = text.charCodeAt(++at);
    }
    const isPlain = (digit === COMMA || digit === CLOSE) && at > from && at - from <= EXACT_DIGITS;
    if (!isPlain) {
      at = endOf(text, from);
      value = numberOf(text.slice(from, at));
      digit = text.charCodeAt(at);
    }
    const index = (negative ? -bucket : bucket) - start;
    if (index >= 0 && index < length) {
      out[index] = value;
    }
    if (digit === CLOSE) {
      return;
    }
    at = text.indexOf('"', at);
    if (at < 0) {
      throw malformed(text, text.length);
    }
  }
}

function endOf(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE) {
      return at;
    }
  }
  throw malformed(text, text.length);
}

/** A number as JSON writes it; `null` and the words that doubles have instead of digits are kept as such. */
function numberOf(text: string): number {
  const bare = text.trim().replace(/^"(.*)"$/, '$1');
  if (bare === 'null' || bare === 'NaN') {
    return NaN;
  }
  const value = bare === '' ? NaN : Number(bare);
  if (Number.isNaN(value)) {
    throw malformed(text, 0);
  }
  return value;
}

function malformed(text: string, at: number): Error {
  return new Error(`The cells of a series are malformed at ${at}: ${text.slice(at, at + 40)}`);
}
