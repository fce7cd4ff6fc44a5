// npm run -s detect -- IN.json OUT.json [--profile count|seed] [--rate R]: detectors on series from a file.
import { readFileSync, writeFileSync } from 'node:fs';
import { DEFAULT_OPTIONS, detect } from '../src/detectors';
import type { IDetection, IDetectorOptions } from '../src/detectors';
import { findPeriodInCounts } from '../src/detectors/arrivals/minute-counts';
import { findPeriod, type IPeriod } from '../src/detectors/arrivals/periodicity';
import { detectSeed, seedReport } from '../src/detectors/seed/detect';
import { identified, readSeries } from './detect/series.mts';
import type { ISeriesIn } from './detect/series.mts';

/** The beat of arrival times, or of counts per minute; no key where there is none. */
function period(series: ISeriesIn, values: Float64Array): object {
  const seconds = series.times.length ? 1 : 60;
  const found: IPeriod | null = series.times.length
    ? findPeriod(Float64Array.from(series.times).sort())
    : series.grain === 'minute'
      ? findPeriodInCounts(values)
      : null;
  return found
    ? {
        period: {
          seconds: found.period * seconds,
          jitter: found.jitter,
          coverage: found.coverage
        }
      }
    : {};
}

/** The reference's own numbers, for profile `seed` only. */
function seed(values: Float64Array, options: IDetectorOptions): object {
  if (options.profile !== 'seed') {
    return {};
  }
  const used = options.partialLast ? values.subarray(0, Math.max(0, values.length - 1)) : values;
  const { stability, rule, cusum } = seedReport(used, options);
  const at = (iqrMultiple: number) => buckets(detectSeed(values, { ...options, iqrMultiple }));
  return {
    seed: { stability, iqr: rule?.iqr ?? null, outliers3: at(3), outliers5: at(5), cusum }
  };
}

/** Every flagged bucket of every event. */
function buckets(found: Pick<IDetection, 'outliers'>): number[] {
  return found.outliers.flatMap(event =>
    Array.from({ length: event.last - event.first + 1 }, (_, k) => event.first + k)
  );
}

function run(series: ISeriesIn, profile: IDetectorOptions['profile'], rate: number): object {
  const values = Float64Array.from(series.values, v => (typeof v === 'number' ? v : NaN));
  const options: IDetectorOptions = {
    ...DEFAULT_OPTIONS,
    profile,
    rate,
    grain: series.grain,
    partialLast: series.partial_last
  };
  const found = detect(values, options);
  return {
    outliers: buckets(found),
    changes: found.changes.map(c => c.index).sort((a, b) => a - b),
    trend: found.trend.direction,
    slope: found.trend.slope,
    expected_false: found.expectedFalse,
    model: found.model,
    ...period(series, values),
    ...seed(values, options)
  };
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
for (const { id, series } of identified(JSON.parse(readFileSync(input, 'utf8')))) {
  try {
    answers[id] = run(readSeries(series), profile, rate);
  } catch (error) {
    answers[id] = { error: error instanceof Error ? error.message : String(error) };
  }
}
writeFileSync(output, JSON.stringify(answers));
