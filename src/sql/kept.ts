import type { IQueryModel } from './model';

/** Why days of a question can't be kept: what a day holds depends on more than that day. */
export type NotKept =
  /** Rows are put into buckets by another time than their own: a finding of today may count for last month. */
  | 'other-time'
  /** Versions 1 and 2 of a source, cut over at the first row of version 2 in the range, wherever that begins. */
  | 'two-versions';

/** Null when days can be kept. */
export function whyNotKept({ branches, cutOver }: IQueryModel): NotKept | null {
  if (branches.some(branch => branch.otherTime !== null)) {
    return 'other-time';
  }
  const both = branches.some(
    ({ table }) =>
      table.version === 1 &&
      branches.some(
        ({ table: other }) =>
          other.version === 2 && other.source === table.source && other.region === table.region
      )
  );
  return both && cutOver === null ? 'two-versions' : null;
}
