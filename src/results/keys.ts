import type { KeyTuple } from '../sql/types';
import { revealed, truncate } from './hostile';

/** A key value for a narrow place: what tells it apart, and where it belongs. */
export interface IKeyParts {
  /** The last part: role of an ARN, file of a path, else all of it. */
  tail: string;
  /** What stands before it, shortened for an ARN to the account; empty when there is nothing. */
  context: string;
}

/**
 * Splits a key value at its last `/` (or `:` in an ARN). Addresses, networks, names with blanks (user agents) and host
 * names stay whole.
 */
export function keyParts(value: string): IKeyParts {
  const arn = /^arn:[\w-]*:([\w-]*):([\w-]*):(\d*):(.+)$/s.exec(value);
  if (arn) {
    const resource = arn[4];
    const cut = Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':'));
    const tail = resource.slice(cut + 1);
    return tail
      ? {
          tail,
          context: [arn[3], arn[2], resource.slice(0, Math.max(0, cut))].filter(Boolean).join(' ')
        }
      : { tail: value, context: '' };
  }
  const cut = value.lastIndexOf('/');
  const isNetwork = /^[\da-f.:]+\/\d{1,3}$/i.test(value);
  if (cut > 0 && cut < value.length - 1 && !isNetwork && !/\s/.test(value)) {
    return { tail: value.slice(cut + 1), context: value.slice(0, cut) };
  }
  return { tail: value, context: '' };
}

/** All keys of a series in one line of plain text, hidden characters made visible, each value cut to `length`. */
export function keyText(
  keys: KeyTuple,
  names: { null: string; empty: string },
  length = 300
): string {
  return keys
    .map(key =>
      key === null ? names.null : key === '' ? names.empty : truncate(revealed(key), length)
    )
    .join(' · ');
}

/** What Copy puts on the clipboard: the raw values, tab between keys. */
export function keyCopy(keys: KeyTuple): string {
  return keys.map(key => key ?? 'NULL').join('\t');
}
