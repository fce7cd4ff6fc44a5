import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';

import { SPEC_FORMAT_VERSION } from '../analysis/spec';
import type { IResumePoint } from '../analysis/types';
import type { IRecentResult } from '../tokens';

/** Most analyses that are remembered. */
export const MOST_RECENT = 12;

/** A recent result with what picking it up again needs. */
export interface IRecentEntry extends IRecentResult {
  /** The query of a run that hadn't ended; null when none is known. */
  resume: IResumePoint | null;
}

/** The analyses of before, newest first, kept in the state database. */
export class RecentList {
  /** @param _state - Null where nothing is kept. */
  constructor(
    private readonly _state: IStateDB | null,
    private readonly _key: string
  ) {}

  get entries(): readonly IRecentEntry[] {
    return this._entries;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  find(id: string): IRecentEntry | undefined {
    return this._entries.find(entry => entry.id === id);
  }

  /** Reads what was kept; entries that were added meanwhile stay in front. */
  async load(): Promise<void> {
    const kept = readEntries(await this._state?.fetch(this._key));
    this._set(merge(this._entries, kept));
  }

  /** Adds an entry in front, or changes it where it stands. */
  async put(entry: IRecentEntry): Promise<void> {
    const at = this._entries.findIndex(each => each.id === entry.id);
    if (at >= 0 && JSON.stringify(this._entries[at]) === JSON.stringify(entry)) {
      return;
    }
    this._set(
      at >= 0
        ? this._entries.map((each, i) => (i === at ? entry : each))
        : [entry, ...this._entries].slice(0, MOST_RECENT)
    );
    if (this._state) {
      // Another window may have written meanwhile: its entries stay.
      const others = readEntries(await this._state.fetch(this._key));
      const all = merge(this._entries, others);
      await this._state.save(this._key, all as unknown as ReadonlyPartialJSONValue);
    }
  }

  private _set(entries: readonly IRecentEntry[]): void {
    this._entries = entries;
    this._changed.emit();
  }

  private _entries: readonly IRecentEntry[] = [];
  private readonly _changed = new Signal<this, void>(this);
}

/** `first` in front, then what only `second` has. */
function merge(
  first: readonly IRecentEntry[],
  second: readonly IRecentEntry[]
): readonly IRecentEntry[] {
  const ids = new Set(first.map(entry => entry.id));
  return [...first, ...second.filter(entry => !ids.has(entry.id))].slice(0, MOST_RECENT);
}

/** Entries that this version can read; others are dropped. */
function readEntries(value: unknown): IRecentEntry[] {
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is IRecentEntry {
  const entry = value as Partial<IRecentEntry> | null;
  return (
    typeof entry?.id === 'string' &&
    typeof entry.title === 'string' &&
    ['running', 'done', 'failed', 'cancelled'].includes(entry.state ?? '') &&
    entry.spec?.formatVersion === SPEC_FORMAT_VERSION &&
    Array.isArray(entry.spec.tables)
  );
}
