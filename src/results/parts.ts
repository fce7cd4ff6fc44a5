import type { Measure } from '../questions/types';
import { isAdditive } from './span';

/** One value of a field and what it holds of a span. */
export interface IPart {
  value: string | null;
  /** The measure over the rows with this value. */
  amount: number;
  /** Of the whole, 0 to 1; NaN where the measure doesn't add up. */
  share: number;
  /** What is left without it is no more than usual. */
  carries: boolean;
}

/** The values of one field, largest first. */
export interface IBreakdown {
  field: string;
  parts: IPart[];
}

/**
 * Rows of the breakdown statement (`field`, `value`, `v`, `n`) by field: first those that tell values apart, the most
 * one-sided in front, then those with one value only. Fields that no row has a value of are left out.
 *
 * @param whole - The measure over the whole span.
 * @param limit - What the span could hold without standing out; NaN when that isn't known.
 */
export function breakdownsOf(
  rows: readonly (string | null)[][],
  measure: Measure,
  whole: number,
  limit: number
): IBreakdown[] {
  const additive = isAdditive(measure);
  const found = new Map<string, IPart[]>();
  for (const [field, value, v] of rows) {
    const amount = Number(v ?? NaN);
    const carries = additive && whole > limit && whole - amount <= limit;
    const part = { value, amount, share: additive ? amount / whole : NaN, carries };
    found.set(field ?? '', [...(found.get(field ?? '') ?? []), part]);
  }
  const order = ({ parts }: IBreakdown): number => (parts.length > 1 ? parts[0].share || 0 : -1);
  return [...found]
    .map(([field, parts]) => ({ field, parts }))
    .filter(({ parts }) => parts.some(({ value }) => value !== null))
    .sort((a, b) => order(b) - order(a));
}

/** The values each of which carries the whole, of fields that have others too: taken away, nothing stands out. */
export function carriersOf(found: readonly IBreakdown[]): { field: string; part: IPart }[] {
  return found.flatMap(({ field, parts }) =>
    parts.length > 1 && parts[0].carries ? [{ field, part: parts[0] }] : []
  );
}
