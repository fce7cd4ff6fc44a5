/** @jest-environment node */
import type { ILakeTable } from '../../lake/types';
import { questionsFor } from '../../questions/catalogue';
import { JupyterServer, noServer } from '../../testing/jupyter-server';
import { rangeSpec } from '../coverage';
import type { IResultDocument } from '../document';
import { planAnalysis } from '../plan';
import { defaultSpec } from '../plan/default-spec';
import type { SecurityLake } from '../service';
import { seriesOf } from '../detail';

const END = '2023-03-17';

// An imported lake of old dates, as a person has who copied part of a bucket.
(noServer ? describe.skip : describe)(`An imported lake${noServer ? `: ${noServer}` : ''}`, () => {
  let server: JupyterServer;
  let lake: SecurityLake;
  let tables: ILakeTable[];

  beforeAll(async () => {
    server = await JupyterServer.imported(12, END);
    lake = server.lake;
    ({ tables } = await lake.tables());
  }, 180_000);

  afterAll(() => server?.stop());

  it('lists every source, and each has a question or can be counted', () => {
    expect(new Set(tables.map(({ source }) => source)).size).toBeGreaterThanOrEqual(7);
    for (const table of tables) {
      const { question, custom } = defaultSpec(table);
      expect(question ?? custom?.keys.length).toBeTruthy();
    }
  });

  it('leads from a range without rows to the days that have some', async () => {
    const newer = tables.find(({ version }) => version === 2)!;
    const { coverage } = await lake.run(defaultSpec(newer));
    expect(coverage).toMatchObject({ rows: 0, older: 0, newest: { days: expect.any(Number) } });
    expect(new Date(coverage!.newest!.to).toISOString()).toBe('2023-03-18T00:00:00.000Z');
    const held = await lake.heldDays(defaultSpec(newer));
    expect(held.days).toHaveLength(coverage!.newest!.days);
  });

  it('answers over those days from every table, and gives back the very events', async () => {
    for (const table of tables) {
      const document = await countAll(table);
      const set = seriesOf(document);
      expect([table.suffix, set.keys.length]).toEqual([table.suffix, expect.any(Number)]);
      expect(set.keys.length).toBeGreaterThan(0);
      const { length, start, bucketMs } = set.grid;
      const plan = planAnalysis(document.spec, document.tables, {
        now: Date.parse(document.ranAt!),
        range: document.range
      });
      // The busiest bucket of the smallest series: few rows, which can all be read.
      const row = set.keys.length - 1;
      const values = [...set.values.subarray(row * length, (row + 1) * length)];
      const most = Math.max(...values.filter(Number.isFinite));
      const at = start + values.indexOf(most);
      const span = { bucketMs, first: at, end: at + 1 };
      const events = await lake.query(plan.events(set.keys[row], span, Infinity), {
        limit: Infinity
      });
      const check = await lake.query(plan.check(set.keys[row], span));
      expect([table.suffix, events.rows.length]).toEqual([table.suffix, most]);
      expect([table.suffix, Number(check.rows[0][0])]).toEqual([table.suffix, most]);
    }
  }, 120_000);

  it('takes the first questions of every table, with a result or a reason', async () => {
    for (const table of tables) {
      const outcomes = await Promise.all(
        // All of them are asked of the demo lake by `npm run demo:check`.
        questionsFor(table)
          .slice(0, 3)
          .map(async ({ id }) => {
            const spec = { ...defaultSpec(table), question: id, custom: null, range: days() };
            const { series, coverage } = await lake.run(spec);
            return { id, answered: (series?.keys.length ?? 0) > 0 || coverage !== undefined };
          })
      );
      expect(outcomes.filter(({ answered }) => !answered)).toEqual([]);
    }
  }, 240_000);

  /** The last ten days, which each table has. */
  const days = () => rangeSpec({ from: Date.parse('2023-03-08'), to: Date.parse('2023-03-18') });

  /** All rows of a table by its account. */
  const countAll = (table: ILakeTable): Promise<IResultDocument> =>
    lake.run({
      ...defaultSpec(table),
      question: null,
      custom: { keys: ['account'], measure: { kind: 'count' }, filter: [] },
      range: days()
    });
});
