import type { IResultDocument } from '../analysis/document';
import type { IFinding } from '../findings/types';
import { packSeries, pickSeries, unpackSeries } from '../series/pack';

/** Most characters of packed values that an output takes along: a notebook is saved as a whole again and again. */
export const MOST_VALUES = 6_000_000;

/**
 * A document whose packed values fit into `most` characters. Series with findings stay, best first, then the others in
 * their order; how many go is added to `leftOut`, which the view shows.
 */
export function shrinkDocument(document: IResultDocument, most = MOST_VALUES): IResultDocument {
  const { series, findings } = document;
  if (!series || series.values.length <= most) {
    return document;
  }
  const room = Math.max(1, Math.floor((series.keys.length * most) / series.values.length));
  const kept = chooseRows(series.keys.length, findings?.findings ?? [], room);
  // Those without a series of their own don't need room.
  const moved = new Map([[-1, -1], ...kept.map((from, to): [number, number] => [from, to])]);
  const stays = <T extends { series: number }>(entries: T[]): T[] =>
    entries
      .filter(entry => moved.has(entry.series))
      .map(entry => ({ ...entry, series: moved.get(entry.series)! }));
  return {
    ...document,
    series: packSeries(pickSeries(unpackSeries(series), kept)),
    findings: findings && {
      ...findings,
      findings: stays(findings.findings),
      trends: stays(findings.trends),
      skipped: stays(findings.skipped)
    }
  };
}

/** Rows to keep, in their order: those of findings by rank, then from the front. */
function chooseRows(count: number, findings: readonly IFinding[], room: number): number[] {
  const chosen = new Set<number>();
  const ranked = [...findings].sort((a, b) => b.score - a.score).map(finding => finding.series);
  for (const row of [...ranked, ...Array(count).keys()]) {
    if (row >= 0 && chosen.size < room) {
      chosen.add(row);
    }
  }
  return [...chosen].sort((a, b) => a - b);
}
