/**
 * Round numbers within a range, for an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * The steps are those of d3-array's `ticks` (M. Bostock, ISC licence).
 *
 * @param low - Lower end.
 * @param high - Upper end, above `low`; else there are no ticks.
 * @param count - About how many are wanted.
 */
export function ticksOf(low: number, high: number, count: number): number[] {
  if (!(high > low) || !(count > 0) || !Number.isFinite(high - low)) {
    return [];
  }
  const power = Math.floor(Math.log10((high - low) / count));
  const rest = (high - low) / count / 10 ** power;
  const factor =
    rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.sqrt(2) ? 2 : 1;
  // Fractions are divided by a whole number, which rounds better than multiplying by a power below one.
  const inverse = power < 0 ? 10 ** -power / factor : 0;
  const at = (i: number): number => (inverse ? i / inverse : i * factor * 10 ** power);
  const first = Math.ceil(inverse ? low * inverse : low / at(1));
  const last = Math.floor(inverse ? high * inverse : high / at(1));
  return Array.from({ length: last - first + 1 }, (_, i) => at(first + i));
}
