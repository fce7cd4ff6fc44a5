/** Seeded uniform numbers (mulberry32), so that a failing series can be made again. */
export function uniform(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function gamma(random: () => number, shape: number): number {
  if (shape < 1) {
    return gamma(random, shape + 1) * Math.pow(random(), 1 / shape);
  }
  // Marsaglia & Tsang 2000.
  const d = shape - 1 / 3;
  for (;;) {
    const z = normal(random);
    const v = Math.pow(1 + z / Math.sqrt(9 * d), 3);
    if (v > 0 && Math.log(1 - random()) < (z * z) / 2 + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}

function poisson(random: () => number, mean: number): number {
  if (mean > 30) {
    // Halve by the gamma-binomial reduction until small (Ahrens & Dieter 1974).
    const m = Math.floor(mean * 0.875);
    const g = gamma(random, m);
    if (g <= mean) {
      return m + poisson(random, mean - g);
    }
    let k = 0;
    for (let i = 0; i < m - 1; i++) {
      k += random() < mean / g ? 1 : 0;
    }
    return k;
  }
  let k = 0;
  for (let p = random(); p > Math.exp(-mean); p *= random()) {
    k++;
  }
  return k;
}

/** Counts with variance mean + alpha mean². */
export function count(random: () => number, mean: number, alpha: number): number {
  return poisson(random, alpha > 0 ? mean * alpha * gamma(random, 1 / alpha) : mean);
}

/** `length` days of counts; weekends times `weekend`. */
export function days(
  seed: number,
  length: number,
  mean: number,
  alpha = 0,
  weekend = 1
): Float64Array {
  const random = uniform(seed);
  return Float64Array.from({ length }, (_, t) =>
    count(random, mean * (t % 7 > 4 ? weekend : 1), alpha)
  );
}
