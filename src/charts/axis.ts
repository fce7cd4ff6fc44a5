/** How many times the usual height a spike must reach before cutting the axis is offered. */
const FLATTENING = 6;

/**
 * Where to cut the value axis so that the rest can be read: a little above what is usual. Null when nothing flattens
 * the rest, or when there is nothing to see but the spike.
 *
 * @param values - one per bucket, NaN ignored
 * @param upper - upper bound of the usual range, NaN ignored
 */
export function cutAt(values: ArrayLike<number>, upper: ArrayLike<number>): number | null {
  const seen = Float64Array.from(values).filter(Number.isFinite).sort();
  if (seen.length < 8) {
    return null;
  }
  const most = seen[Math.floor((seen.length - 1) * 0.97)];
  const bounds = Float64Array.from(upper).filter(Number.isFinite).sort();
  const bound = bounds.length > 0 ? bounds[Math.floor((bounds.length - 1) * 0.97)] : 0;
  const usual = Math.max(most, bound);
  return usual > 0 && seen[seen.length - 1] > FLATTENING * usual ? rounded(usual * 1.5) : null;
}

/** Up to the next number with one digit and a half: 1, 1.5, 2, 2.5, 3, … of its power of ten. */
function rounded(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value)) / 2;
  return Math.ceil(value / step) * step;
}
