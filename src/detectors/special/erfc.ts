const SQRT_PI = 1.7724538509055159;

/**
 * Complementary error function, all digits in the upper tail.
 *
 * Below 2.5 the series DLMF 7.6.2, above the continued fraction DLMF 7.9.2 by the modified Lentz method.
 */
export function erfc(x: number): number {
  if (Number.isNaN(x)) {
    return NaN;
  }
  if (x < 0) {
    return 2 - erfc(-x);
  }
  if (x > 27.3) {
    return 0;
  }
  const squared = x * x;
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let k = 1; k < 100; k++) {
      term *= squared / (k + 0.5);
      sum += term;
      if (term < sum * 1e-17) {
        break;
      }
    }
    return 1 - ((2 * sum) / SQRT_PI) * Math.exp(-squared);
  }
  let d = 1 / x;
  let c = 1e300;
  let h = d;
  for (let k = 1; k < 200; k++) {
    const an = k / 2;
    d = 1 / (x + an * d);
    c = x + an / c;
    const delta = c * d;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) {
      break;
    }
  }
  return (Math.exp(-squared) / SQRT_PI) * h;
}
