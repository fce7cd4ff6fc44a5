import { firstSightFindings } from '../findings/first-seen';
import type { IMoreFindings } from '../findings/gather';
import { readNewKey } from '../series/first-seen-rows';
import type { INewKey } from '../series/first-seen-rows';
import type { ISeriesSet } from '../series/types';
import type { IArrivalsSpec, RowsOf } from './worker-protocol';

/** Reads what the further statements of a run gave and makes findings of it; a part of the worker's job. */
export class ArrivalsJob {
  constructor(private readonly _spec: IArrivalsSpec) {}

  /** Takes one row of a statement. Throws when it isn't one. */
  read(of: Exclude<RowsOf, 'series'>, row: (string | null)[]): void {
    const { grid, keyNames } = this._spec;
    switch (of) {
      case 'first-seen':
        this._newKeys.push(readNewKey(row, keyNames.length, grid));
        break;
      case 'memory':
        this._memoryFrom = Math.min(this._memoryFrom, Number(row[1] ?? Infinity));
    }
  }

  /** What was found; rows of the set that have the same keys are named. */
  finish(set: ISeriesSet): IMoreFindings {
    const { firstSeen, grid, keyNames, owner } = this._spec;
    const rows = new Map(set.keys.map((keys, row) => [JSON.stringify(keys), row]));
    const seriesOf = (keys: (string | null)[]): number => rows.get(JSON.stringify(keys)) ?? -1;
    const sights = firstSeen
      ? firstSightFindings(this._newKeys, {
          span: firstSeen,
          memoryFrom: this._memoryFrom,
          grid,
          keyNames,
          owner,
          seriesOf
        })
      : null;
    return {
      findings: sights?.findings ?? [],
      firstSeen: sights?.summary
    };
  }

  /** First row at the start of the memory, epoch milliseconds; infinite when the table has none there. */
  private _memoryFrom = Infinity;
  private readonly _newKeys: INewKey[] = [];
}
