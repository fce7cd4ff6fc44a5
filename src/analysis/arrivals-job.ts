import { firstSightFindings } from '../findings/first-seen';
import { beaconFindings, beaconOf } from '../findings/beacon';
import type { IMoreFindings } from '../findings/gather';
import type { IBeacon, IFindingSet } from '../findings/types';
import type { DetectorName } from '../questions/types';
import { readMinutes } from '../series/minute-rows';
import type { IMinutes } from '../series/minute-rows';
import { readNewKey } from '../series/first-seen-rows';
import type { INewKey } from '../series/first-seen-rows';
import type { ISeriesSet } from '../series/types';
import type { KeyTuple } from '../sql/types';
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
        break;
      case 'beacon-minutes':
        this._look(readMinutes(row, keyNames.length));
    }
  }

  /**
   * What was found; rows of the set that have the same keys are named. Of a search that failed nothing is told, since it
   * may have read a part.
   */
  finish(set: ISeriesSet, failed: IFindingSet['failed'] = []): IMoreFindings {
    const { firstSeen, grid, keyNames, owner } = this._spec;
    const has = (detector: DetectorName): boolean =>
      !failed.some(search => search.detector === detector);
    const rows = new Map(set.keys.map((keys, row) => [JSON.stringify(keys), row]));
    const seriesOf = (keys: KeyTuple): number => rows.get(JSON.stringify(keys)) ?? -1;
    const sights =
      firstSeen && has('first-seen')
        ? firstSightFindings(this._newKeys, {
            span: firstSeen,
            memoryFrom: this._memoryFrom,
            grid,
            keyNames,
            owner,
            seriesOf
          })
        : null;
    const beacons = has('periodicity')
      ? beaconFindings(this._beacons, this._looked, grid, seriesOf)
      : [];
    return {
      findings: [...(sights?.findings ?? []), ...beacons],
      firstSeen: sights?.summary
    };
  }

  private _look(minutes: IMinutes | null): void {
    const beacon = minutes && beaconOf(minutes);
    this._looked += minutes ? 1 : 0;
    if (beacon) {
      this._beacons.push({ keys: minutes.keys, beacon });
    }
  }

  private readonly _beacons: { keys: KeyTuple; beacon: IBeacon }[] = [];
  /** Keys that were looked at by the minute. */
  private _looked = 0;
  /** First row at the start of the memory, epoch milliseconds; infinite when the table has none there. */
  private _memoryFrom = Infinity;
  private readonly _newKeys: INewKey[] = [];
}
