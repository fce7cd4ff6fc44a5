import { fromBase64, toBase64 } from './base64';

/** Numbers as base64 of little-endian doubles, or of floats where that loses nothing. */
export interface IPackedNumbers {
  encoding: 'f64' | 'f32';
  values: string;
}

/** Bytes that are written at a time; a multiple of three, so that the pieces of base64 make one. */
const PIECE = 3 << 18;

/** Packs numbers, in steps of a few milliseconds. */
export function* packNumbers(values: Float64Array): Generator<void, IPackedNumbers, void> {
  const lossless = fitsFloat32(values);
  yield;
  const numbers = lossless
    ? new Float32Array(values)
    : Float64Array.from(values, v => (v === v ? v : NaN));
  const bytes = new Uint8Array(numbers.buffer);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    yield;
    pieces.push(toBase64(bytes.subarray(at, at + PIECE)));
  }
  return { encoding: lossless ? 'f32' : 'f64', values: pieces.join('') };
}

/** `count` numbers again. Throws when the text holds another number of them. */
export function unpackNumbers({ encoding, values }: IPackedNumbers, count: number): Float64Array {
  const bytes = fromBase64(values);
  if (bytes.length !== count * (encoding === 'f32' ? 4 : 8)) {
    throw new Error(`The saved series hold ${bytes.length} bytes, which isn't ${count} values.`);
  }
  return encoding === 'f32'
    ? Float64Array.from(new Float32Array(bytes.buffer))
    : new Float64Array(bytes.buffer);
}

function fitsFloat32(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === value && Math.fround(value) !== value) {
      return false;
    }
  }
  return true;
}
