import type { IChange, IDetection, IDetectorOptions, IOutlier } from '../types';
import { cusum, ICusum } from './cusum';
import { decompose } from './decompose';
import { interpolate } from './interpolate';
import { IInterquartileRule, interquartileRule } from './interquartile-rule';
import { fitLine } from './slope';
import { IStability, stability } from './stability';

/** What the reference pipeline says of a series, number by number. */
export interface ISeedReport {
  stability: IStability;
  /** Null when there is no decomposition: too short, no period, values the model can't take. */
  rule: IInterquartileRule | null;
  cusum: ICusum[];
}

/** The period the reference infers: a week of days, a day of hours; 0 where it has none. */
export function seedPeriod(grain: IDetectorOptions['grain']): number {
  return grain === 'day' ? 7 : grain === 'hour' ? 24 : 0;
}

/** Runs the reference's three analyses on the observed part of a series. */
export function seedReport(values: Float64Array, options: IDetectorOptions): ISeedReport {
  const observed = interpolate(values);
  const parts = decompose(observed, seedPeriod(options.grain), options.decomposition);
  return {
    stability: stability(fitLine(values)),
    rule: parts && interquartileRule(observed, parts, options.decomposition),
    cusum: cusum(observed, options.cusumThreshold)
  };
}

/**
 * Profile `seed`: the reference pipeline's numbers (straight-line slope, seasonal decomposition with the
 * inter-quartile rule, CUSUM), kept for comparison.
 *
 * `values`: one number a bucket, NaN where there is no observation. A partial last bucket is left out. Outliers have
 * no probability, so `p` and `expectedFalse` are NaN; `effect` is the multiple of the inter-quartile range. Never
 * throws: where the original crashes, the part in question finds nothing (see each function).
 */
export function detectSeed(values: Float64Array, options: IDetectorOptions): IDetection {
  const n = values.length;
  const used = options.partialLast ? values.subarray(0, Math.max(0, n - 1)) : values;
  const report = seedReport(used, options);
  const expected = new Float64Array(n).fill(NaN);
  const lower = expected.slice();
  const upper = expected.slice();
  const { rule } = report;
  if (rule) {
    const reach = options.iqrMultiple * rule.iqr;
    rule.expected.forEach((x, i) => {
      expected[i] = x;
      lower[i] = x - reach;
      upper[i] = x + reach;
    });
  }
  const period = seedPeriod(options.grain);
  const fit = fitLine(used);
  const { label, nslope } = report.stability;
  return {
    model: rule ? `seasonal decomposition, period ${period}` : 'straight line only',
    expected,
    lower,
    upper,
    outliers: rule ? beyond(used, rule, options.iqrMultiple) : [],
    changes: report.cusum
      .filter(c => c.detected)
      .map(toChange)
      .sort((a, b) => a.index - b.index),
    trend: {
      direction: label === 'positive' ? 'up' : label === 'negative' ? 'down' : 'flat',
      slope: fit.slope,
      relative: nslope,
      low: NaN,
      high: NaN,
      p: NaN
    },
    silentSince: -1,
    expectedFalse: NaN
  };
}

/** Flagged buckets as events: neighbours on the same side are one. */
function beyond(values: Float64Array, rule: IInterquartileRule, multiple: number): IOutlier[] {
  const events: IOutlier[] = [];
  for (let i = 0; i < values.length; i++) {
    const effect = rule.multiples[i];
    if (!(effect > multiple) || values[i] !== values[i]) {
      continue;
    }
    const direction = values[i] > rule.expected[i] ? 'up' : 'down';
    const here = { peak: i, observed: values[i], expected: rule.expected[i], effect };
    const open = events[events.length - 1];
    if (open && open.last === i - 1 && open.direction === direction) {
      open.last = i;
      if (effect > open.effect) {
        Object.assign(open, here);
      }
    } else {
      events.push({ first: i, last: i, direction, p: NaN, ...here });
    }
  }
  return events;
}

function toChange(c: ICusum): IChange {
  return {
    index: c.index + 1,
    direction: c.direction === 'increase' ? 'up' : 'down',
    before: c.mu0,
    after: c.mu1,
    confidence: c.confidence,
    p: c.p
  };
}
