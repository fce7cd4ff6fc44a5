import type { TranslationBundle } from '@jupyterlab/translation';

import { DAY_MS } from '../lake/time';
import { detectorOf, detectorsOf, OF_SERIES } from '../findings/gather';
import type { IFindingSet } from '../findings/types';
import type { DetectorName } from '../questions/types';
import { LEAST_HISTORY_DAYS } from '../sql/first-seen-rows';
import { fieldWord, listed, type Format } from './format';

/** Whether anything is looked for in the series themselves. */
export function looksAtSeries(set: IFindingSet): boolean {
  return detectorsOf(set).some(detector => OF_SERIES.includes(detector));
}

/** Findings by where they were looked for. */
export interface IFurtherCounts {
  /** How many come from the series themselves. */
  ofSeries: number;
  /** In words how many there are of each other kind, of those that there are. */
  found: string[];
  /** In words which other kinds were looked for and aren't there. */
  none: string[];
}

/** Counts what was looked for beside the series. */
export function furtherCounts(
  set: IFindingSet,
  format: Format,
  trans: TranslationBundle
): IFurtherCounts {
  const asked = detectorsOf(set)
    .filter(detector => !OF_SERIES.includes(detector))
    .map(detector => {
      const count = set.findings.filter(({ kind }) => detectorOf(kind) === detector).length;
      return { count, said: amountOf(detector, count, format, trans) };
    });
  const others = asked.reduce((sum, { count }) => sum + count, 0);
  return {
    ofSeries: set.findings.length - others,
    found: asked.filter(({ count }) => count > 0).map(({ said }) => said),
    none: asked.filter(({ count }) => count === 0).map(({ said }) => said)
  };
}

function amountOf(
  detector: DetectorName,
  count: number,
  format: Format,
  trans: TranslationBundle
): string {
  const text = format.number(count);
  switch (detector) {
    case 'silence':
      return count === 0 ? trans.__('nothing silent') : trans.__('%1 silent', text);
    case 'periodicity':
      return count === 0 ? trans.__('no beacon') : trans._n('%2 beacon', '%2 beacons', count, text);
    default:
      return count === 0 ? trans.__('nothing new') : trans.__('%1 new', text);
  }
}

/** What was looked for, as a list in words. */
export function lookedFor(detectors: readonly DetectorName[], trans: TranslationBundle): string {
  const words: Record<DetectorName, string> = {
    outlier: trans.__('outliers'),
    change: trans.__('change points'),
    trend: trans.__('trends'),
    'first-seen': trans.__('new keys'),
    silence: trans.__('silence'),
    periodicity: trans.__('beacons')
  };
  return listed(detectors.map(detector => words[detector]).filter(Boolean), trans);
}

/** What the searches beside the series remember, leave out, or could not answer. */
export function furtherNotes(set: IFindingSet, format: Format, trans: TranslationBundle): string[] {
  const { firstSeen, failed = [] } = set;
  const notes: string[] = [];
  const days = (ms: number): string => format.buckets(Math.round(ms / DAY_MS), DAY_MS);
  // Less than a day before is no memory that could say what is new.
  if (firstSeen && Number.isFinite(firstSeen.memoryMs) && firstSeen.memoryMs >= DAY_MS) {
    notes.push(
      trans.__(
        'New means: seen in the last %1, and not once in the %2 before.',
        days(firstSeen.recentMs),
        days(firstSeen.memoryMs)
      )
    );
  }
  if (firstSeen && firstSeen.unproven > 0) {
    const count = format.number(firstSeen.unproven);
    const least = days(LEAST_HISTORY_DAYS * DAY_MS);
    notes.push(
      firstSeen.owner === null
        ? trans._n(
            '%2 key may be new, but there are rows of less than %3 before it.',
            '%2 keys may be new, but there are rows of less than %3 before them.',
            firstSeen.unproven,
            count,
            least
          )
        : trans._n(
            '%2 key may be new, but its %3 is known for less than %4.',
            '%2 keys may be new, but their %3 is known for less than %4.',
            firstSeen.unproven,
            count,
            fieldWord(firstSeen.owner),
            least
          )
    );
  }
  if (firstSeen?.usual) {
    const count = format.number(firstSeen.usual);
    notes.push(
      firstSeen.owner === null
        ? trans._n(
            '%2 new key is not listed: new ones come nearly every week.',
            '%2 new keys are not listed: new ones come nearly every week.',
            firstSeen.usual,
            count
          )
        : trans._n(
            '%2 new key is not listed: its %3 has new ones nearly every week.',
            '%2 new keys are not listed: their %3 has new ones nearly every week.',
            firstSeen.usual,
            count,
            fieldWord(firstSeen.owner)
          )
    );
  }
  if (firstSeen && firstSeen.leftOut > 0) {
    notes.push(
      trans._n(
        '%2 more new key was left out.',
        '%2 more new keys were left out.',
        firstSeen.leftOut,
        format.number(firstSeen.leftOut)
      )
    );
  }
  for (const { detector, reason } of failed) {
    notes.push(failedNote(detector, reason, trans));
  }
  return notes;
}

function failedNote(detector: DetectorName, reason: string, trans: TranslationBundle): string {
  switch (detector) {
    case 'periodicity':
      return trans.__('The search for beacons gave no answer: %1', reason);
    default:
      return trans.__('The search for new keys gave no answer: %1', reason);
  }
}
