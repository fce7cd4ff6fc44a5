const floats: Float64Array[] = [];
const bytes: Uint8Array[] = [];

/**
 * Working memory, reused from series to series so that ten thousand of them allocate nothing on the way.
 * Contents are undefined; a slot must not be taken twice while its first taker still reads it.
 */
export function takeFloats(slot: number, length: number): Float64Array {
  let buffer = floats[slot];
  if (buffer === undefined || buffer.length < length) {
    buffer = new Float64Array(Math.max(512, length * 2));
    floats[slot] = buffer;
  }
  return buffer;
}

/** The same for flags and cell numbers below 256. */
export function takeBytes(slot: number, length: number): Uint8Array {
  let buffer = bytes[slot];
  if (buffer === undefined || buffer.length < length) {
    buffer = new Uint8Array(Math.max(512, length * 2));
    bytes[slot] = buffer;
  }
  return buffer;
}
