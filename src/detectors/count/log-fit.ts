import type { IObserved } from './observe';
import { takeBytes, takeFloats } from './scratch';

/** Log likelihood by which logs must explain a measure better than its values do, or mustn't do so worse. */
const CLEARLY = 4;

/** Distances of the values from their means, and which of them were kept, before the logs take their place. */
export interface IFit {
  distance: Float64Array;
  kept: Uint8Array;
}

/**
 * How far the buckets of `o` lie from `mean`, of blocks of `length`, and a copy of `use`; valid until the next call.
 */
export function fitOf(
  { x, n }: IObserved,
  mean: Float64Array,
  use: Uint8Array,
  length: number
): IFit {
  const distance = takeFloats(89, n);
  const kept = takeBytes(22, n);
  for (let t = 0; t < n; t++) {
    distance[t] = distanceAt(x, mean, n, t, length);
    kept[t] = use[t];
  }
  return { distance, kept };
}

/** Distance from the mean of the block or of one beside it: the block of a step has the level of but one side. */
function distanceAt(
  x: Float64Array,
  mean: Float64Array,
  n: number,
  t: number,
  length: number
): number {
  const before = mean[Math.max(0, t - length)];
  const after = mean[Math.min(n - 1, t + length)];
  return Math.min(Math.abs(x[t] - mean[t]), Math.abs(x[t] - before), Math.abs(x[t] - after));
}

/**
 * Whether the logs in `o` lie clearly closer to `mean` than the values did to theirs: then the measure varies in
 * proportion to its mean, and seasons and steps are factors.
 *
 * The two ends of Box & Cox ("An analysis of transformations", 1964) by their likelihoods, the Jacobian of the logarithm
 * included, with Laplace's law. What was set aside from both says nothing of either: events are nearer in logs. In doubt
 * the values, but the logs where there are zeros or the values are `skewed`.
 *
 * @param values Fit of the values, by `fitOf`.
 * @param skewed Whether their quartiles are, as those of what varies in proportion; few or rounded values are by chance, too.
 */
export function fitsBetter(
  o: IObserved,
  values: IFit,
  mean: Float64Array,
  use: Uint8Array,
  length: number,
  skewed: boolean
): boolean {
  const { x, w, n } = o;
  let logs = 0;
  let near = 0;
  let far = 0;
  let count = 0;
  for (let t = 0; t < n; t++) {
    if (w[t] === 1 && (use[t] === 1 || values.kept[t] === 1)) {
      logs += x[t];
      near += distanceAt(x, mean, n, t, length);
      far += values.distance[t];
      count++;
    }
  }
  const gain = count * Math.log(far / near) - logs;
  // Zeros that are a state of its own have no part in how the values vary: only logs leave them out.
  return gain > (o.idle === null && !skewed ? CLEARLY : -CLEARLY);
}
