// npm run -s detect -- IN.json OUT.json [--profile count|seed] [--rate R]: detectors on series from a file.
import { readFileSync, writeFileSync } from 'node:fs';
import { DEFAULT_OPTIONS, detect } from '../src/detectors';
import type { DetectorGrain, IDetectorOptions } from '../src/detectors';

interface ISeriesIn {
  id: string | number;
  grain?: DetectorGrain;
  values: (number | null)[];
  partial_last?: boolean;
  /** Arrival times in seconds. */
  times?: number[];
}

/** Further keys of an answer, each with its own condition: `period` where there are times, `seed` for that profile. */
type Part = (series: ISeriesIn, values: Float64Array, options: IDetectorOptions) => object;
const PARTS: Part[] = [];

function run(series: ISeriesIn, profile: IDetectorOptions['profile'], rate: number): object {
  const values = Float64Array.from(series.values, v => (typeof v === 'number' ? v : NaN));
  const options: IDetectorOptions = {
    ...DEFAULT_OPTIONS,
    profile,
    rate,
    grain: series.grain ?? 'none',
    partialLast: series.partial_last === true
  };
  const found = detect(values, options);
  const outliers: number[] = [];
  for (const event of found.outliers) {
    for (let t = event.first; t <= event.last; t++) {
      outliers.push(t);
    }
  }
  const answer: Record<string, unknown> = {
    outliers,
    changes: found.changes.map(c => c.index).sort((a, b) => a - b),
    trend: found.trend.direction,
    slope: found.trend.slope,
    expected_false: found.expectedFalse,
    model: found.model
  };
  for (const part of PARTS) {
    Object.assign(answer, part(series, values, options));
  }
  return answer;
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv.splice(at, 2)[1];
}

const profile = option('--profile') === 'seed' ? 'seed' : 'count';
const rate = Number(option('--rate') ?? DEFAULT_OPTIONS.rate);
const [input, output] = process.argv.slice(2);
if (!input || !output) {
  console.error('usage: npm run -s detect -- IN.json OUT.json [--profile count|seed] [--rate R]');
  process.exit(2);
}
const answers: Record<string, object> = {};
for (const series of JSON.parse(readFileSync(input, 'utf8')) as ISeriesIn[]) {
  try {
    answers[series.id] = run(series, profile, rate);
  } catch (error) {
    answers[series.id] = { error: error instanceof Error ? error.message : String(error) };
  }
}
writeFileSync(output, JSON.stringify(answers));
