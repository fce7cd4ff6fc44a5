import { DAY_MS, eventDay, timestampText } from '../lake/time';
import type { ISpan } from './bounds';

/** A range far from any that is asked for, whose texts stand nowhere else in a statement. */
const FAR: ISpan = { from: Date.UTC(2201, 1, 3), to: Date.UTC(2234, 5, 7) };

/** The ways in which `bounds` writes the ends of a range; `template.py` of the server's cache knows the same. */
function holesOf({ from, to }: ISpan): [hole: string, text: string][] {
  return [
    ['{{start ms}}', String(from)],
    ['{{end ms}}', String(to)],
    ['{{start time}}', timestampText(from)],
    ['{{end time}}', timestampText(to)],
    ['{{start day}}', eventDay(from - DAY_MS)],
    ['{{end day}}', eventDay(to - 1 + DAY_MS)]
  ];
}

/**
 * A statement with holes where its range stands: what all days of one question have in common.
 *
 * @param statementOver - Text of the statement over a range.
 * @param range - A range that it is wanted for.
 * @returns null when the text depends on the range in another way as well, so that it can't be told from its days.
 */
export function dayTemplate(statementOver: (range: ISpan) => string, range: ISpan): string | null {
  const template = holesOf(FAR).reduce(
    (text, [hole, far]) => text.replaceAll(far, hole),
    statementOver(FAR)
  );
  return fillTemplate(template, range) === statementOver(range) ? template : null;
}

/** The statement over a range. */
export function fillTemplate(template: string, range: ISpan): string {
  return holesOf(range).reduce((text, [hole, near]) => text.replaceAll(hole, near), template);
}
