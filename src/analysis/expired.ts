import { fromBase64 } from '../series/base64';
import { Missing } from '../series/types';
import type { IResultDocument } from './document';

/** `Missing` codes of the grid; empty when the saved ones can't be read. */
export function missingOf({ series }: Pick<IResultDocument, 'series'>): Uint8Array {
  try {
    return fromBase64(series?.missing ?? '');
  } catch {
    return new Uint8Array(0);
  }
}

/** Buckets at the start of the range that had expired in the lake when it was run. */
export function expiredOf(document: Pick<IResultDocument, 'series'>): number {
  const codes = missingOf(document);
  const read = codes.findIndex(code => code !== Missing.expired);
  return read < 0 ? codes.length : read;
}

/** What of the range was read. */
export function readOf(document: Pick<IResultDocument, 'range' | 'series'>): {
  from: number;
  to: number;
} {
  const { range, series } = document;
  const expired = expiredOf(document);
  return series && expired > 0
    ? { from: (series.grid.start + expired) * series.grid.bucketMs, to: range.to }
    : range;
}
