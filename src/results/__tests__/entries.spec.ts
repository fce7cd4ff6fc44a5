import type { IFinding, IFindingSet } from '../../findings/types';
import { countsOf, matches, rowsOf } from '../entries';
import type { ListRow } from '../entries';
import { checkedOf, evidenceOf, sumOf, toBuckets } from '../span';
import { eventful } from './results';

const GRID = { bucketMs: 86_400_000, start: 100, length: 20, partial: -1 };

function trends(relatives: number[]): IFindingSet['trends'] {
  return relatives.map((relative, series) => ({
    series,
    relative,
    slope: relative,
    direction: 'flat' as const,
    p: 0.5
  }));
}

function set(partial: Partial<IFindingSet>): IFindingSet {
  return { findings: [], expectedFalse: 0, trends: [], skipped: [], ...partial };
}

function change(series: number, index: number): IFinding {
  const detail = { index, direction: 'up', before: 1, after: 2, confidence: 1, p: 0 } as const;
  return {
    id: `change-${series}-${index}`,
    kind: 'change',
    series,
    score: 50,
    q: 0,
    direction: 'up',
    first: index,
    last: index,
    message: { id: 'change-up', args: {} },
    detail
  };
}

function shown(rows: ListRow[]): string[] {
  return rows.map(row => (row.type === 'heading' ? row.section : String(row.entry.series)));
}

const names = Array.from({ length: 12 }, (_, i) => [`key ${i}`]);

describe('rowsOf', () => {
  it('opens trends with the five steepest rises and falls, then ranks all, normalised', () => {
    const relatives = [0.01, -0.02, 0.05, 0.03, -0.5, 0, 0.07, -0.01, 0.04, 0.02, -0.3, NaN];
    const rows = rowsOf(set({ trends: trends(relatives) }), GRID, names, 'trend', '');
    expect(shown(rows)).toEqual([
      ...['rises', '6', '2', '8', '3', '9'],
      ...['falls', '4', '10', '1', '7'],
      ...['ranking', '6', '2', '8', '3', '9', '0', '5', '7', '1', '10', '4', '11']
    ]);
  });

  it('puts the clear ones among the steepest first', () => {
    const found = trends([0.5, 0.1, 0.2, -0.9, -0.1]);
    found[1].direction = 'up';
    found[4].direction = 'down';
    const rows = rowsOf(set({ trends: found }), GRID, names, 'trend', '');
    expect(shown(rows).slice(0, 7)).toEqual(['rises', '1', '0', '2', 'falls', '4', '3']);
    expect(shown(rows).slice(7)).toEqual(['ranking', '0', '2', '1', '4', '3']);
  });

  it('gives each line an id of its own, though an entry stands in two sections', () => {
    const rows = rowsOf(set({ trends: trends([0.1, 0.2]) }), GRID, names, 'trend', '');
    expect(new Set(rows.map(row => row.id)).size).toBe(rows.length);
  });

  it('keeps the ranking of the run under the other filters', () => {
    const { findings, series } = eventful();
    const rows = rowsOf(findings!, series!.grid, series!.keys, 'all', '');
    expect(shown(rows)).toEqual(findings!.findings.map(finding => String(finding.series)));
    const outliers = rowsOf(findings!, series!.grid, series!.keys, 'outlier', '');
    expect(shown(outliers)).toEqual(['0']);
  });

  it('filters by any part of a key, whatever its case', () => {
    const { findings, series } = eventful();
    const rows = rowsOf(findings!, series!.grid, series!.keys, 'all', 'CI-Dep');
    expect(new Set(shown(rows))).toEqual(new Set(['0']));
    expect(matches([null, 'a'], 'NULL')).toBe(true);
    expect(matches(['abc'], 'x')).toBe(false);
  });

  it('counts by kind', () => {
    const findings = [change(0, 3), change(1, 4)];
    expect(countsOf(set({ findings }))).toMatchObject({ all: 2, trend: 0, outlier: 0, change: 2 });
    expect(countsOf(null).all).toBe(0);
  });
});

describe('evidence of an entry', () => {
  const entry = (finding: IFinding) => ({ ...finding, severity: 1, finding });

  it('of a change is the stretch of its level: until the next change of the same series', () => {
    const findings = [change(0, 3), change(0, 9), change(1, 5)];
    const found = set({ findings });
    expect(evidenceOf(entry(findings[0]), found, GRID)).toEqual({ first: 3, last: 8 });
    expect(evidenceOf(entry(findings[1]), found, GRID)).toEqual({ first: 9, last: 19 });
  });

  it('leaves out a last bucket that is not over', () => {
    const findings = [change(0, 3)];
    const grid = { ...GRID, partial: 19 };
    expect(evidenceOf(entry(findings[0]), set({ findings }), grid)).toEqual({ first: 3, last: 18 });
  });

  it('is checked bucket by bucket where the measure does not add up', () => {
    const one = entry(change(0, 3));
    const span = { first: 3, last: 8 };
    expect(checkedOf(one, span, { kind: 'count' })).toEqual(span);
    expect(checkedOf(one, span, { kind: 'distinct', field: 'ip' })).toEqual({ first: 3, last: 3 });
  });

  it('becomes half-open absolute buckets', () => {
    expect(toBuckets({ first: 3, last: 8 }, GRID)).toEqual({
      bucketMs: GRID.bucketMs,
      first: 103,
      end: 109
    });
  });

  it('adds up what was observed', () => {
    const values = Float64Array.of(1, NaN, 3, NaN);
    expect(sumOf(values, { first: 0, last: 2 })).toBe(4);
    expect(sumOf(values, { first: 1, last: 1 })).toBeNaN();
    expect(sumOf(values, { first: 2, last: 99 })).toBe(3);
  });
});
