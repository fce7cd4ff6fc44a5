import { Notification } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { nullTranslator } from '@jupyterlab/translation';

import { RESULT_MIME } from '../../analysis/document';
import { validateSpec } from '../../analysis/plan/validate';
import type { IStatement } from '../../sql/types';
import { someDocument, someSpec } from '../../testing/documents';
import { DEMO_CONFIG } from '../../testing/demo-config';
import type { CellStyle } from '../../tokens';
import { NotebookExport } from '../export';
import { NotebookPlace } from '../place';
import { readDocument } from '../saved-document';
import { FakeContents, fakeNotebook, FakeTracker, sourcesOf } from './fake-notebook';

const trans = nullTranslator.load('test');
const STATEMENT: IStatement = {
  kind: 'events',
  sql: 'SELECT *\nFROM "db"."t"',
  database: 'db',
  catalog: 'AwsDataCatalog'
};

let made: NotebookExport[] = [];

afterEach(() => {
  made.forEach(each => each.dispose());
  made = [];
});

function setUp(
  current: NotebookPanel | null,
  style: CellStyle = 'string',
  created = fakeNotebook('Untitled.ipynb')
) {
  const tracker = new FakeTracker(current);
  const contents = new FakeContents();
  const shown: string[] = [];
  const notebooks = new NotebookExport({
    place: new NotebookPlace({ tracker: tracker.asTracker, trans, create: async () => created }),
    contents: contents.asManager,
    snapshots: async () => ({
      text: async () => 'as text',
      png: async () => ({ base64: 'cGln', width: 860 })
    }),
    config: async () => DEMO_CONFIG,
    cellStyle: () => style,
    show: id => shown.push(id),
    trans
  });
  made.push(notebooks);
  return { notebooks, tracker, contents, created, shown };
}

describe('Insert in notebook', () => {
  it('adds a code cell under the active one and makes it the active one', async () => {
    const panel = fakeNotebook('work/triage.ipynb');
    const { notebooks } = setUp(panel);
    await notebooks.insertSql(STATEMENT, 'Denied');
    expect(sourcesOf(panel)).toEqual([
      'first',
      '# Denied (Athena, database db)\nsql = """\nSELECT *\nFROM "db"."t"\n"""'
    ]);
    expect(panel.content.activeCellIndex).toBe(1);
    expect(Notification.manager.notifications.at(0)?.message).toMatch(/triage\.ipynb/);
  });

  it('is one step of undo', async () => {
    const panel = fakeNotebook('triage.ipynb');
    await setUp(panel).notebooks.insertSql(STATEMENT, 'Denied');
    panel.content.model!.sharedModel.undo();
    expect(sourcesOf(panel)).toEqual(['first']);
  });

  it('follows the cell style', async () => {
    const panel = fakeNotebook('triage.ipynb');
    await setUp(panel, 'comment').notebooks.insertSql(STATEMENT, 'Denied');
    expect(sourcesOf(panel)[1]).toBe('# Denied (Athena, database db)\n# SELECT *\n# FROM "db"."t"');
  });

  it('makes a notebook when none is open, with the cell in front', async () => {
    const { notebooks, created } = setUp(null);
    await notebooks.insertSql(STATEMENT, 'Denied');
    expect(sourcesOf(created)).toHaveLength(2);
    expect(sourcesOf(created)[0]).toMatch(/^# Denied/);
  });

  it('leaves a read-only notebook as it is and makes a new one', async () => {
    const panel = fakeNotebook('audit.ipynb', false);
    const { notebooks, created } = setUp(panel);
    expect(notebooks.obstacle).toBe('audit.ipynb is read-only.');
    await notebooks.insertSql(STATEMENT, 'Denied');
    expect(sourcesOf(panel)).toEqual(['first']);
    expect(sourcesOf(created)[0]).toMatch(/^# Denied/);
    expect(Notification.manager.notifications.at(0)?.message).toBe(
      'audit.ipynb is read-only. The SQL is in a new cell of Untitled.ipynb.'
    );
  });

  it('says so when not even a new notebook can be written', async () => {
    const locked = fakeNotebook('Untitled.ipynb', false);
    const { notebooks } = setUp(fakeNotebook('audit.ipynb', false), 'string', locked);
    await expect(notebooks.insertSql(STATEMENT, 'Denied')).rejects.toThrow(
      'Untitled.ipynb is read-only.'
    );
  });

  it('says when the obstacle is gone', () => {
    const { notebooks, tracker } = setUp(fakeNotebook('audit.ipynb', false));
    const seen: (string | null)[] = [];
    notebooks.changed.connect(() => seen.push(notebooks.obstacle));
    tracker.currentWidget = fakeNotebook('triage.ipynb');
    expect(seen.at(-1)).toBeNull();
  });
});

describe('Open in notebook', () => {
  it('writes the analysis beside the notebook, readable by whoever loads it', async () => {
    const { notebooks, contents } = setUp(fakeNotebook('work/triage.ipynb'));
    await notebooks.openInNotebook(someDocument());
    const [[path, text]] = [...contents.files];
    expect(path).toBe('work/access-denied-bursts.lakeml');
    expect(validateSpec(JSON.parse(text))).toEqual(someSpec());
  });

  it('leaves a read-only notebook as it is and makes a new one', async () => {
    const panel = fakeNotebook('work/audit.ipynb', false);
    const { notebooks, created, shown } = setUp(panel);
    await notebooks.openInNotebook(someDocument());
    expect(sourcesOf(panel)).toEqual(['first']);
    expect(sourcesOf(created)[0]).toContain('lake.show("access-denied-bursts.lakeml")');
    expect(shown).toEqual(['Untitled.ipynb']);
  });

  it('never overwrites a file', async () => {
    const { notebooks, contents } = setUp(fakeNotebook('triage.ipynb'));
    contents.files.set('access-denied-bursts.lakeml', 'mine');
    await notebooks.openInNotebook(someDocument());
    expect(contents.files.get('access-denied-bursts.lakeml')).toBe('mine');
    expect([...contents.files.keys()]).toContain('access-denied-bursts-2.lakeml');
  });

  it('inserts the call with its output there at once, for every kind of viewer', async () => {
    const panel = fakeNotebook('triage.ipynb');
    const { notebooks, shown } = setUp(panel);
    await notebooks.openInNotebook(someDocument());
    expect(sourcesOf(panel)[1]).toBe(
      'import jupyter_security_lake_ml as lake\nlake.show("access-denied-bursts.lakeml")'
    );
    const cell = panel.content.model!.sharedModel.cells[1].toJSON() as unknown as {
      metadata: object;
      execution_count: null;
      outputs: { output_type: string; data: Record<string, unknown>; metadata: object }[];
    };
    expect(cell.execution_count).toBeNull();
    expect(cell.outputs.map(output => output.output_type)).toEqual(['display_data']);
    const { data, metadata } = cell.outputs[0];
    expect(data['text/plain']).toBe('as text');
    expect(data['image/png']).toBe('cGln');
    expect(metadata).toEqual({ 'image/png': { width: 860 } });
    expect(readDocument(data[RESULT_MIME])).toEqual({ kind: 'document', document: someDocument() });
    expect(shown).toEqual(['triage.ipynb']);
  });

  it('doesn’t make a trusted notebook untrusted', async () => {
    const panel = fakeNotebook('triage.ipynb');
    await setUp(panel).notebooks.openInNotebook(someDocument());
    expect(panel.content.model!.sharedModel.cells[1].getMetadata('trusted')).toBe(true);
  });
});
