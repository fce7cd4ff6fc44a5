/** @jest-environment node */
import { Connection } from '../../athena/connection';
import { FakeClock } from '../../testing/fake-athena';
import { DEMO_CONFIG } from '../../testing/demo-config';
import { lakeAthena, seriesRow, SPEC } from '../../testing/lake';
import { needsAsking, type ICost } from '../cost';
import { ScanMemory, type IScanStore, type ScanTable } from '../scans';
import { SecurityLake } from '../service';
import type { IServerConfig } from '../types';

const NOW = Date.UTC(2026, 2, 1);
const PRICE = { perTb: 5, currency: 'USD', minimumBytes: 10_000_000 };
const ATHENA: IServerConfig = {
  ...DEMO_CONFIG,
  backend: 'athena',
  demo: false,
  price: PRICE,
  cutoffBytes: 20e9
};
const row = seriesRow(['Allowed'], [1, 2, 3]);

function world(config: IServerConfig = ATHENA, options: Partial<SecurityLake.IOptions> = {}) {
  const athena = lakeAthena([row], { scannedBytes: 4e9 });
  athena.routes.config = config;
  const lake = new SecurityLake({
    connection: new Connection(athena.send, async () => 'us-east-1', new FakeClock()),
    now: () => NOW,
    ...options
  });
  return { athena, lake };
}

/** What is noted after a run is there a moment later. */
const settled = () => new Promise(resolve => setTimeout(resolve, 0));

describe('the cost of a run', () => {
  it('is unknown before anything of its kind ran, but its bound is told', async () => {
    const cost = await world().lake.cost(SPEC);
    expect(cost).toMatchObject({
      free: false,
      queries: 2,
      bytes: null,
      money: null,
      cutoffBytes: 20e9,
      cutoffMoney: { amount: 0.1, currency: 'USD' }
    });
  });

  it('is that of its days once one has run, whatever the range, grain and values', async () => {
    const { lake } = world();
    await lake.run(SPEC);
    await settled();
    const cost = await lake.cost({
      ...SPEC,
      grain: 'hour',
      range: { kind: 'between', from: '2026-01-10', to: '2026-01-20' }
    });
    // 40 days read 4 GB, and the heartbeat beside it some bytes.
    expect(cost.bytes?.low).toBeGreaterThan(0.5e9);
    expect(cost.bytes?.low).toBeLessThan(1e9);
    expect(cost.bytes?.high).toBeGreaterThan(1e9);
    expect(cost.bytes?.high).toBeLessThan(2e9);
    expect(cost.money?.high).toBeGreaterThanOrEqual((cost.bytes!.high / 1e12) * 5);
  });

  it('of other columns is unknown all the same', async () => {
    const { lake } = world();
    await lake.run(SPEC);
    await settled();
    const custom = { ...SPEC.custom!, keys: ['accountid'] };
    expect((await lake.cost({ ...SPEC, custom })).bytes).toBeNull();
  });

  it('of a local engine is nothing', async () => {
    const { lake } = world(DEMO_CONFIG);
    await lake.run(SPEC);
    await settled();
    expect(await lake.cost(SPEC)).toMatchObject({ free: true, demo: true, money: null });
  });

  it('starts nothing', async () => {
    const { lake, athena } = world();
    await lake.cost(SPEC);
    expect(athena.queries).toEqual([]);
  });
});

describe('a run that costs', () => {
  it('is not started when a person says no', async () => {
    const asked: ICost[] = [];
    const confirm = async (cost: ICost) => asked.push(cost) === 0;
    const { lake, athena } = world(ATHENA, { confirm });
    await expect(lake.run(SPEC)).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toMatchObject([{ cutoffBytes: 20e9 }]);
    expect(athena.queries).toEqual([]);
  });

  it('is not asked about again when it is picked up after a reload', async () => {
    const confirm = jest.fn(async () => false);
    const { lake } = world(ATHENA, { confirm });
    const resume = { now: NOW, token: 'x'.repeat(36), queryId: null };
    expect((await lake.run(SPEC, { resume })).series?.keys).toHaveLength(1);
    expect(confirm).not.toHaveBeenCalled();
  });
});

describe('the limit above which a person is asked', () => {
  const cost = (part: Partial<ICost>): ICost => ({
    free: false,
    demo: false,
    queries: 2,
    statements: [],
    days: 30,
    keptDays: 0,
    notKept: null,
    serverReason: '',
    anew: 0,
    bytes: { low: 1e9, high: 2e9 },
    money: null,
    cutoffBytes: null,
    cutoffMoney: null,
    ...part
  });

  it.each<[string, Partial<ICost>, number, boolean]>([
    ['less is read', {}, 3e9, false],
    ['more may be read', {}, 1.5e9, true],
    ['nobody knows and nothing stops it', { bytes: null }, 1e12, true],
    [
      'nobody knows but the workgroup stops it before',
      { bytes: null, cutoffBytes: 1e9 },
      3e9,
      false
    ],
    ['nobody knows and the workgroup stops it later', { bytes: null, cutoffBytes: 9e9 }, 3e9, true],
    ['it is free', { free: true, bytes: null }, 0, false],
    ['the limit is 0', {}, 0, true]
  ])('when %s', (_, part, limit, asks) => {
    expect(needsAsking(cost(part), limit)).toBe(asks);
  });
});

describe('what queries read', () => {
  class Store implements IScanStore {
    constructor(public kept: unknown = null) {}
    load = async () => this.kept;
    save = async (table: ScanTable) => {
      this.kept = JSON.parse(JSON.stringify(table));
    };
  }

  it('is remembered over a reload, by place', async () => {
    const store = new Store();
    await new ScanMemory(store).note(ATHENA, 'SELECT a FROM t WHERE d > 1', 10, 1000);
    const later = new ScanMemory(store);
    expect(await later.expect(ATHENA, 'SELECT a FROM t WHERE d > 99', 20)).toEqual({
      low: 1600,
      high: 2500
    });
    const elsewhere = { ...ATHENA, identity: { account: '999988887777' } };
    expect(await later.expect(elsewhere, 'SELECT a FROM t WHERE d > 99', 20)).toBeNull();
  });

  it('spreads from the cheapest to the dearest day of the last five', async () => {
    const memory = new ScanMemory();
    for (const bytes of [9000, 100, 200, 300, 200, 100]) {
      await memory.note(ATHENA, 'SELECT 1', 1, bytes);
    }
    expect(await memory.expect(ATHENA, 'SELECT 1', 1)).toEqual({ low: 80, high: 375 });
  });

  it('is forgotten when it is older than two hundred other kinds', async () => {
    const store = new Store();
    const memory = new ScanMemory(store);
    for (let i = 0; i < 201; i++) {
      await memory.note(ATHENA, `SELECT column_${i}`, 1, 100);
    }
    expect(Object.keys(store.kept as object)).toHaveLength(200);
    expect(await memory.expect(ATHENA, 'SELECT column_0', 1)).toBeNull();
    expect(await memory.expect(ATHENA, 'SELECT column_200', 1)).not.toBeNull();
  });

  it.each([['text'], [{ a: 'b' }], [{ a: [] }], [{ a: ['1'] }], [{ a: [-1] }], [[]]])(
    'that was kept as %j is nothing',
    async kept => {
      const memory = new ScanMemory(new Store(kept));
      await memory.note(ATHENA, 'SELECT 1', 1, 100);
      expect(await memory.expect(ATHENA, 'SELECT 1', 1)).toEqual({ low: 80, high: 125 });
    }
  );
});
