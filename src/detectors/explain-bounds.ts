import type { IDetection, IWhy } from './types';

/** Why, or why not, for a profile that has bounds but no probabilities (`seed`). */
export function explainBounds(values: Float64Array, found: IDetection, index: number): IWhy {
  const observed = index >= 0 && index < values.length ? values[index] : NaN;
  const lower = found.lower[index] ?? NaN;
  const upper = found.upper[index] ?? NaN;
  const event = found.outliers.find(e => e.first <= index && index <= e.last);
  return {
    observed,
    expected: found.expected[index] ?? NaN,
    lower,
    upper,
    p: NaN,
    effect: event ? event.effect : NaN,
    flagged: event !== undefined,
    rule: event
      ? 'threshold'
      : Number.isFinite(observed)
        ? Number.isFinite(upper)
          ? 'within bounds'
          : 'no bounds'
        : index >= 0 && index < values.length
          ? 'not an observation'
          : 'no bucket',
    wouldFlagAbove: upper,
    wouldFlagBelow: lower
  };
}
