import type { TranslationBundle } from '@jupyterlab/translation';

import { MINUTE_MS } from '../lake/time';
import type { IEntry } from './entries';
import type { Format } from './format';

/** A number behind a finding and its name. */
export type Figure = [name: string, value: string];

/** What a new key is told by. */
export function newFigures(
  entry: IEntry,
  format: Format,
  trans: TranslationBundle,
  withYear: boolean
): Figure[] {
  if (entry.finding?.kind !== 'first-seen') {
    return [];
  }
  const { firstMs, lastMs, events, p } = entry.finding.detail;
  return [
    [trans.__('first seen'), format.time(firstMs, MINUTE_MS, withYear)],
    [trans.__('last seen'), format.time(lastMs, MINUTE_MS, withYear)],
    [trans.__('events since'), format.number(events)],
    [trans.__('chance of a new key'), format.probability(p)]
  ];
}

/** What a beacon is told by. */
export function beaconFigures(entry: IEntry, format: Format, trans: TranslationBundle): Figure[] {
  if (entry.finding?.kind !== 'beacon') {
    return [];
  }
  const { periodMs, jitter, coverage, beats, events, p } = entry.finding.detail;
  return [
    [trans.__('period'), format.duration(periodMs)],
    [trans.__('jitter'), trans.__('± %1', format.percent(jitter))],
    [trans.__('beats'), format.number(beats)],
    [trans.__('of those that fit'), format.percent(coverage)],
    [trans.__('events'), format.number(events)],
    [trans.__('chance'), format.probability(p)]
  ];
}
