import type { IResultDocument } from '../analysis/document';
import { countsOf, filtersOf, openingFilter, rowsOf } from './entries';
import type { Filter, IEntry, ListRow } from './entries';

/** A line that can be chosen. */
export type EntryRow = Extract<ListRow, { type: 'entry' }>;

/** The ranked list: filter, search, which line is chosen. Something is always chosen when the list isn't empty. */
export class Ranking {
  /**
   * @param _changed - called after each change; with true when another entry is chosen
   */
  constructor(private _changed: (otherEntry: boolean) => void) {}

  /**
   * Shows the findings of a document; the chosen line stays if it is still there. The first one decides which part is
   * in front.
   */
  show(document: IResultDocument | null): void {
    const findings = document?.findings ?? null;
    if (!this._document?.findings || !filtersOf(findings).includes(this._filter)) {
      this._filter = openingFilter(findings);
    }
    this._document = document;
    this._rebuild();
  }

  get filter(): Filter {
    return this._filter;
  }

  set filter(filter: Filter) {
    this._filter = filter;
    this._rebuild();
  }

  /** Text that a key must hold; empty for all. */
  get search(): string {
    return this._search;
  }

  set search(text: string) {
    this._search = text;
    this._rebuild();
  }

  /** Findings by kind, whatever filter and search are. */
  get counts(): Record<Filter, number> {
    return countsOf(this._document?.findings ?? null);
  }

  /** Lines under filter and search. */
  get rows(): readonly ListRow[] {
    return this._rows;
  }

  /** The chosen line; null when the list is empty. */
  get selected(): EntryRow | null {
    return this._selected;
  }

  get entry(): IEntry | null {
    return this._selected?.entry ?? null;
  }

  /** Chooses a line by its id; an unknown id changes nothing. */
  select(id: string): void {
    const row = this._rows.find(r => r.id === id);
    if (row?.type === 'entry') {
      this._choose(row);
    }
  }

  /** Chooses the line `step` entries further; stops at the ends. */
  move(step: number): void {
    const entries = this._rows.filter(row => row.type === 'entry');
    const at = entries.findIndex(row => row.id === this._selected?.id);
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + step))];
    if (next) {
      this._choose(next);
    }
  }

  private _choose(row: EntryRow | null): void {
    const other = row?.entry.id !== this._selected?.entry.id;
    this._selected = row;
    this._changed(other);
  }

  private _rebuild(): void {
    const { findings, series } = this._document ?? {};
    this._rows =
      findings && series
        ? rowsOf(findings, series.grid, series.keys, this._filter, this._search)
        : [];
    const entries = this._rows.filter(row => row.type === 'entry');
    const kept = entries.find(row => row.id === this._selected?.id);
    this._choose(kept ?? entries[0] ?? null);
  }

  private _document: IResultDocument | null = null;
  private _filter: Filter = 'all';
  private _search = '';
  private _rows: ListRow[] = [];
  private _selected: EntryRow | null = null;
}
