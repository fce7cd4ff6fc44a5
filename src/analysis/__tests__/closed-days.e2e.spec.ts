/** @jest-environment node */
import { Connection } from '../../athena/connection';
import { JupyterServer, noServer } from '../../testing/jupyter-server';
import type { IResultDocument } from '../document';
import { defaultSpec } from '../plan/default-spec';
import { SecurityLake } from '../service';
import type { IAnalysisSpec, ICustomQuestion } from '../spec';

const DAY = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY);

const iso = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Whole days, the last one `ago` days before today. */
const range = (days: number, ago: number): IAnalysisSpec['range'] => ({
  kind: 'between',
  from: iso(TODAY - ago - days + 1),
  to: iso(TODAY - ago + 1)
});

/** Everything of a document that a person could see differ. */
const shown = ({ series, findings, range, title }: IResultDocument) => ({
  series,
  findings,
  range,
  title
});

const of = (keys: string[], measure: ICustomQuestion['measure']): ICustomQuestion => ({
  keys,
  measure,
  filter: []
});

(noServer ? describe.skip : describe)(`Closed days${noServer ? `: ${noServer}` : ''}`, () => {
  let server: JupyterServer;

  beforeAll(async () => {
    server = await JupyterServer.start(38, ['--SecurityLakeApp.cache=on']);
  }, 120_000);

  afterAll(() => server?.stop());

  beforeEach(() => clear());

  const clear = (): Promise<unknown> =>
    new Connection(server.send, async () => '').postJson('cache', { action: 'clear' });

  const lakeOf = (keepsDays = true): SecurityLake =>
    new SecurityLake({
      connection: new Connection(server.send, async () => 'us-east-1'),
      keepsDays: () => keepsDays
    });

  const specOf = async (
    lake: SecurityLake,
    suffix: string,
    part: Partial<IAnalysisSpec>
  ): Promise<IAnalysisSpec> => {
    const { tables } = await lake.tables();
    return { ...defaultSpec(tables.find(({ name }) => name.endsWith(suffix))!), ...part };
  };

  /** Runs and gives the document with the statements that were started. */
  const run = async (
    lake: SecurityLake,
    spec: IAnalysisSpec
  ): Promise<{ document: IResultDocument; statements: string[] }> => {
    server.statements.length = 0;
    const document = await lake.run(spec);
    return { document, statements: [...server.statements] };
  };

  it.each<[string, string, Partial<IAnalysisSpec>]>([
    [
      'a count by the hour',
      'waf_2_0',
      { custom: of(['action'], { kind: 'count' }), grain: 'hour' }
    ],
    [
      'a count of more series than are shown',
      'waf_2_0',
      { custom: of(['ip', 'url_path'], { kind: 'count' }), grain: 'day' }
    ],
    [
      'distinct values by the day',
      'eks_audit_2_0',
      { custom: of(['region'], { kind: 'distinct', field: 'ip' }), grain: 'day' }
    ],
    [
      'a sum',
      'ext_endpoint_sensor',
      { custom: of(['activity_name'], { kind: 'sum', field: 'severity_id' }), grain: 'day' }
    ],
    ['a share', 'waf_2_0', { question: 'waf-blocked-share', grain: 'hour' }]
  ])(
    '%s: moved by one day, asks for one day and gives the same',
    async (_, suffix, part) => {
      const question = part.custom ? { question: null } : {};
      const lake = lakeOf();
      const spec = (days: IAnalysisSpec['range']) =>
        specOf(lake, suffix, { ...question, ...part, range: days });
      const first = await spec(range(30, 4));
      const moved = await spec(range(30, 3));

      const cold = await run(lake, first);
      expect(cold.statements).toHaveLength(2);
      expect(cold.document.keptDays).toBeUndefined();
      const again = await run(lake, first);
      expect(again.statements).toEqual([]);
      expect(again.document).toMatchObject({ keptDays: 30, receipts: [] });
      const warm = await run(lake, moved);
      expect(warm.document.keptDays).toBe(29);
      expect(warm.statements).toHaveLength(2);
      for (const statement of warm.statements) {
        expect(statement).toMatch(bound('>=', TODAY - 3));
        expect(statement).toMatch(bound('<', TODAY - 2));
      }

      const plain = lakeOf(false);
      const uncached = await run(plain, first);
      expect(uncached.statements).toHaveLength(2);
      expect(shown(cold.document)).toEqual(shown(uncached.document));
      expect(shown(again.document)).toEqual(shown(uncached.document));
      expect(shown(warm.document)).toEqual(shown((await run(plain, moved)).document));
      expect(warm.document.series!.keys.length).toBeGreaterThan(0);
    },
    60_000
  );

  it('asks again for what is still open, and only for that', async () => {
    const lake = lakeOf();
    const spec = await specOf(lake, 'waf_2_0', {
      question: null,
      custom: of(['country'], { kind: 'count' }),
      range: { kind: 'last', days: 10 }
    });
    await run(lake, spec);
    const { document, statements } = await run(lake, spec);
    expect(document.keptDays).toBeGreaterThanOrEqual(8 - 1);
    expect(statements).toHaveLength(2);
    for (const statement of statements) {
      expect(statement).not.toContain(`'${iso(TODAY - 5)}`);
    }
  }, 60_000);

  it('pays anew after the days were cleared', async () => {
    const lake = lakeOf();
    const spec = await specOf(lake, 'waf_2_0', { range: range(5, 10) });
    await run(lake, spec);
    expect((await run(lake, spec)).statements.filter(isSeries)).toEqual([]);
    await clear();
    expect((await run(lake, spec)).statements.filter(isSeries)).toHaveLength(2);
  }, 60_000);
});

/** An end of a statement's range, as either version of a table writes it. */
function bound(operator: '>=' | '<', day: number): RegExp {
  return new RegExp(`${operator} (TIMESTAMP '${iso(day)} 00:00:00.000'|${day * DAY}\\b)`);
}

/** The statement of the series or of the heartbeat. */
function isSeries(sql: string): boolean {
  return sql.includes('GROUPING SETS');
}
