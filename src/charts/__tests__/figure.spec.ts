import type { IDetection } from '../../detectors/types';
import { Missing } from '../../series/types';
import { figureOf } from '../figure';
import type { IChartInput } from '../input';
import { finiteSpans, missingSpans } from '../spans';
import { chartTheme } from '../theme';

const HOUR = 3_600_000;

function detection(values: number[], partial: Partial<IDetection> = {}): IDetection {
  return {
    model: 'Poisson',
    expected: Float64Array.from(values, () => 10),
    lower: Float64Array.from(values, () => 4),
    upper: Float64Array.from(values, () => 18),
    outliers: [],
    changes: [],
    trend: { direction: 'flat', slope: 0, relative: 0, low: 0, high: 0, p: 1 },
    silentSince: -1,
    expectedFalse: 0,
    ...partial
  };
}

function input(values: number[], partial: Partial<IChartInput> = {}): IChartInput {
  return {
    grid: { bucketMs: HOUR, start: 1000, length: values.length, partial: -1 },
    values: Float64Array.from(values),
    missing: null,
    detection: detection(values),
    focus: null,
    picked: null,
    cut: null,
    withYear: false,
    subject: 'a',
    theme: chartTheme(document.body),
    words: {
      missing: () => 'no logs',
      change: change => `${change.before} → ${change.after}`,
      value: String,
      hover: i => `bucket ${i}`
    },
    ...partial
  };
}

const OUTLIER = {
  first: 2,
  last: 2,
  peak: 2,
  direction: 'up',
  observed: 500,
  expected: 10,
  p: 1e-20,
  effect: 50
} as const;

describe('the value axis', () => {
  const axis = (values: number[], partial: Partial<IChartInput> = {}) =>
    figureOf(input(values, partial)).layout.yaxis!;

  it('is named as values are said everywhere, such as shares in percent', () => {
    const { words } = input([]);
    const percent = { ...words, value: (v: number) => `${Math.round(v * 100)} %` };
    const detected = detection([0.1, 0.3], {
      lower: Float64Array.of(0, 0),
      upper: Float64Array.of(0.4, 0.4)
    });
    const { ticktext, tickvals } = axis([0.1, 0.3], { words: percent, detection: detected });
    expect(tickvals).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(ticktext).toEqual(['0 %', '10 %', '20 %', '30 %', '40 %']);
  });

  it('has room for long names', () => {
    const margin = (value: string): number => {
      const words = { ...input([]).words, value: () => value };
      return figureOf(input([9, 10], { words })).layout.margin!.l!;
    };
    expect(margin('1.5 million million')).toBeGreaterThan(margin('10') + 50);
  });
});

describe('the usual range', () => {
  const lowest = (values: number[]) => {
    const detected = detection(values, { lower: Float64Array.from(values, () => -3) });
    const [, band] = figureOf(input(values, { detection: detected })).data;
    return Math.min(...(band.y as (number | null)[]).filter(y => y !== null));
  };

  it('of a count never reaches below zero', () => {
    expect(lowest([4, 5, 6])).toBe(0);
  });

  it('of values that do does', () => {
    expect(lowest([4, -5, 6])).toBe(-3);
  });
});

describe('figureOf', () => {
  it('gives each point its bucket, in UTC', () => {
    const line = figureOf(input([9, 10, 11])).data.find(trace => trace.customdata)!;
    expect(line.x).toEqual([1000 * HOUR, 1001 * HOUR, 1002 * HOUR]);
    expect(line.customdata).toEqual([0, 1, 2]);
  });

  it('shows what comes from outside as text, never as markup', () => {
    const words = { ...input([]).words, hover: () => '<a href="x">&<b>' };
    const line = figureOf(input([1], { words })).data.find(trace => trace.customdata)!;
    expect(line.text).toEqual(['&lt;a href="x"&gt;&amp;&lt;b&gt;']);
  });

  it('begins the axis of counts at zero and shows the whole spike', () => {
    const { layout } = figureOf(input([9, 500, 11]));
    expect(layout.yaxis!.range![0]).toBe(0);
    expect(layout.yaxis!.range![1]).toBeGreaterThan(500);
  });

  it('goes below zero only where values do', () => {
    expect(figureOf(input([9, -20, 11])).layout.yaxis!.range![0]).toBeLessThan(-20);
  });

  it('marks a spike beyond a cut axis at its edge with its value', () => {
    const values = [9, 10, 500, 11];
    const found = detection(values, { outliers: [OUTLIER] });
    const { data, layout } = figureOf(input(values, { detection: found, cut: 30 }));
    const marks = data.find(trace => trace.mode === 'text+markers')!;
    expect(layout.yaxis!.range).toEqual([0, 30]);
    expect(marks.y).toEqual([30 * 0.97]);
    expect(marks.text).toEqual([' 500 ']);
    expect(marks.textposition).toEqual(['top right']);
  });

  it('says the value of the newest bucket to the left of its mark, inside of the picture', () => {
    const values = [...Array<number>(30).fill(10), 500];
    const outliers = [{ ...OUTLIER, first: 30, last: 30, peak: 30 }];
    const found = detection(values, { outliers });
    const marks = figureOf(input(values, { detection: found })).data.find(
      trace => trace.mode === 'text+markers'
    )!;
    expect(marks.textposition).toEqual(['middle left']);
  });

  it('draws no mark without a finding', () => {
    const marks = figureOf(input([9, 10])).data.find(trace => trace.mode === 'text+markers')!;
    expect(marks.x).toEqual([]);
  });

  it('draws each change as a dashed line and the levels beside it', () => {
    const change = { direction: 'up', confidence: 0.999, p: 0.001 } as const;
    const changes = [
      { ...change, index: 2, before: 10, after: 30 },
      { ...change, index: 4, before: 30, after: 60 }
    ];
    const values = [10, 10, 30, 30, 60, 60];
    const { data, layout } = figureOf(input(values, { detection: detection(values, { changes }) }));
    expect(layout.shapes!.map(shape => [shape.x0, shape.line?.dash])).toEqual([
      [1001.5 * HOUR, 'dash'],
      [1003.5 * HOUR, 'dash']
    ]);
    expect(layout.annotations!.map(one => one.text)).toEqual(['10 → 30', '30 → 60']);
    const levels = data.map(trace => trace.y).find(y => y?.length === 9);
    expect(levels).toEqual([10, 10, null, 30, 30, null, 60, 60, null]);
  });

  it('shades a last bucket that is not over', () => {
    const grid = { bucketMs: HOUR, start: 1000, length: 3, partial: 2 };
    const [shade] = figureOf(input([9, 10, 2], { grid })).layout.shapes!;
    expect([shade.type, shade.x0, shade.x1]).toEqual(['rect', 1001.5 * HOUR, 1002.5 * HOUR]);
  });

  it('hatches a stretch without logs, names it and lets it be asked about', () => {
    const values = [9, NaN, NaN, 11];
    const missing = Uint8Array.of(0, Missing.silent, Missing.silent, 0);
    const { data, layout } = figureOf(input(values, { missing }));
    const hatched = data.find(trace => trace.fillpattern)!;
    expect(hatched.x!.slice(0, 3)).toEqual([1000.5 * HOUR, 1000.5 * HOUR, 1002.5 * HOUR]);
    expect(layout.annotations!.map(one => one.text)).toEqual(['no logs']);
    const unseen = data.filter(trace => trace.customdata)[1];
    expect(unseen.customdata).toEqual([1, 2]);
  });

  it('leaves the band out where there is no usual range', () => {
    const values = [1, 2, 3, 4];
    const upper = Float64Array.of(5, NaN, 5, 5);
    const { data } = figureOf(input(values, { detection: detection(values, { upper }) }));
    const band = data.find(trace => trace.fill === 'toself' && !trace.fillpattern)!;
    expect((band.x as (number | null)[]).filter(x => x === null)).toHaveLength(2);
  });
});

describe('spans', () => {
  it('joins neighbours with the same reason', () => {
    expect(missingSpans([0, 2, 2, 3, 0, 2])).toEqual([
      { first: 1, last: 2, code: 2 },
      { first: 3, last: 3, code: 3 },
      { first: 5, last: 5, code: 2 }
    ]);
    expect(missingSpans([])).toEqual([]);
  });

  it('finds where both arrays have numbers', () => {
    expect(finiteSpans([1, NaN, 3, 4], [1, 2, 3, Infinity])).toEqual([
      { first: 0, last: 0 },
      { first: 2, last: 2 }
    ]);
  });
});

describe('top of the axis', () => {
  const top = (values: number[], upper: number): number =>
    figureOf(
      input(values, {
        detection: detection(values, { upper: Float64Array.from(values, () => upper) })
      })
    ).layout.yaxis!.range![1] as number;

  it('has room for values and usual range', () => {
    expect(top([10, 12], 18)).toBeCloseTo(18 * 1.08);
    expect(top([10, 40], 18)).toBeCloseTo(40 * 1.08);
    expect(top([0, 0], 4)).toBeCloseTo(4 * 1.08);
  });

  it('lets a usual range many times as wide as the values leave the picture', () => {
    expect(top([0, 0, 200], 3300)).toBeCloseTo(400 * 1.08);
  });
});
