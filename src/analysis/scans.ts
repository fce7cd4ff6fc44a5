import { keyHash } from '../findings/key-hash';
import { statementShape } from '../sql/shape';
import type { IServerConfig } from './types';

/** Bytes that a day of one kind of statement took, newest last, by a hash of where and what. */
export type ScanTable = Record<string, number[]>;

/** Where the table is kept. */
export interface IScanStore {
  load(): Promise<unknown>;
  save(table: ScanTable): Promise<void>;
}

/** Kinds of statements that are remembered, and scans of each. */
const MOST_KINDS = 200;
const MOST_SCANS = 5;

/** How far the days of a lake differ from those that were seen. */
const SPREAD = 1.25;

/**
 * Remembers what earlier receipts said of a day of a statement, so that the next one can be estimated. Statements are
 * of one kind when they read the same columns of the same tables in the same place; see `statementShape`.
 */
export class ScanMemory {
  /** @param _store - Null keeps them as long as the page lives. */
  constructor(private readonly _store: IScanStore | null = null) {}

  /** @param days - Length of the range that was read, which may be part of a day. */
  async note(place: IServerConfig, sql: string, days: number, bytes: number): Promise<void> {
    if (!(days > 0) || !(bytes >= 0)) {
      return;
    }
    const table = await this._read();
    const kind = kindOf(place, sql);
    const scans = [...(table.get(kind) ?? []), bytes / days].slice(-MOST_SCANS);
    // What was noted last is dropped last.
    table.delete(kind);
    table.set(kind, scans);
    for (const oldest of [...table.keys()].slice(0, Math.max(0, table.size - MOST_KINDS))) {
      table.delete(oldest);
    }
    await this._store?.save(Object.fromEntries(table)).catch(reason => {
      console.warn('Security Lake cannot remember what queries read.', reason);
    });
  }

  /** Bytes between which `days` of a statement will lie; null when none of its kind was seen. */
  async expect(
    place: IServerConfig,
    sql: string,
    days: number
  ): Promise<{ low: number; high: number } | null> {
    const scans = (await this._read()).get(kindOf(place, sql));
    return scans
      ? {
          low: (Math.min(...scans) / SPREAD) * days,
          high: Math.max(...scans) * SPREAD * days
        }
      : null;
  }

  private _read(): Promise<Map<string, number[]>> {
    this._table ??= (this._store?.load() ?? Promise.resolve(null)).then(tableOf, () => new Map());
    return this._table;
  }

  private _table: Promise<Map<string, number[]>> | null = null;
}

function kindOf({ backend, region, catalog, identity }: IServerConfig, sql: string): string {
  return keyHash([backend, region, identity?.account ?? '', catalog, statementShape(sql)]);
}

/** What was saved may be of another version, or damaged. */
function tableOf(value: unknown): Map<string, number[]> {
  const entries = typeof value === 'object' && value ? Object.entries(value) : [];
  return new Map(
    entries.filter(
      (entry): entry is [string, number[]] =>
        Array.isArray(entry[1]) &&
        entry[1].length > 0 &&
        entry[1].every(scan => typeof scan === 'number' && scan >= 0)
    )
  );
}
