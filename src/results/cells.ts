import { revealed, truncate } from './hostile';

/** Longest text drawn in a cell; copying gives all of it. */
const LONGEST = 300;

/** A cell as it is drawn: hidden characters as codes, long text cut, NULL and empty told apart. */
export function cellText(value: string | null): string {
  return value === null ? 'NULL' : value === '' ? '(empty)' : truncate(revealed(value), LONGEST);
}

/**
 * A cell as it is copied. Spreadsheets run what begins with `=`, `+`, `-` or `@` unless an apostrophe stands before it;
 * plain numbers stay as they are.
 */
export function defuse(value: string | null): string {
  if (value === null) {
    return '';
  }
  const flat = value.replace(/[\t\r\n]+/g, ' ');
  return /^\s*[=+\-@]/.test(flat) && !/^-?\d+(\.\d+)?$/.test(flat) ? `'${flat}` : flat;
}
