import { MINUTE_MS } from '../lake/time';
import type { Measure } from '../questions/types';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IEntry } from './entries';
import type { Format } from './format';
import { LEVEL, slopeUnit } from './slope';

/** What a row says of its entry. */
export interface ISummary {
  /** What was found. */
  what: string;
  /** When. */
  when: string;
  /** How strong, short. */
  strength: string;
}

/** A row's words: `Outlier, 3 hours`, `8 Nov 14:00`, `× 9`. */
export function summaryOf(
  entry: IEntry,
  context: {
    trans: TranslationBundle;
    format: Format;
    measure: Measure;
    bucketMs: number;
    withYear?: boolean;
  }
): ISummary {
  const { trans, format, measure, bucketMs, withYear } = context;
  const { id, args } = entry.message;
  const at = (name: string) => Number(args[name] ?? NaN);
  const step = (before: number, after: number) => {
    // A row has no room for 0.0057 → 240; the sentence says it.
    const least = Math.max(Math.abs(before), Math.abs(after)) / 100;
    const said = (value: number) => format.value(Math.abs(value) < least ? 0 : value, measure);
    return `${said(before)} → ${said(after)}`;
  };
  const slopeText = () => {
    const { unitMs, buckets } = slopeUnit(bucketMs);
    const relative = at('relative') * buckets;
    return Math.abs(relative) >= LEVEL
      ? trans.__('%1 per\u00a0%2', format.signedPercent(relative), format.unit(unitMs))
      : trans.__('level');
  };
  const length = entry.last - entry.first + 1;
  const when = format.time(at('from'), bucketMs, withYear);
  if (entry.kind === 'change') {
    return {
      what: entry.direction === 'up' ? trans.__('Change up') : trans.__('Change down'),
      when,
      strength: step(at('before'), at('after'))
    };
  }
  if (entry.kind === 'trend') {
    const what =
      entry.direction === 'up'
        ? trans.__('Rising')
        : entry.direction === 'down'
          ? trans.__('Falling')
          : trans.__('No clear trend');
    return {
      what,
      when: format.buckets(length, bucketMs),
      strength: slopeText()
    };
  }
  if (entry.kind === 'first-seen') {
    return {
      what: trans.__('New'),
      when: format.time(at('from'), MINUTE_MS, withYear),
      strength: format.amount(at('events'), { kind: 'count' })
    };
  }
  if (entry.kind === 'beacon') {
    const beats = at('beats');
    return {
      what: trans.__('Every %1', format.duration(at('periodMs'))),
      when: format.span(at('from'), at('to'), MINUTE_MS, withYear),
      strength: trans._n('%2 beat', '%2 beats', beats, format.number(beats))
    };
  }
  if (entry.kind === 'silence') {
    const missed = format.amount(Math.round(at('missed')), measure);
    return {
      what: trans.__('Silent for %1', format.buckets(length, bucketMs)),
      when: id === 'silence' ? trans.__('since %1', when) : when,
      strength: trans.__('%1 missing', missed)
    };
  }
  const kind =
    id === 'outlier-to-zero'
      ? trans.__('Dip to 0')
      : id === 'outlier-down'
        ? trans.__('Dip')
        : trans.__('Outlier');
  const what = length > 1 ? trans.__('%1, %2', kind, format.buckets(length, bucketMs)) : kind;
  const ratio = at('ratio');
  // Of a share how many times says little: 50 % to 99 % is not even twice.
  const isUp = id === 'outlier-up' || id === 'outlier-up-burst';
  const isRatio = isUp && Number.isFinite(ratio) && measure.kind !== 'ratio';
  return {
    what,
    when,
    strength: isRatio ? trans.__('× %1', format.ratio(ratio)) : step(at('expected'), at('observed'))
  };
}
