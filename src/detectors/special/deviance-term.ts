/**
 * x log(x / m) + m − x, half the Poisson deviance, without cancellation when x is near m.
 *
 * `bd0` of C. Loader, "Fast and accurate computation of binomial probabilities" (2000). x ≥ 0, m > 0.
 */
export function devianceTerm(x: number, m: number): number {
  const d = x - m;
  if (Math.abs(d) < 0.1 * (x + m)) {
    const v = d / (x + m);
    let s = d * v;
    let e = 2 * x * v;
    const w = v * v;
    for (let j = 3; j < 2000; j += 2) {
      e *= w;
      const next = s + e / j;
      if (next === s) {
        return next;
      }
      s = next;
    }
    return s;
  }
  return x > 0 ? x * Math.log(x / m) - d : m;
}
