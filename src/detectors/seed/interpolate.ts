/**
 * Fills NaN by a straight line between the neighbours, and by the nearest value at the ends. The reference fills by a
 * cubic and then by a line; a line is kept for both, since the cubic overshoots beside a spike. All NaN: a copy.
 */
export function interpolate(values: Float64Array): Float64Array {
  const filled = values.slice();
  let last = -1;
  for (let i = 0; i < filled.length; i++) {
    if (filled[i] !== filled[i]) {
      continue;
    }
    if (last < 0) {
      filled.fill(filled[i], 0, i);
    } else {
      for (let k = last + 1; k < i; k++) {
        filled[k] = filled[last] + ((filled[i] - filled[last]) * (k - last)) / (i - last);
      }
    }
    last = i;
  }
  if (last >= 0) {
    filled.fill(filled[last], last + 1);
  }
  return filled;
}
