/** What the server says a scanned byte costs (`price` of the config). */
export interface IPrice {
  /** For 10¹² bytes. */
  perTb: number;
  /** ISO 4217. */
  currency: string;
  /** Least that is charged for a query. */
  minimumBytes: number;
}

/** An amount of money. */
export interface IMoney {
  amount: number;
  /** ISO 4217. */
  currency: string;
}

/** Where queries run and what that costs; no price where it costs nothing, no region where AWS has no part in it. */
export interface ITariff {
  region: string;
  price: IPrice | null;
}

export const NO_TARIFF: ITariff = { region: '', price: null };

const MEGABYTE = 1_000_000;
const TERABYTE = 1e12;

/**
 * What a query that reads `bytes` costs: each begun megabyte, at least the minimum.
 *
 * Source: https://aws.amazon.com/athena/pricing/. A terabyte is 10¹² bytes here, so that no amount is too small.
 */
export function amountFor(bytes: number, price: IPrice): number {
  const charged = Math.max(Math.ceil(bytes / MEGABYTE) * MEGABYTE, price.minimumBytes);
  return (charged / TERABYTE) * price.perTb;
}

/** `$0.006`, `$12.40`, `under $0.001`: as many digits as the amount needs, never rounded down to nothing. */
export function moneyText({ amount, currency }: IMoney, locale = 'en'): string {
  const smallest = 0.001;
  const text = (value: number): string =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: value > 0 && value < 0.1 ? 3 : 2,
      maximumFractionDigits: value > 0 && value < 0.1 ? 3 : 2
    }).format(value);
  return amount > 0 && amount < smallest ? `< ${text(smallest)}` : text(amount);
}

/** Bytes in powers of 1,000, as Athena counts them: `840 MB`, `1.3 GB`. */
export function bytesText(bytes: number, locale = 'en'): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let size = Math.abs(bytes);
  let unit = 0;
  // What would be rounded to 1,000 is one of the next unit.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit === 0 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 2 };
  const short = size >= 100 ? { maximumFractionDigits: 0 } : digits;
  return `${new Intl.NumberFormat(locale, short).format(size)} ${units[unit]}`;
}
