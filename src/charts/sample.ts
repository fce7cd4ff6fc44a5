import { Missing } from '../series/types';
import type { IChartInput } from './input';

const LENGTH = 12;
const of = (value: (i: number) => number): Float64Array =>
  Float64Array.from({ length: LENGTH }, (_, i) => value(i));

/** A small chart that has one of everything: a mark, a change with its words, a stretch without logs, a partial end. */
export const SAMPLE: IChartInput = {
  grid: { bucketMs: 86_400_000, start: 20_000, length: LENGTH, partial: LENGTH - 1 },
  values: of(i => (i === 3 ? NaN : i === 8 ? 40 : 10 + (i % 3))),
  missing: Uint8Array.from({ length: LENGTH }, (_, i) => (i === 3 ? Missing.silent : Missing.none)),
  detection: {
    model: '',
    expected: of(() => 10),
    lower: of(() => 5),
    upper: of(() => 16),
    outliers: [
      {
        first: 8,
        last: 8,
        peak: 8,
        direction: 'up',
        observed: 40,
        expected: 10,
        p: 0,
        effect: 9
      }
    ],
    changes: [{ index: 5, direction: 'up', before: 9, after: 11, confidence: 1, p: 0 }],
    trend: { direction: 'flat', slope: 0, relative: 0, low: 0, high: 0, p: 1 },
    silentSince: -1,
    expectedFalse: 0
  },
  focus: { first: 8, last: 8 },
  picked: null,
  cut: null,
  withYear: true,
  subject: 'sample',
  theme: {
    background: 'white',
    text: 'black',
    faint: 'gray',
    grid: 'silver',
    line: 'blue',
    mark: 'red',
    change: 'purple',
    shade: 'silver',
    font: 'sans-serif',
    fontSize: 11
  },
  words: { missing: () => '-', change: () => '9 → 11', value: String, hover: () => '' }
};
