/** Third standardised moment of r[0..m − 1]; 0 for fewer than 40 or equal values. */
export function skewness(r: Float64Array, m: number): number {
  let sum = 0;
  for (let i = 0; i < m; i++) {
    sum += r[i];
  }
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < m; i++) {
    const d = r[i] - sum / m;
    squares += d * d;
    cubes += d * d * d;
  }
  return m >= 40 && squares > 0 ? (cubes / m) * Math.pow(squares / m, -1.5) : 0;
}
