// Flags that come from how the log was written and not from what happened.
import type { ILakeTable } from '../../src/lake/types';
import type { IQuestion } from '../../src/questions/types';
import { keysOf, type IAnalysed } from './analyse.mts';
import { shownBucket } from './checks.mts';
import { isOf, type ILakeStory } from './incidents.mts';

// They count updates, so findings that are written anew are what they are asked for.
const COUNT_UPDATES = ['finding-updates', 'flapping-findings', 'noisy-controls'];
const BRIEF_MS = 2 * 86_400_000;

/**
 * Outliers and changes of one analysis that a trap explains: the partial last bucket; a day that the source was silent;
 * the moment when findings were written anew; a planted steady key.
 */
export function trapFlags(
  question: IQuestion,
  table: ILakeTable,
  analysed: IAnalysed,
  story: ILakeStory
): string[] {
  const { plan, set } = analysed;
  const moment = (index: number): number => (set.grid.start + index) * plan.bucketMs;
  const traps = story.traps.filter(trap => trap.table === table.suffix);
  const flags: string[] = [];
  for (const finding of analysed.findings.findings) {
    if (finding.kind === 'trend') {
      continue;
    }
    const keys = keysOf(analysed, finding);
    const at = shownBucket(finding);
    const flag = (why: string): void => {
      const when = new Date(moment(at)).toISOString();
      flags.push(
        `${why}: ${question.id}, ${table.suffix}, ${JSON.stringify(keys)}, ${finding.message.id} ${when}`
      );
    };
    // A key may well be new today; a level or a peak of a day that isn't over can't be known.
    if (at === set.grid.partial && finding.kind !== 'first-seen') {
      flag('partial last bucket');
      continue;
    }
    const during = traps.filter(
      trap => trap.to - trap.from <= BRIEF_MS && moment(at) <= trap.to && moment(at + 1) > trap.from
    );
    for (const trap of during) {
      const whole = Object.keys(trap.key).length === 0;
      const lost = trap.id.includes('lost');
      // A silence explains what falls in it and what comes back after it; a rewrite only what rises.
      const fits = finding.kind === 'change' || finding.direction === (lost ? 'down' : 'up');
      // A source that was silent for a day is what is asked for where silence is.
      const meant =
        whole && (lost ? finding.kind === 'silence' : COUNT_UPDATES.includes(question.id));
      const inside = lost || moment(at) < trap.to;
      if (fits && inside && !meant && (whole || isOf(trap, keys))) {
        flag(trap.id);
      }
    }
    const steady = traps.find(trap => trap.to - trap.from > BRIEF_MS && isOf(trap, keys));
    if (steady && during.length === 0 && !COUNT_UPDATES.includes(question.id)) {
      flag(steady.id);
    }
  }
  return flags;
}

/**
 * Changes and outliers of both versions together, right where version 2 takes over: a step that nothing made. A planted
 * growth that begins there is something.
 */
export function cutOverFlags(
  question: IQuestion,
  analysed: IAnalysed,
  story: ILakeStory
): string[] {
  const { plan, set } = analysed;
  return analysed.findings.findings
    .filter(finding => finding.kind !== 'trend')
    .filter(finding => !story.incidents.some(incident => isOf(incident, keysOf(analysed, finding))))
    .filter(finding => {
      const at = shownBucket(finding);
      return Math.abs((set.grid.start + at) * plan.bucketMs - story.cutover) <= plan.bucketMs;
    })
    .map(
      finding =>
        `change-over: ${question.id}, ${JSON.stringify(keysOf(analysed, finding))}, ${finding.message.id}`
    );
}
