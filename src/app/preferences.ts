import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal, type ISignal } from '@lumino/signaling';

import { DEFAULT_RATE } from '../detectors/options';
import type { CellStyle, IPreferences, IPreferenceValues } from '../tokens';

/** What holds before the settings are read, and where one can't be used; the schema says the same. */
export const DEFAULT_PREFERENCES: IPreferenceValues = {
  days: 30,
  grain: 'auto',
  rate: DEFAULT_RATE,
  cellStyle: 'string',
  keepDays: true,
  askAboveGb: 100
};

const GRAINS: readonly IPreferenceValues['grain'][] = ['auto', 'minute', 'hour', 'day'];
const CELL_STYLES: readonly CellStyle[] = ['string', 'comment', 'magic', 'boto3', 'awswrangler'];

/** Preferences that follow the settings editor. */
export class Preferences implements IPreferences {
  get days(): number {
    return this._values.days;
  }

  get grain(): IPreferenceValues['grain'] {
    return this._values.grain;
  }

  get rate(): number {
    return this._values.rate;
  }

  get cellStyle(): CellStyle {
    return this._values.cellStyle;
  }

  get keepDays(): boolean {
    return this._values.keepDays;
  }

  get askAboveGb(): number {
    return this._values.askAboveGb;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Takes the values of `settings`, now and whenever they change. */
  follow(settings: ISettingRegistry.ISettings): void {
    settings.changed.connect(this._read, this);
    this._read(settings);
  }

  private _read(settings: ISettingRegistry.ISettings): void {
    this._values = readPreferences(settings.composite as Record<string, unknown>);
    this._changed.emit();
  }

  private _values = DEFAULT_PREFERENCES;
  private readonly _changed = new Signal<this, void>(this);
}

/** Usable preferences from whatever the settings hold: a value of the wrong kind falls back to its default. */
export function readPreferences(composite: Record<string, unknown>): IPreferenceValues {
  const { days, grain, rate, cellStyle, keepDays, askAboveGb } = composite;
  return {
    days: typeof days === 'number' && days >= 1 ? Math.floor(days) : DEFAULT_PREFERENCES.days,
    grain: GRAINS.find(each => each === grain) ?? DEFAULT_PREFERENCES.grain,
    rate: typeof rate === 'number' && rate > 0 && rate <= 365 ? rate : DEFAULT_PREFERENCES.rate,
    cellStyle: CELL_STYLES.find(each => each === cellStyle) ?? DEFAULT_PREFERENCES.cellStyle,
    keepDays: typeof keepDays === 'boolean' ? keepDays : DEFAULT_PREFERENCES.keepDays,
    askAboveGb:
      typeof askAboveGb === 'number' && askAboveGb >= 0
        ? askAboveGb
        : DEFAULT_PREFERENCES.askAboveGb
  };
}
