/**
 * Moves the k-th smallest of a[left..right] to place k, smaller ones before it, larger behind, and returns it. No NaN.
 *
 * Hoare's quickselect ("Algorithm 65: find", 1961) with the middle as pivot; O(n) on average, deterministic.
 */
export function selectKth(a: Float64Array, left: number, right: number, k: number): number {
  while (left < right) {
    const pivot = a[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (a[i] < pivot) {
        i++;
      }
      while (a[j] > pivot) {
        j--;
      }
      if (i <= j) {
        const swap = a[i];
        a[i] = a[j];
        a[j] = swap;
        i++;
        j--;
      }
    }
    if (k <= j) {
      right = j;
    } else if (k >= i) {
      left = i;
    } else {
      break;
    }
  }
  return a[k];
}

/** Median of a[from..from + m − 1], which get reordered; NaN for none. */
export function medianOf(a: Float64Array, m: number, from = 0): number {
  if (m === 0) {
    return NaN;
  }
  if (m < 16) {
    for (let i = from + 1; i < from + m; i++) {
      const v = a[i];
      let j = i - 1;
      while (j >= from && a[j] > v) {
        a[j + 1] = a[j];
        j--;
      }
      a[j + 1] = v;
    }
    const h = from + (m >> 1);
    return m % 2 ? a[h] : (a[h - 1] + a[h]) / 2;
  }
  const half = from + (m >> 1);
  const high = selectKth(a, from, from + m - 1, half);
  if (m % 2) {
    return high;
  }
  let low = -Infinity;
  for (let i = from; i < half; i++) {
    if (a[i] > low) {
      low = a[i];
    }
  }
  return (low + high) / 2;
}

/** Mean of the middle half of a[from..from + m − 1] (of three the middle one), which get reordered; NaN for none. */
export function midMean(a: Float64Array, m: number, from: number): number {
  if (m === 0) {
    return NaN;
  }
  const cut = m === 3 ? 1 : m >> 2;
  if (cut > 0) {
    selectKth(a, from, from + m - 1, from + cut);
    selectKth(a, from + cut, from + m - 1, from + m - 1 - cut);
  }
  let sum = 0;
  for (let i = from + cut; i < from + m - cut; i++) {
    sum += a[i];
  }
  return sum / (m - 2 * cut);
}
