import * as fc from 'fast-check';

import { consoleLink } from '../console';
import { amountFor, bytesText, moneyText } from '../price';
import { receiptOf } from '../receipt';
import type { QueryExecution } from '../sdk';
import { Spending } from '../spending';
import type { IReceipt } from '../types';

const PRICE = { perTb: 5, currency: 'USD', minimumBytes: 10_000_000 };
const TARIFF = { region: 'eu-west-1', price: PRICE };

const execution = (
  State: 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'RUNNING',
  bytes: number,
  more: Partial<QueryExecution> & { reason?: string } = {}
): QueryExecution => ({
  QueryExecutionId: 'q-1',
  StatementType: 'DML',
  Statistics: { DataScannedInBytes: bytes },
  Status: { State, StateChangeReason: more.reason },
  ...more
});
const amount = (...args: Parameters<typeof execution>): number | undefined =>
  receiptOf(execution(...args), 'series', 'SELECT 1', TARIFF).price?.amount;

describe('the price of a query', () => {
  it('is five dollars for a terabyte', () => {
    expect(amountFor(1e12, PRICE)).toBe(5);
    expect(amountFor(1.3e9, PRICE)).toBeCloseTo(0.0065, 10);
  });

  it('is that of ten megabytes for a small one, and of each begun megabyte', () => {
    expect(amountFor(1, PRICE)).toBe(amountFor(10_000_000, PRICE));
    expect(amountFor(10_000_001, PRICE)).toBe(amountFor(11_000_000, PRICE));
  });

  it('is never below that of the bytes, and grows with them', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(1e9), (bytes, more) => {
        expect(amountFor(bytes, PRICE)).toBeGreaterThanOrEqual((bytes / 1e12) * 5);
        expect(amountFor(bytes + more, PRICE)).toBeGreaterThanOrEqual(amountFor(bytes, PRICE));
      })
    );
  });

  it('is paid for what succeeded or was cancelled after reading, not for what failed', () => {
    expect(amount('SUCCEEDED', 1e12)).toBe(5);
    expect(amount('CANCELLED', 1e12)).toBe(5);
    expect(amount('RUNNING', 1e12)).toBe(5);
    expect(amount('CANCELLED', 0)).toBe(0);
    expect(amount('FAILED', 1e12)).toBe(0);
    expect(amount('FAILED', 1e12, { reason: 'Bytes scanned limit was exceeded' })).toBe(5);
    expect(amount('SUCCEEDED', 0, { StatementType: 'DDL' })).toBe(0);
  });

  it('isn’t paid again where Athena reuses an earlier result', () => {
    const statistics = (ReusedPreviousResult: boolean) => ({
      Statistics: { DataScannedInBytes: 0, ResultReuseInformation: { ReusedPreviousResult } }
    });
    expect(amount('SUCCEEDED', 0, statistics(true))).toBe(0);
    expect(amount('SUCCEEDED', 0, statistics(false))).toBeCloseTo(0.00005, 10);
  });

  it('of the local engine is no money at all', () => {
    const receipt = receiptOf(execution('SUCCEEDED', 1e12), 'series', 'SELECT 1', {
      region: 'us-east-1',
      price: null
    });
    expect(receipt).toMatchObject({ price: null, region: '' });
  });
});

describe('an amount in words', () => {
  it('has as many digits as it needs and is never rounded to nothing', () => {
    const text = (amount: number) => moneyText({ amount, currency: 'USD' });
    expect([0, 0.0001, 0.0065, 0.09, 1.239, 1234].map(text)).toEqual([
      '$0.00',
      '< $0.001',
      '$0.007',
      '$0.090',
      '$1.24',
      '$1,234.00'
    ]);
    expect(moneyText({ amount: 2, currency: 'EUR' })).toBe('€2.00');
  });

  it('of bytes is short', () => {
    expect(
      [0, 999, 1000, 840e6, 1.34e9, 20e9, 999_600, 123e12].map(bytes => bytesText(bytes))
    ).toEqual(['0 B', '999 B', '1 kB', '840 MB', '1.3 GB', '20 GB', '1 MB', '123 TB']);
  });
});

describe('the link to the console', () => {
  const of = (region: string | undefined, queryId = '5e0c2a6e-9a55-4c6b-8e1b-000000000001') =>
    consoleLink({ region, queryId } as IReceipt);

  it('leads to the query, in each partition of AWS', () => {
    expect(of('eu-west-1')).toBe(
      'https://eu-west-1.console.aws.amazon.com/athena/home?region=eu-west-1#/query-editor/history/5e0c2a6e-9a55-4c6b-8e1b-000000000001'
    );
    expect(of('us-gov-west-1')).toMatch(/^https:\/\/console\.amazonaws-us-gov\.com\/athena\//);
    expect(of('cn-north-1')).toMatch(/^https:\/\/cn-north-1\.console\.amazonaws\.cn\/athena\//);
  });

  it('is not made for the local engine, an old result or a forged one', () => {
    expect(of('')).toBeNull();
    expect(of(undefined)).toBeNull();
    expect(of('evil.example/#-1')).toBeNull();
    expect(of('eu-west-1', 'a/../b')).toBeNull();
  });
});

describe('the spending of a page', () => {
  const receipt = (queryId: string, bytes: number): IReceipt =>
    receiptOf(
      { ...execution('SUCCEEDED', bytes), QueryExecutionId: queryId },
      'series',
      'SELECT 1',
      TARIFF
    );

  it('is the sum of its queries, each paid once', () => {
    const spending = new Spending();
    const seen: number[] = [];
    spending.changed.connect((_, { queries }) => seen.push(queries));
    spending.add(receipt('a', 1e12));
    spending.add(receipt('b', 1e9));
    spending.add(receipt('a', 1e12));
    expect(spending.spent).toEqual({
      queries: 2,
      bytes: 1.001e12,
      money: { amount: 5.005, currency: 'USD' }
    });
    expect(seen).toEqual([1, 2]);
  });

  it('of a free engine is bytes without money', () => {
    const spending = new Spending();
    spending.add({ ...receipt('a', 1e9), price: null });
    expect(spending.spent).toEqual({ queries: 1, bytes: 1e9, money: null });
  });
});
