/** @jest-environment node */
import { Connection } from '../../athena/connection';
import type { IPrice } from '../../athena/price';
import { DEMO_CONFIG } from '../../testing/demo-config';
import { FakeClock, type FakeAthena } from '../../testing/fake-athena';
import { isDays, lakeAthena, SPEC } from '../../testing/lake';
import type { ICost } from '../cost';
import { coverageOf, newestRange, touches } from '../coverage';
import { SecurityLake } from '../service';

const NOW = Date.UTC(2026, 2, 1);
const DAY_MS = 86_400_000;
const day = (year: number, month: number, date: number): number =>
  Date.UTC(year, month - 1, date) / DAY_MS;
const PRICE: IPrice = { perTb: 5, currency: 'USD', minimumBytes: 10_000_000 };

function world(athena: FakeAthena, confirm?: (cost: ICost) => Promise<boolean>): SecurityLake {
  return new SecurityLake({
    connection: new Connection(athena.send, async () => 'us-east-1', new FakeClock()),
    confirm,
    now: () => NOW
  });
}

/** A lake without a row in the range, and with these on other days. */
const elsewhere = (days: number[], heartbeat: (string | null)[][] = []): FakeAthena =>
  lakeAthena([], {}, heartbeat, days);

const asked = (athena: FakeAthena) => athena.queries.filter(({ sql }) => isDays(sql));

describe('the newest days with rows', () => {
  it('are all of them when one range can hold them', () => {
    const days = [day(2022, 3, 11), day(2022, 4, 12)];
    expect(newestRange(days)).toEqual({
      from: Date.UTC(2022, 2, 11),
      to: Date.UTC(2022, 3, 13),
      days: 2
    });
  });

  it('leave out what is more than 1,100 days before the last', () => {
    const days = [100, 1200, 1201, 2300];
    expect(newestRange(days)).toMatchObject({ from: 1201 * DAY_MS, days: 2 });
    expect(coverageOf(0, { looked: { from: 0, to: 1 }, days }).older).toBe(2);
  });

  it('are none where there are none', () => {
    expect(newestRange([])).toBeNull();
    expect(coverageOf(null, null)).toEqual({ rows: null, looked: null, newest: null, older: 0 });
  });

  it('touch a range that holds a moment of one of them', () => {
    const held = { looked: { from: 0, to: 1 }, days: [10] };
    expect(touches(held, { from: 10.5 * DAY_MS, to: 12 * DAY_MS })).toBe(true);
    expect(touches(held, { from: 11 * DAY_MS, to: 12 * DAY_MS })).toBe(false);
    expect(touches(held, { from: 9 * DAY_MS, to: 10 * DAY_MS })).toBe(false);
  });
});

describe('a run that finds nothing to count', () => {
  it('tells of a local lake where its rows are', async () => {
    const athena = elsewhere([day(2022, 4, 12), day(2022, 3, 11)]);
    const document = await world(athena).run(SPEC);
    expect(document.coverage).toEqual({
      rows: 0,
      looked: { from: Date.UTC(2006, 0, 1), to: NOW },
      newest: { from: Date.UTC(2022, 2, 11), to: Date.UTC(2022, 3, 13), days: 2 },
      older: 0
    });
    expect(document.receipts.map(({ kind }) => kind)).toContain('days');
  });

  it('tells rows of another kind from no rows', async () => {
    const cells = `{"${day(2026, 1, 3)}":7}`;
    const beat = ['top', '1', 'us-east-1', '7', '1', cells, '1', '7'];
    const document = await world(elsewhere([], [beat])).run(SPEC);
    expect(document.coverage?.rows).toBe(7);
  });

  it('looks nowhere else by itself where reading costs money', async () => {
    const athena = elsewhere([day(2022, 4, 12)]);
    athena.routes.config = { ...DEMO_CONFIG, backend: 'athena', demo: false, price: PRICE };
    const document = await world(athena).run(SPEC);
    expect(document.coverage).toEqual({ rows: 0, looked: null, newest: null, older: 0 });
    expect(asked(athena)).toEqual([]);
  });
});

describe('looking for days', () => {
  it('is bounded by what a range can hold, and asked about first, where it costs money', async () => {
    const athena = elsewhere([day(2025, 4, 12)]);
    athena.routes.config = { ...DEMO_CONFIG, backend: 'athena', demo: false, price: PRICE };
    const costs: ICost[] = [];
    const held = await world(athena, async cost => costs.push(cost) > 0).heldDays(SPEC);
    expect(held).toEqual({
      looked: { from: NOW - 1100 * DAY_MS, to: NOW },
      days: [day(2025, 4, 12)]
    });
    expect(costs[0]).toMatchObject({ free: false, queries: 1, days: 1100 });
  });

  it('starts nothing when refused', async () => {
    const athena = elsewhere([]);
    await expect(world(athena, async () => false).heldDays(SPEC)).rejects.toMatchObject({
      name: 'AbortError'
    });
    expect(asked(athena)).toEqual([]);
  });
});
