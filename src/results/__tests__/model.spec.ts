import type { IResultDocument } from '../../analysis/document';
import { answerOf, engine, eventful, modelOf } from './results';

describe('a result that is given', () => {
  it('is shown without asking the server anything', () => {
    const { model, lake } = modelOf({ document: eventful() });
    expect(model.phase).toBe('ready');
    expect(model.ranking.rows.length).toBeGreaterThan(2);
    expect(model.investigation.sql!.sql).toContain('ci-deploy');
    expect([lake.runs, lake.queries, lake.listed]).toEqual([[], [], 0]);
  });

  it('never runs by itself when it holds no answer', () => {
    const document = { ...eventful(), ranAt: null, series: null, findings: null };
    const { model, lake } = modelOf({ document });
    expect(model.phase).toBe('not-run');
    expect(lake.runs).toEqual([]);
  });

  it('is told to be old when the lake is read anew, and stays readable', () => {
    const { model, lake } = modelOf({ document: eventful() });
    lake.refresh();
    expect(model.isStale).toBe(true);
    expect(model.ranking.rows.length).toBeGreaterThan(2);
  });

  it('says why there is no SQL instead of failing', () => {
    const document = { ...eventful(), tables: [] };
    const { model } = modelOf({ document });
    expect(model.investigation.sql).toBeNull();
    expect(model.planError).toBeInstanceOf(Error);
  });
});

describe('a run', () => {
  it('begins with the spec, tells its progress and shows what it gave', async () => {
    const { spec } = eventful();
    const { model, lake } = modelOf({ spec });
    const shown: IResultDocument[] = [];
    model.documentChanged.connect((_, document) => shown.push(document));
    expect([model.phase, lake.runs.length]).toEqual(['running', 1]);
    lake.runOptions.onProgress!({
      stage: 'detecting',
      fraction: 0.5,
      done: 2,
      total: 4,
      queryId: 'q',
      elapsedMs: 10
    });
    expect(model.running.progress!.done).toBe(2);
    const document = eventful();
    lake.settle.done(document);
    await tick();
    expect(model.phase).toBe('ready');
    expect(shown).toEqual([document]);
  });

  it('stops the query when it is cancelled', () => {
    const { model, lake } = modelOf({ spec: eventful().spec });
    model.cancel();
    expect(lake.runOptions.signal!.aborted).toBe(true);
    expect(model.phase).toBe('cancelled');
  });

  it('that fails leaves the result from before', async () => {
    const document = eventful();
    const { model, lake } = modelOf({ document });
    void model.run();
    lake.settle.fail(new Error('no'));
    await tick();
    expect([model.phase, model.document]).toEqual(['failed', document]);
  });

  it('that is closed tells nobody and stops', async () => {
    const { model, lake } = modelOf({ spec: eventful().spec });
    let told = 0;
    model.stateChanged.connect(() => told++);
    model.dispose();
    expect(lake.runOptions.signal!.aborted).toBe(true);
    lake.settle.done(eventful());
    await tick();
    expect(told).toBe(0);
  });
});

describe('choosing', () => {
  it('begins with the strongest and stops at the ends', () => {
    const { model } = modelOf({ document: eventful() });
    const { ranking } = model;
    const entries = ranking.rows.filter(row => row.type === 'entry');
    expect(ranking.selected!.id).toBe(entries[0].id);
    ranking.move(-1);
    expect(ranking.selected!.id).toBe(entries[0].id);
    ranking.move(Infinity);
    expect(ranking.selected!.id).toBe(entries[entries.length - 1].id);
  });

  it('skips the headings of the trend view', () => {
    const { model } = modelOf({ document: eventful() });
    model.ranking.filter = 'trend';
    const before = model.ranking.selected!.id;
    for (let i = 0; i < 20; i++) {
      model.ranking.move(1);
      expect(model.ranking.selected).not.toBeNull();
    }
    expect(model.ranking.selected!.id).not.toBe(before);
  });

  it('forgets what was checked and read for another one', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    lake.script = answerOf([['400']]);
    await model.investigation.check();
    expect(model.investigation.checking.state).toBe('done');
    model.ranking.move(1);
    expect(model.investigation.checking.state).toBe('idle');
  });

  it('asks about a single bucket, with SQL of exactly that bucket', () => {
    const { model } = modelOf({ document: eventful() });
    model.investigation.pick(10);
    expect(model.investigation.evidence!.span).toEqual({ first: 10, last: 10 });
    expect(model.investigation.why(10)!.observed).toBe(model.valuesOf(model.ranking.entry!)[10]);
    expect(model.investigation.sql!.sql).toContain('2026-11-05');
  });
});

describe('the check', () => {
  it('agrees when the events give the number of the chart', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    lake.script = answerOf([['400']]);
    await model.investigation.check();
    expect(model.investigation.checking.value).toMatchObject({
      shown: 400,
      counted: 400,
      agrees: true
    });
    expect(lake.queries.map(query => query.kind)).toEqual(['check']);
  });

  it.each([
    ['one fewer', [['399']]],
    ['no row', []],
    ['NULL', [[null]]]
  ])('differs with %s', async (_, rows) => {
    const { model, lake } = modelOf({ document: eventful() });
    lake.script = answerOf(rows);
    await model.investigation.check();
    expect(model.investigation.checking.value!.agrees).toBe(false);
  });

  it('of a change adds up to the level that the sentence says', () => {
    const { model } = modelOf({ document: eventful() });
    const change = model.ranking.rows.find(row => row.type === 'entry' && row.entry.series === 1)!;
    model.ranking.select(change.id);
    const { evidence } = model.investigation;
    const { first, last } = evidence!.checkedSpan;
    const { entry } = model.ranking;
    const detail = entry!.finding!.detail as { after: number };
    expect(evidence!.shown / (last - first + 1)).toBeCloseTo(detail.after, 0);
  });
});

describe('the dial', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('detects once, after it has rested, and shows what remains', async () => {
    const document = eventful();
    const redetect = jest.fn(async (given: IResultDocument, detectors) => ({
      ...given,
      spec: { ...given.spec, detectors },
      findings: { ...given.findings!, findings: given.findings!.findings.slice(0, 1) }
    }));
    const { model, lake } = modelOf({ document, engine: { ...engine, redetect } });
    model.turning.turn({ rate: 0.5 });
    model.turning.turn({ rate: 0.1 });
    expect(model.turning.settings!.rate).toBe(0.1);
    await jest.advanceTimersByTimeAsync(1000);
    expect(redetect).toHaveBeenCalledTimes(1);
    expect(model.ranking.counts.all).toBe(1);
    expect(model.spec!.detectors.rate).toBe(0.1);
    expect(lake.queries).toEqual([]);
  });

  it('goes back to the result when detecting fails', async () => {
    const redetect = () => Promise.reject(new Error('no'));
    const { model } = modelOf({ document: eventful(), engine: { ...engine, redetect } });
    const before = model.turning.settings!.rate;
    model.turning.turn({ rate: 7 });
    await jest.advanceTimersByTimeAsync(1000);
    expect(model.turning.settings!.rate).toBe(before);
    expect(model.phase).toBe('ready');
  });
});

async function tick(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 0));
}
