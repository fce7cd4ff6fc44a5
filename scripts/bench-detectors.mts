import { DEFAULT_OPTIONS, detect } from '../src/detectors';
import type { IDetectorOptions } from '../src/detectors';

/** One line of the benchmark. */
export interface IDetectorTiming {
  what: string;
  series: number;
  length: number;
  /** All series together, each slice of them with the best of the repetitions. */
  milliseconds: number;
  /** Per series. */
  microseconds: number;
  /** Growth of heap and array buffers while all results were held, in MB. */
  megabytes: number;
}

/** Small, fast, seeded generator (Marsaglia's xorshift32): the same series in every run. */
function randomSource(seed: number): () => number {
  let s = seed | 0 || 1;
  return () => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) / 4294967296;
  };
}

/** Security-like counts: quiet and busy keys, weekly and daily seasons, some spikes and steps; typed arrays. */
export function benchSeries(count: number, length: number, hourly: boolean): Float64Array[] {
  const random = randomSource(7);
  const poisson = (mean: number): number => {
    if (mean > 50) {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      return Math.max(0, Math.round(mean + Math.sqrt(mean + 0.01 * mean * mean) * normal));
    }
    let k = 0;
    for (let p = random(); p > Math.exp(-mean); p *= random()) {
      k++;
    }
    return k;
  };
  return Array.from({ length: count }, (_, i) => {
    const level = Math.exp(random() * 8 - 1.5);
    const weekend = i % 3 === 0 ? 0.3 + 0.5 * random() : 1;
    const step = i % 7 === 0 ? Math.floor(length * (0.2 + 0.6 * random())) : length;
    const factor = 0.3 + 3 * random();
    const values = Float64Array.from({ length }, (_x, t) => {
      const day = hourly ? Math.floor(t / 24) : t;
      const hour = hourly ? 1 + 0.6 * Math.sin((2 * Math.PI * t) / 24) : 1;
      return poisson(level * hour * (day % 7 > 4 ? weekend : 1) * (t >= step ? factor : 1));
    });
    if (i % 4 === 0) {
      values[Math.floor(random() * length)] += Math.round(10 + 8 * Math.sqrt(level));
    }
    return values;
  });
}

/** Series timed at once: some milliseconds, short enough to fit between two turns of other programs. */
const SLICE = 10;

/**
 * Times one profile on a set of series. Each slice of a few series counts with the best of the repetitions, so that
 * the figure is that of an idle core also when the machine is shared.
 */
export function timeDetectors(
  what: string,
  series: Float64Array[],
  options: Partial<IDetectorOptions>,
  repeats = 5
): IDetectorTiming {
  const all = { ...DEFAULT_OPTIONS, ...options };
  for (const values of series.slice(0, 500)) {
    detect(values, all);
  }
  let best = 0;
  for (let from = 0; from < series.length; from += SLICE) {
    const slice = series.slice(from, from + SLICE);
    let least = Infinity;
    for (let r = 0; r < repeats; r++) {
      const start = performance.now();
      for (const values of slice) {
        detect(values, all);
      }
      least = Math.min(least, performance.now() - start);
    }
    best += least;
  }
  const before = process.memoryUsage();
  const held = series.map(values => detect(values, all));
  const after = process.memoryUsage();
  if (held.length !== series.length) {
    throw new Error('A series got no result.');
  }
  const growth = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return {
    what,
    series: series.length,
    length: series[0]?.length ?? 0,
    milliseconds: best,
    microseconds: (best * 1000) / series.length,
    megabytes: growth / 1e6
  };
}

/** The detector lines of `npm run bench`; the `seed` profile is the yardstick of the same run. */
export function benchDetectors(scale = 1): IDetectorTiming[] {
  const days = benchSeries(Math.round(10000 * scale), 365, false);
  const hours = benchSeries(Math.round(1000 * scale), 1344, true);
  return [
    timeDetectors('count, days', days, { profile: 'count', grain: 'day' }),
    timeDetectors('count, hours', hours, { profile: 'count', grain: 'hour' }),
    timeDetectors('seed, days', days.slice(0, 500), { profile: 'seed', grain: 'day' }, 2),
    timeDetectors('seed, hours', hours.slice(0, 100), { profile: 'seed', grain: 'hour' }, 2)
  ];
}

/** The lines as a table for people. */
export function printDetectors(lines: IDetectorTiming[]): string {
  const yardstick = lines.find(l => l.what === 'seed, days')?.microseconds ?? NaN;
  return lines
    .map(
      l =>
        `${l.what.padEnd(14)} ${String(l.series).padStart(6)} x ${String(l.length).padStart(5)}` +
        `  ${l.milliseconds.toFixed(0).padStart(7)} ms  ${l.microseconds.toFixed(1).padStart(8)} us/series` +
        `  ${(yardstick / l.microseconds).toFixed(1).padStart(6)} x seed/days  ${l.megabytes.toFixed(0).padStart(5)} MB held`
    )
    .join('\n');
}
