const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PAD = 61;
const INVALID = 255;

const ENCODE = Uint8Array.from(ALPHABET, letter => letter.charCodeAt(0));
const DECODE = new Uint8Array(256).fill(INVALID);
ENCODE.forEach((code, value) => (DECODE[code] = value));

/** Characters that `String.fromCharCode` takes at once without running out of stack; a multiple of four. */
const CHUNK = 8192;

/** RFC 4648 base64 with padding. By hand: `btoa` wants a string of bytes first and isn't there in a bare engine. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  const buffer = new Uint8Array(CHUNK);
  let filled = 0;
  const whole = bytes.length - (bytes.length % 3);
  for (let i = 0; i < whole; i += 3) {
    const triple = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    buffer[filled] = ENCODE[triple >> 18];
    buffer[filled + 1] = ENCODE[(triple >> 12) & 63];
    buffer[filled + 2] = ENCODE[(triple >> 6) & 63];
    buffer[filled + 3] = ENCODE[triple & 63];
    filled += 4;
    if (filled === CHUNK) {
      parts.push(text(buffer));
      filled = 0;
    }
  }
  parts.push(text(buffer.subarray(0, filled)));
  const rest = bytes.length - whole;
  if (rest > 0) {
    const triple = (bytes[whole] << 16) | ((bytes[whole + 1] ?? 0) << 8);
    const third = rest === 2 ? ENCODE[(triple >> 6) & 63] : PAD;
    parts.push(String.fromCharCode(ENCODE[triple >> 18], ENCODE[(triple >> 12) & 63], third, PAD));
  }
  return parts.join('');
}

/** Bytes of base64 text; throws on anything that `toBase64` doesn't write. */
export function fromBase64(base64: string): Uint8Array {
  const { length } = base64;
  const padding = length === 0 ? 0 : base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  if (length % 4 !== 0) {
    throw new Error('The base64 text has a wrong length.');
  }
  const bytes = new Uint8Array((length / 4) * 3 - padding);
  const digits = length - padding;
  let bits = 0;
  let wrong = 0;
  let out = 0;
  for (let i = 0; i < digits; i++) {
    const digit = DECODE[base64.charCodeAt(i) & 255] | (base64.charCodeAt(i) > 255 ? INVALID : 0);
    wrong |= digit;
    bits = (bits << 6) | digit;
    const phase = i & 3;
    if (phase > 0) {
      bytes[out++] = (bits >> (6 - 2 * phase)) & 255;
    }
  }
  if (wrong > 63) {
    throw new Error('The base64 text has a letter that base64 has not.');
  }
  return bytes;
}

function text(codes: Uint8Array): string {
  return String.fromCharCode.apply(null, codes as unknown as number[]);
}
