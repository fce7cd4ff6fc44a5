const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;

/** Digits that a double surely holds exactly. */
const EXACT_DIGITS = 15;

/**
 * Reads the `cells` of one series, JSON text `{"<bucket>":<number>,…}`, onto a grid.
 *
 * Written by hand because it is the hot loop of reading: no object of a thousand properties is made only to be taken
 * apart again, which takes three times the time. Entries of plain digits without blanks, which engines write, are read
 * in one go; any other entry is looked at more closely. What the engine can't have written throws.
 *
 * @param text - The JSON text.
 * @param start - Integer bucket of index 0.
 * @param out - One slot a bucket of the grid; slots that the text doesn't name are left alone, buckets outside of the
 * grid are passed over. `null` and `NaN` become NaN.
 */
export function readCells(text: string, start: number, out: Float64Array): void {
  const { length } = out;
  if (text.charCodeAt(0) !== OPEN || text.charCodeAt(1) === CLOSE) {
    return readSlowly(text, 0, start, out);
  }
  let at = 1;
  for (;;) {
    const entry = at;
    const begin = ++at;
    let bucket = 0;
    let digit = text.charCodeAt(at);
    while (digit >= ZERO && digit <= NINE) {
      bucket = bucket * 10 + (digit - ZERO);
      digit = text.charCodeAt(++at);
    }
    const isKey =
      digit === QUOTE &&
      at > begin &&
      text.charCodeAt(begin - 1) === QUOTE &&
      text.charCodeAt(++at) === COLON;
    const from = ++at;
    let value = 0;
    digit = text.charCodeAt(at);
    while (digit >= ZERO && digit <= NINE) {
      value = value * 10 + (digit - ZERO);
      digit = text.charCodeAt(++at);
    }
    let isRead = (digit === COMMA || digit === CLOSE) && at > from && at - from <= EXACT_DIGITS;
    if (!isRead && isKey) {
      // A fraction, an exponent, a sign: shares and averages.
      while (digit !== COMMA && digit !== CLOSE && digit === digit) {
        digit = text.charCodeAt(++at);
      }
      const written = text.slice(from, at);
      value = Number(written);
      isRead = digit === digit && value === value && written.trim() !== '';
    }
    const isEnd = digit === CLOSE;
    if (!(isKey && isRead)) {
      at = readEntry(text, entry, start, out);
      if (at < 0) {
        return;
      }
      continue;
    }
    const index = bucket - start;
    if (index >= 0 && index < length) {
      out[index] = value;
    }
    if (isEnd) {
      return;
    }
    at += 1;
  }
}

function readSlowly(text: string, from: number, start: number, out: Float64Array): void {
  if (/^\s*\{\s*\}\s*$/.test(text)) {
    return;
  }
  const open = /^\s*\{/.exec(text);
  if (!open) {
    throw malformed(text, from);
  }
  for (let at = open[0].length; at >= 0;) {
    at = readEntry(text, at, start, out);
  }
}

const ENTRY = /\s*"(-?\d+)"\s*:\s*("?[^\s",}]+"?)\s*([,}])/y;

/** Reads the entry at an index, however it is spelt; where the next one begins, −1 after the last. */
function readEntry(text: string, at: number, start: number, out: Float64Array): number {
  ENTRY.lastIndex = at;
  const found = ENTRY.exec(text);
  if (!found) {
    throw malformed(text, at);
  }
  const [, bucket, value, end] = found;
  const index = Number(bucket) - start;
  const read = numberOf(value);
  if (index >= 0 && index < out.length) {
    out[index] = read;
  }
  return end === '}' ? -1 : ENTRY.lastIndex;
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
