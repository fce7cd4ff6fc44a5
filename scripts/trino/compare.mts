// Are the answers of two engines the same rows? One gives Athena's texts, the other values with types.

export interface IAnswer {
  id: string;
  columns?: { name: string; type: string }[];
  rows?: unknown[][];
  error?: string;
}

/**
 * Null when both answers hold the same rows in whatever order, else one line that says what differs. Numbers are
 * compared by value, times by instant, and JSON text by what it holds, since the order of its keys means nothing.
 */
export function difference(local: IAnswer, trino: IAnswer): string | null {
  if (local.error !== undefined || trino.error !== undefined) {
    return local.error === trino.error
      ? null
      : `local: ${(local.error ?? 'answered').slice(0, 300)}; Trino: ${(trino.error ?? 'answered').slice(0, 300)}`;
  }
  const types = trino.columns!.map(column => column.type);
  const names = (answer: IAnswer): string => answer.columns!.map(column => column.name).join(', ');
  if (names(local) !== names(trino)) {
    return `columns ${names(local)} instead of ${names(trino)}`;
  }
  const mine = canonical(local.rows!, types);
  const theirs = canonical(trino.rows!, types);
  if (mine.length !== theirs.length) {
    return `${mine.length} rows instead of ${theirs.length}`;
  }
  const at = mine.findIndex((row, i) => row !== theirs[i]);
  if (at < 0) {
    return null;
  }
  const left = JSON.parse(mine[at]) as unknown[];
  const right = JSON.parse(theirs[at]) as unknown[];
  const column = left.findIndex((value, i) => JSON.stringify(value) !== JSON.stringify(right[i]));
  const show = (value: unknown): string => JSON.stringify(value).slice(0, 200);
  return `row ${at}, ${trino.columns![column].name}: ${show(left[column])} instead of ${show(right[column])}`;
}

function canonical(rows: unknown[][], types: string[]): string[] {
  return rows.map(row => JSON.stringify(row.map((value, i) => comparable(value, types[i])))).sort();
}

function comparable(value: unknown, type: string): unknown {
  if (value === null) {
    return null;
  }
  if (/^(double|real)/.test(type)) {
    return Number(value);
  }
  if (/^(tinyint|smallint|integer|bigint|decimal)/.test(type)) {
    return String(value);
  }
  if (type === 'boolean') {
    return String(value) === 'true';
  }
  if (type.startsWith('timestamp')) {
    return Date.parse(
      String(value)
        .replace(' UTC', 'Z')
        .replace(/(\d)$/, '$1Z')
        .replace(/\+00:00Z$/, 'Z')
    );
  }
  const text = String(value);
  return /^[[{]/.test(text) ? sorted(parsed(text)) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** JSON with the keys of every object in order. */
function sorted(json: unknown): unknown {
  if (Array.isArray(json)) {
    return json.map(sorted);
  }
  if (typeof json === 'object' && json !== null) {
    return Object.fromEntries(
      Object.entries(json)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, sorted(value)])
    );
  }
  return json;
}
