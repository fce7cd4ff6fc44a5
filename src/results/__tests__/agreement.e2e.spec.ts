/** @jest-environment node */
import { nullTranslator } from '@jupyterlab/translation';

import { defaultSpec } from '../../analysis/plan/default-spec';
import type { SecurityLake } from '../../analysis/service';
import type { ILakeTable } from '../../lake/types';
import type { IStatement } from '../../sql/types';
import { JupyterServer, noServer } from '../../testing/jupyter-server';
import { ResultModel } from '../model';
import { engine } from './results';

/** Statements that are asked at a time. */
const AT_ONCE = 4;
const trans = nullTranslator.load('test');

// What every finding of the default questions shows, against the lake itself, by the statements that a person is shown.
(noServer ? describe.skip : describe)(`Every finding${noServer ? `: ${noServer}` : ''}`, () => {
  let server: JupyterServer;
  let lake: SecurityLake;
  let tables: ILakeTable[];

  beforeAll(async () => {
    server = await JupyterServer.start(60);
    lake = server.lake;
    ({ tables } = await lake.tables());
  }, 180_000);

  afterAll(() => server?.stop());

  it('of the default question of each table agrees with its check and its events', async () => {
    let checked = 0;
    let counted = 0;
    const wrong: string[] = [];
    for (const table of tables) {
      const document = await lake.run({ ...defaultSpec(table), range: { kind: 'last', days: 60 } });
      const model = new ResultModel({ lake, notebook: null, trans, engine, document });
      const findings = document.findings!.findings;
      await eachOf(findings, async ({ id, kind }) => {
        model.ranking.filter = 'all';
        const row = model.ranking.rows.find(each => each.type === 'entry' && each.entry.id === id);
        model.ranking.select(row!.id);
        const evidence = model.investigation.evidence!;
        const what = `${table.suffix} ${kind} ${id}`;
        const answer = await lake.query(evidence.check!);
        const { agrees, shown, counted: found } = evidence.compare(answer.rows);
        checked++;
        if (!agrees) {
          wrong.push(`${what}: shows ${shown}, the check gives ${found}`);
        }
        if (evidence.measure.kind === 'count') {
          const rows = await lake.query(numberOf(evidence.events(Infinity)!));
          counted++;
          if (Number(rows.rows[0][0]) !== (Number.isNaN(shown) ? 0 : shown)) {
            wrong.push(`${what}: shows ${shown}, there are ${rows.rows[0][0]} events`);
          }
        }
      });
      model.dispose();
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(20);
    expect(counted).toBeGreaterThan(10);
  }, 240_000);
});

/** How many rows a statement gives. */
function numberOf(statement: IStatement): IStatement {
  return { ...statement, sql: `SELECT count(*) AS n FROM (\n${statement.sql}\n)` };
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      await work(items[next++]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
