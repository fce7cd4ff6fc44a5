/**
 * Normal score of a large count: the cube root of a gamma variable is nearly normal.
 *
 * Wilson & Hilferty, "The distribution of chi-square", 1931.
 *
 * @param v Squared variation, variance / mean².
 */
export function rootNormal(x: number, mean: number, v: number): number {
  return (3 / Math.sqrt(v)) * (Math.cbrt(x / mean) - 1 + v / 9);
}
