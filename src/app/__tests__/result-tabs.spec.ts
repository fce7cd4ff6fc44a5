import { nullTranslator } from '@jupyterlab/translation';

import type { IResultDocument } from '../../analysis/document';
import type { IAnalysisSpec } from '../../analysis/spec';
import type { IResumePoint, IRunProgress } from '../../analysis/types';
import { AthenaError } from '../../athena/errors';
import { ResultModel, ResultPanel } from '../../results';
import { someDocument, someSpec } from '../../testing/documents';
import { FakeLake } from '../../testing/fake-lake';
import type { IRunOptions, ISecurityLake } from '../../tokens';
import type { IDocumentStore } from '../document-store';
import { LoadingTab } from '../loading-tab';
import { RecentList } from '../recent-list';
import { resumingLake } from '../resuming';
import { ResultTabs } from '../result-tabs';

const trans = nullTranslator.load('test');
const RESUME: IResumePoint = { now: Date.now(), token: 't'.repeat(32), queryId: 'q-1' };

/** A lake whose run ends when the spec says so. */
class SlowLake extends FakeLake {
  options: IRunOptions<IRunProgress>[] = [];
  finish: (document: IResultDocument) => void = () => undefined;
  fail: (reason: unknown) => void = () => undefined;

  /** The last run says where it can be picked up. */
  tell(resume: IResumePoint): void {
    this.options.at(-1)?.onProgress?.({
      stage: 'query',
      fraction: NaN,
      done: 0,
      total: 0,
      queryId: resume.queryId,
      elapsedMs: 1,
      resume
    });
  }

  run(spec: IAnalysisSpec, options: IRunOptions<IRunProgress> = {}): Promise<IResultDocument> {
    this.runs.push(spec);
    this.options.push(options);
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
  }
}

class FakeStore implements IDocumentStore {
  readonly documents = new Map<string, IResultDocument>();

  async put(id: string, document: IResultDocument): Promise<void> {
    this.documents.set(id, document);
  }

  async get(id: string): Promise<IResultDocument | null> {
    return this.documents.get(id) ?? null;
  }
}

const settled = () => new Promise(resolve => setTimeout(resolve, 0));
let panels: ResultPanel[] = [];

afterEach(() => {
  panels.forEach(panel => panel.dispose());
  panels = [];
});

function setUp(
  store = new FakeStore(),
  recent = new RecentList(null, 'k'),
  code: () => Promise<void> = async () => undefined
) {
  const lake = new SlowLake();
  const shown: ResultPanel[] = [];
  const waiting: LoadingTab[] = [];
  const failures: unknown[] = [];
  const tabs = new ResultTabs({
    recent,
    store,
    ready: Promise.resolve(),
    prepare: async () => undefined,
    create: async ({ spec, document, resume }) => {
      await code();
      const engine = { values: () => new Float64Array(4), redetect: null };
      const own: ISecurityLake = resume ? resumingLake(lake, resume) : lake;
      const options = { lake: own, notebook: null, trans, spec, document, engine };
      return new ResultPanel({ model: new ResultModel(options as never) });
    },
    loading: () =>
      new LoadingTab({
        title: 'Security Lake',
        trans,
        show: tab => {
          waiting.push(tab);
        }
      }),
    add: async panel => {
      panels.push(panel);
    },
    show: panel => shown.push(panel),
    fail: reason => {
      failures.push(reason);
    }
  });
  return { tabs, lake, store, recent, shown, waiting, failures };
}

describe('A run', () => {
  it('is remembered while it runs, with what finds its query again', async () => {
    const { tabs, lake } = setUp();
    tabs.run(someSpec());
    await settled();
    lake.tell(RESUME);
    expect(tabs.recent).toMatchObject([{ state: 'running', findings: null, resume: RESUME }]);
  });

  it('that is closed is remembered as cancelled, since closing stops it', async () => {
    const { tabs } = setUp();
    tabs.run(someSpec());
    await settled();
    panels.at(-1)!.dispose();
    expect(tabs.recent).toMatchObject([{ state: 'cancelled', resume: null }]);
  });

  it('leaves its document for the reload when it ends', async () => {
    const { tabs, lake, store } = setUp();
    tabs.run(someSpec());
    await settled();
    lake.finish(someDocument());
    await settled();
    expect(tabs.recent).toMatchObject([
      { state: 'done', findings: 1, title: 'Access denied bursts?', resume: null }
    ]);
    expect([...store.documents.values()]).toEqual([someDocument()]);
  });
});

describe('A tab whose code is not there yet', () => {
  const later = () => new Promise(resolve => setTimeout(resolve, 120));

  it('says that it loads until it is, and never when it is there', async () => {
    let come: () => void = () => undefined;
    const code = () => new Promise<void>(resolve => (come = resolve));
    const { tabs, waiting } = setUp(undefined, undefined, code);
    tabs.run(someSpec());
    expect(waiting).toHaveLength(0);
    await later();
    expect(waiting[0].node.textContent).toBe('Loading …');
    come();
    await settled();
    expect(panels).toHaveLength(1);
    expect(waiting[0].isDisposed).toBe(true);
    const there = setUp();
    there.tabs.run(someSpec());
    await later();
    expect(there.waiting).toHaveLength(0);
  });

  it('says that it cannot be had, and tries again when asked to', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    let isCut = true;
    const code = async () => {
      if (isCut) {
        throw new Error('Loading chunk 42 failed.');
      }
    };
    const { tabs, lake, waiting, failures } = setUp(undefined, undefined, code);
    tabs.run(someSpec());
    await settled();
    const alert = waiting[0].node.querySelector('[role="alert"]')!;
    expect(alert.textContent).toContain('could not be loaded. The connection to the Jupyter');
    expect([lake.runs, failures]).toEqual([[], []]);
    isCut = false;
    alert.querySelector('button')!.click();
    await settled();
    expect(lake.runs).toHaveLength(1);
    expect(waiting[0].isDisposed).toBe(true);
  });

  it('runs nothing when it is closed first', async () => {
    let come: () => void = () => undefined;
    const code = () => new Promise<void>(resolve => (come = resolve));
    const { tabs, waiting } = setUp(undefined, undefined, code);
    tabs.run(someSpec());
    await later();
    waiting[0].dispose();
    come();
    await settled();
    expect(panels).toHaveLength(0);
    expect(tabs.recent).toEqual([]);
  });
});

describe('After a reload', () => {
  /** What the first page leaves behind. */
  async function before(ends: boolean) {
    const first = setUp();
    first.tabs.run(someSpec());
    await settled();
    first.lake.tell(RESUME);
    if (ends) {
      first.lake.finish(someDocument());
      await settled();
    }
    return { ...first, id: first.tabs.recent[0].id };
  }

  it('a finished result is there again without asking the server', async () => {
    const { store, recent, id } = await before(true);
    const { tabs, lake } = setUp(store, recent);
    await tabs.restore(id);
    expect(panels.at(-1)?.model.document).toEqual(someDocument());
    expect(lake.runs).toEqual([]);
  });

  it('a running query is picked up, and only once', async () => {
    const { store, recent, id } = await before(false);
    const { tabs, lake } = setUp(store, recent);
    await tabs.restore(id);
    expect(lake.options.map(options => options.resume)).toEqual([RESUME]);
    void panels.at(-1)?.model.run();
    expect(lake.options.at(-1)?.resume).toBeUndefined();
  });

  it('a run whose query could not be reached any more is picked up too', async () => {
    const store = new FakeStore();
    const first = setUp(store);
    first.tabs.run(someSpec());
    await settled();
    first.lake.tell(RESUME);
    first.lake.fail(new AthenaError('network-lost'));
    await settled();
    const [{ id, state }] = first.tabs.recent;
    expect(state).toBe('failed');
    const { tabs, lake } = setUp(store, first.recent);
    await tabs.restore(id);
    expect(lake.options[0].resume).toMatchObject(RESUME);
  });

  it('a result whose document is gone offers Run and runs nothing', async () => {
    const { recent, id } = await before(true);
    const { tabs, lake } = setUp(new FakeStore(), recent);
    await tabs.restore(id);
    expect(panels.at(-1)?.model.phase).toBe('not-run');
    expect(panels.at(-1)?.model.title).toBe('Access denied bursts?');
    expect(lake.runs).toEqual([]);
  });

  it('a tab that the list has forgotten is rebuilt from what the layout knows', async () => {
    const { tabs } = setUp();
    await tabs.restore('gone', someSpec());
    expect(panels.at(-1)?.model.spec).toEqual(someSpec());
  });
});

describe('A recent result', () => {
  it('that is open comes to the front; a closed one is opened again', async () => {
    const { tabs, shown } = setUp();
    tabs.open(someDocument());
    await settled();
    const { id } = tabs.recent[0];
    tabs.reopen(id);
    expect(shown).toEqual(panels);
    panels[0].dispose();
    tabs.reopen(id);
    await settled();
    expect(panels).toHaveLength(2);
    expect(panels[1].model.document).toEqual(someDocument());
  });

  it('opened as an analysis alone asks nothing', async () => {
    const { tabs, lake } = setUp();
    tabs.offer(someSpec());
    await settled();
    expect(panels[0].model.phase).toBe('not-run');
    expect(lake.runs).toEqual([]);
  });
});
