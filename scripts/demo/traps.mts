// Flags that come from how the log was written and not from what happened.
import type { ILakeTable } from '../../src/lake/types';
import type { IQuestion } from '../../src/questions/types';
import type { IAnalysed } from './analyse.mts';
import { isOf, type ILakeStory } from './incidents.mts';

/**
 * Outliers and changes of one analysis that a trap explains: the partial last bucket; a day that the source was silent;
 * the moment when findings were written anew; a planted steady key. A question that counts updates of findings is meant
 * to see them written anew.
 */
export function trapFlags(
  question: IQuestion,
  table: ILakeTable,
  analysed: IAnalysed,
  story: ILakeStory
): string[] {
  const { plan, set } = analysed;
  const moment = (index: number): number => (set.grid.start + index) * plan.bucketMs;
  const flags: string[] = [];
  for (const finding of analysed.findings.findings) {
    if (finding.kind === 'trend') {
      continue;
    }
    const keys = set.keys[finding.series];
    const where = `${question.id}, ${table.suffix}, ${JSON.stringify(keys)}, ${finding.kind} ${new Date(moment(finding.first)).toISOString()}`;
    const at = finding.kind === 'change' ? finding.detail.index : finding.detail.peak;
    if (at === set.grid.partial) {
      flags.push(`partial last bucket: ${where}`);
      continue;
    }
    for (const trap of story.traps.filter(entry => entry.table === table.suffix)) {
      const whole = Object.keys(trap.key).length === 0;
      const meant =
        question.id !== 'finding-updates' &&
        question.id !== 'flapping-findings' &&
        question.id !== 'noisy-controls';
      const brief = trap.to - trap.from <= 2 * 86_400_000;
      if ((whole && meant && brief) || (brief && isOf(trap, keys))) {
        const inside = moment(at) < trap.to && moment(at + 1) > trap.from;
        const edge = finding.kind === 'change' && Math.abs(moment(at) - trap.to) <= plan.bucketMs;
        if (
          (inside || edge) && finding.kind === 'outlier'
            ? finding.direction === (trap.id.includes('lost') ? 'down' : 'up')
            : inside
        ) {
          flags.push(`${trap.id}: ${where}`);
        }
      } else if (!brief && isOf(trap, keys)) {
        flags.push(`${trap.id}: ${where}`);
      }
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
    .filter(finding => !story.incidents.some(incident => isOf(incident, set.keys[finding.series])))
    .filter(finding => {
      const at = finding.kind === 'change' ? finding.detail.index : finding.detail.peak;
      return Math.abs((set.grid.start + at) * plan.bucketMs - story.cutover) <= plan.bucketMs;
    })
    .map(
      finding =>
        `change-over: ${question.id}, ${JSON.stringify(set.keys[finding.series])}, ${finding.message.id}`
    );
}
