import type { TranslationBundle } from '@jupyterlab/translation';

import { DAY_MS } from '../lake/time';
import { detectorOf, detectorsOf, OF_SERIES } from '../findings/gather';
import type { IFindingSet } from '../findings/types';
import type { DetectorName } from '../questions/types';
import { LEAST_HISTORY_DAYS } from '../sql/first-seen-rows';
import { fieldWord, type Format } from './format';

/** Whether anything is looked for in the series themselves. */
export function looksAtSeries(set: IFindingSet): boolean {
  return detectorsOf(set).some(detector => OF_SERIES.includes(detector));
}

/** How many findings come from the series, and in words how many of each other kind that was looked for. */
export function countFurther(
  set: IFindingSet,
  format: Format,
  trans: TranslationBundle
): { ofSeries: number; said: string[] } {
  const count = (detector: DetectorName): number =>
    set.findings.filter(({ kind }) => detectorOf(kind) === detector).length;
  const asked = detectorsOf(set).filter(detector => !OF_SERIES.includes(detector));
  const said = asked.map(detector => amountOf(detector, count(detector), format, trans));
  const others = asked.reduce((sum, detector) => sum + count(detector), 0);
  return { ofSeries: set.findings.length - others, said };
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
  const said = detectors.map(detector => words[detector]).filter(Boolean);
  return said.length < 2
    ? said.join('')
    : trans.__('%1 and %2', said.slice(0, -1).join(', '), said[said.length - 1]);
}

/** What the searches beside the series remember, leave out, or could not answer. */
export function furtherNotes(set: IFindingSet, format: Format, trans: TranslationBundle): string[] {
  const { firstSeen, failed = [] } = set;
  const notes: string[] = [];
  const days = (ms: number): string => format.buckets(Math.round(ms / DAY_MS), DAY_MS);
  if (firstSeen && Number.isFinite(firstSeen.memoryMs)) {
    notes.push(
      trans.__(
        'New in %1, unseen in the %2 before.',
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
            '%2 key is not called new: there are rows of less than %3 before.',
            '%2 keys are not called new: there are rows of less than %3 before.',
            firstSeen.unproven,
            count,
            least
          )
        : trans._n(
            '%2 key is not called new: its %3 is known for less than %4.',
            '%2 keys are not called new: their %3 is known for less than %4.',
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
