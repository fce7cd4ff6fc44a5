/** Keys that a result has a command for by default. */
const KEYS = new Set(['ArrowDown', 'ArrowUp', 'Enter', 'Escape', 'Shift', 'c', 'i', 'e', '/', '?']);

/** Whether a key, as `KeyboardEvent.key` names it, is one of a result's own. */
export function isResultKey(key: string): boolean {
  return KEYS.has(key.length === 1 ? key.toLowerCase() : key);
}
