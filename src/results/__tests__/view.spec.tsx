import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { CommandRegistry } from '@lumino/commands';
import { Widget } from '@lumino/widgets';
import * as React from 'react';

import { unrunDocument } from '../../analysis/document';
import { abortError, AthenaError } from '../../athena/errors';
import { loadPlotly } from '../../charts/plotly';
import { questionById } from '../../questions/catalogue';
import { Missing } from '../../series/types';
import { resultDocument } from '../../testing/result-document';
import { ResultBody } from '../body';
import { addResultCommands, addResultKeys, ResultView } from '..';
import type { IResultEngine } from '../engine';
import type { ResultModel } from '../model';
import { answerOf, DAY, engine, eventful, modelOf, quiet, trans } from './results';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));
// jsdom has no canvas to draw a grid on.
jest.mock('../grid', () => ({
  eventGrid: () => new (jest.requireActual('@lumino/widgets').Widget)()
}));

const plotly = { react: jest.fn(async () => undefined), purge: jest.fn(), resize: jest.fn() };

beforeEach(() => {
  jest
    .mocked(loadPlotly)
    .mockReset()
    .mockResolvedValue(plotly as never);
  // jsdom has no layout; the list needs a height to know what is on the screen.
  jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  jest.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(400);
});

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
  plotly.react.mockClear().mockResolvedValue(undefined);
  plotly.purge.mockClear();
});

async function show(model: ResultModel, compact = false): Promise<void> {
  render(<ResultBody model={model} compact={compact} />);
  await act(async () => undefined);
}

const options = () => screen.getAllByRole('option');
const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })));

/** Lets the chart be drawn, which comes after the words. */
const drawn = () => act(() => new Promise<void>(resolve => setTimeout(resolve, 0)));

describe('a result', () => {
  it('says what was looked at, the verdict, and that it is demo data', async () => {
    await show(modelOf({ document: eventful() }).model);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Access denied bursts?');
    screen.getByText('Demo lake · not your data');
    screen.getByText(/4 series by principal × 90 days · none left out/);
    screen.getByText(/findings, expect .* to be false/);
  });

  it('lists findings with who, what, when and how strong', async () => {
    await show(modelOf({ document: eventful() }).model);
    expect(options()[0].getAttribute('aria-label')).toMatch(
      /role\/ci-deploy: Outlier, 25 Dec, × \d+$/
    );
    expect(options()[0].getAttribute('aria-selected')).toBe('true');
  });

  it('says nothing of demo data about a real lake', async () => {
    await show(modelOf({ document: { ...eventful(), demo: false } }).model);
    expect(screen.queryByText('Demo lake · not your data')).toBeNull();
  });

  it('tells what was silent or could not be judged', async () => {
    const document = eventful();
    const missing = new Uint8Array(90);
    missing.fill(Missing.silent, 10, 14);
    const silent = resultDocument({
      bucketMs: DAY,
      missing,
      series: [{ keys: ['a'], values: quiet(90, 20) }]
    });
    document.series!.missing = silent.series!.missing;
    document.findings!.skipped = [{ series: 3, reason: 'too short' }];
    await show(modelOf({ document }).model);
    screen.getByText(
      /silent for 4 days \(5 Nov – 8 Nov 2026 UTC\); the series are blank there, not zero/
    );
    screen.getByText(/1 series could not be judged/);
  });

  it('tells the hours that have not arrived yet from a source that stopped', async () => {
    const hours = (code: number) => {
      const missing = new Uint8Array(90);
      missing.fill(code, 85, 89);
      return resultDocument({
        bucketMs: 3_600_000,
        missing,
        partial: true,
        series: [{ keys: ['a'], values: quiet(90, 20) }]
      });
    };
    const late = hours(Missing.notArrived);
    await show(modelOf({ document: late }).model);
    screen.getByText(/UTC, last 5 hours not arrived yet/);
    expect(screen.queryByText(/silent|blank/)).toBeNull();
    cleanup();
    const stopped = hours(Missing.silent);
    stopped.ranAt = new Date(stopped.range.to).toISOString();
    await show(modelOf({ document: stopped }).model);
    screen.getByText(/silent since 29 Oct 13:00 UTC \(4 hours\): check that it still delivers/);
    screen.getByText(/UTC, last hour partial/);
  });
});

describe('the list', () => {
  it('shows the trends of all series behind the chip', async () => {
    await show(modelOf({ document: eventful() }).model);
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: /^Trends/ })));
    screen.getByText('Steepest rises');
    screen.getByText('All 4 series by slope relative to their own level');
    expect(options()[0].getAttribute('aria-label')).toContain('org-audit: Rising, 90 days, +');
  });

  it('keeps only what is on the screen in the page', async () => {
    const series = Array.from({ length: 2000 }, (_, i) => ({
      keys: [`key ${i}`],
      values: quiet(15, 20)
    }));
    const { model } = modelOf({ document: resultDocument({ bucketMs: DAY, series }) });
    model.ranking.filter = 'trend';
    await show(model);
    expect(options().length).toBeLessThan(40);
    expect(options()[0].getAttribute('aria-setsize')).toBe(
      String(model.ranking.rows.filter(row => row.type === 'entry').length)
    );
  });

  it('shows hostile keys as text, and what they hide', async () => {
    const values = quiet(90, 20);
    values[60] = 500;
    const keys = [['x\u202egnp.<img src=x onerror=alert(1)>'], [null], [''], ['A'.repeat(4096)]];
    const series = keys.map(one => ({ keys: one, values: [...values] }));
    await show(modelOf({ document: resultDocument({ bucketMs: DAY, series }) }).model);
    expect(document.querySelector('img')).toBeNull();
    const list = within(screen.getByRole('listbox'));
    expect(list.getByText('U+202E').className).toBe('jp-SecurityLake-hidden');
    expect(list.getByText('NULL').tagName).toBe('I');
    expect(list.getByText('(empty)').tagName).toBe('I');
    const long = list.getByText(/^A+…$/);
    expect(long.textContent!.length).toBeLessThan(200);
    expect(long.closest('[title]')!.getAttribute('title')).toContain('A'.repeat(4096));
  });

  it('is cut to five in a notebook until all are asked for', async () => {
    const series = Array.from({ length: 8 }, (_, i) => {
      const values = quiet(90, 20);
      values[30 + i] = 400 + i;
      return { keys: [`key ${i}`], values };
    });
    const { model } = modelOf({ document: resultDocument({ bucketMs: DAY, series }) });
    await show(model, true);
    expect(options()).toHaveLength(5);
    await press(/^Show all/);
    expect(options()).toHaveLength(model.ranking.rows.length);
  });

  it('can be walked through by keys', async () => {
    const { model } = modelOf({ document: eventful() });
    await show(model);
    const list = screen.getByRole('listbox');
    await act(async () => void fireEvent.keyDown(list, { key: 'ArrowDown' }));
    expect(options()[1].getAttribute('aria-selected')).toBe('true');
    expect(list.getAttribute('aria-activedescendant')).toBe(options()[1].id);
  });
});

describe('the finding', () => {
  it('is told in one sentence, with its SQL below', async () => {
    const { model } = modelOf({ document: eventful() });
    await show(model);
    const finding = screen.getByRole('region', { name: 'Finding' });
    expect(finding.querySelector('p')!.textContent).toMatch(
      /role\/ci-deploy had 400 events on 25 Dec 2026 UTC, about \d+ × the \d+ expected\.$/
    );
    expect(
      within(finding).getByLabelText('Investigation SQL', { selector: 'pre' }).textContent
    ).toBe(model.investigation.sql!.sql);
  });

  it('shows the numbers behind it', async () => {
    await show(modelOf({ document: eventful() }).model);
    const why = screen.getByRole('group', { name: 'Why' });
    expect(within(why).getByText('seen').nextSibling!.textContent).toBe('400');
    within(why).getByText(/^Flagged/);
  });

  it('answers why a bucket was not flagged, and goes back', async () => {
    const { model } = modelOf({ document: eventful() });
    await show(model);
    const chart = screen.getByRole('group', { name: /^Chart\./ });
    await act(async () => void fireEvent.keyDown(chart, { key: 'ArrowLeft' }));
    screen.getByText('24 Dec UTC');
    screen.getByText(/Not flagged/);
    await press('Back to the finding');
    screen.getByText(/^Flagged/);
  });

  it('proves its number, or says that it differs', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    lake.script = answerOf([['400']]);
    await press('Check count');
    screen.getByText('400 = 400 ✓');
    lake.script = answerOf([['399']]);
    await press('Check count');
    screen.getByText('400 ≠ 399');
  });

  it('goes into a notebook with its sentence', async () => {
    const { model, notebook } = modelOf({ document: eventful() });
    await show(model);
    await press('Insert in notebook');
    expect(notebook.inserted).toEqual([[model.investigation.sql!.sql, model.sentence]]);
  });

  it('says why it cannot go into a notebook', async () => {
    const { model, notebook } = modelOf({ document: eventful() });
    notebook.obstacle = 'The notebook is read-only.';
    await show(model);
    screen.getByText('The notebook is read-only.');
    await press('Insert in notebook');
    expect(notebook.inserted).toEqual([]);
  });
});

describe('the events', () => {
  it('say when there are more than are shown', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    lake.script = answerOf([['a']], true);
    await press('Show events');
    screen.getByText(/The newest 1 events; there are more/);
    expect(lake.queries[0].kind).toBe('events');
  });

  it('say when there are none', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    lake.script = answerOf([]);
    await press('Show events');
    screen.getByText(/nothing in the lake matches this SQL now/);
  });

  it('can be cancelled and tried again', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    await press('Show events');
    screen.getByText(/Reading events/);
    await press('Cancel');
    screen.getByText('Cancelled; no events were read.');
    lake.script = new Error('The network is cut.');
    await press('Show events');
    expect(screen.getByRole('alert').textContent).toContain('The network is cut.');
    lake.script = answerOf([]);
    await press('Retry');
    screen.getByText(/nothing in the lake matches/);
  });
});

describe('the chart', () => {
  it('is drawn again for another finding and thrown away with the view', async () => {
    const { model } = modelOf({ document: eventful() });
    await show(model);
    await drawn();
    expect(plotly.react).toHaveBeenCalledTimes(1);
    await act(async () => model.ranking.move(1));
    await drawn();
    expect(plotly.react).toHaveBeenCalledTimes(2);
    cleanup();
    expect(plotly.purge).toHaveBeenCalledTimes(1);
  });

  it('has its numbers as a table too', async () => {
    await show(modelOf({ document: eventful() }).model);
    await press('Show as a table');
    const table = screen.getByRole('table', { name: 'Values' });
    expect(table.getAttribute('aria-rowcount')).toBe('91');
    within(table).getByText('26 Oct');
  });

  it('that cannot be loaded leaves the numbers and a way to try again', async () => {
    jest.mocked(loadPlotly).mockRejectedValueOnce(new Error('ChunkLoadError'));
    await show(modelOf({ document: eventful() }).model);
    screen.getByText('The chart could not be loaded.');
    screen.getByRole('table', { name: 'Values' });
    await press('Retry');
    expect(screen.queryByText('The chart could not be loaded.')).toBeNull();
    await drawn();
    expect(plotly.react).toHaveBeenCalled();
  });
});

describe('states', () => {
  it('not run: offers Run and asks nothing', async () => {
    const document = { ...eventful(), ranAt: null, series: null, findings: null };
    const { model, lake } = modelOf({ document });
    await show(model);
    screen.getByText('This analysis has not been run yet.');
    expect(lake.runs).toEqual([]);
    await press('Run');
    expect(lake.runs).toHaveLength(1);
  });

  it('not run, as a kernel gives it: question, tables and range in words', async () => {
    const { spec } = eventful();
    const document = unrunDocument(
      { ...spec, question: 'access-denied', custom: null },
      'Access denied'
    );
    await show(modelOf({ document }).model);
    screen.getByRole('heading', { name: questionById('access-denied')!.title });
    screen.getByText('CloudTrail management · v2 · last 30 days · all accounts · all regions');
  });

  it('running: stage with its count, elapsed time, Cancel', async () => {
    const { model, lake } = modelOf({ spec: eventful().spec });
    await show(model);
    await act(async () =>
      lake.runOptions.onProgress!({
        stage: 'detecting',
        fraction: 0.4,
        done: 165,
        total: 412,
        queryId: 'q',
        elapsedMs: 900
      })
    );
    screen.getByText('Detecting 165 of 412 series');
    await press('Cancel');
    screen.getByText(/Cancelled; stopping the query/);
    await act(async () => lake.settle.fail(abortError()));
    screen.getByText(/Cancelled; the query was stopped/);
  });

  it('cancelled, but the query could not be stopped: says so, with its id one click away', async () => {
    const { model, lake } = modelOf({ spec: eventful().spec });
    await show(model);
    await press('Cancel');
    const error = new AthenaError('stop-failed', { technical: 'network' });
    error.queryId = 'q-17';
    await act(async () => lake.settle.fail(error));
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('The query could not be stopped');
    within(alert).getByText(/Query id: q-17/);
    expect(screen.queryByText(/the query was stopped/)).toBeNull();
  });

  it('running again that fails: the error with whose turn it is, and the result from before', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    await press('Run again');
    await act(async () => lake.settle.fail(new Error('It broke.')));
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('It broke.');
    expect(alert.textContent).toContain('The result below is the one from before.');
    within(alert).getByText('Details');
    expect(options().length).toBeGreaterThan(1);
    await press('Retry');
    expect(lake.runs).toHaveLength(2);
  });

  it('nothing found: what was checked and how close the nearest was', async () => {
    const document = resultDocument({
      bucketMs: DAY,
      settings: { rate: 0.001 },
      series: [{ keys: ['calm'], values: quiet(90, 30) }]
    });
    expect(document.findings!.findings).toEqual([]);
    await show(modelOf({ document }).model);
    screen.getByText(/1 series over 90 days were checked/);
    await screen.findByText(/The nearest was calm on .* the usual range ends at \d+/);
  });

  it('no rows: which kind of nothing', async () => {
    const document = resultDocument({ bucketMs: DAY, series: [] });
    await show(modelOf({ document }).model);
    screen.getByText(/^No rows for 26 Oct/);
    screen.getByText(/were not collected then, have not arrived yet, or are past the retention/);
  });

  it('damaged: a message instead of a broken page', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const damaged = eventful();
    damaged.series!.values = 'AAAA';
    await show(modelOf({ document: damaged }).model);
    screen.getByText('This result cannot be shown.');
  });
});

describe('the dial', () => {
  it('is there where the series can be detected again, and says what it stands for', async () => {
    await show(modelOf({ document: eventful() }).model);
    expect(screen.queryByRole('slider')).toBeNull();
    cleanup();
    const redetect = async (document: ReturnType<typeof eventful>) => document;
    const document = eventful();
    document.spec.detectors = { ...document.spec.detectors, rate: 1 };
    await show(modelOf({ document, engine: { ...engine, redetect } }).model);
    expect(screen.getByRole('slider', { name: 'False flags' }).getAttribute('aria-valuetext')).toBe(
      'about 1 in 91 days'
    );
  });

  it('says what remains, and goes back to where a new analysis starts', async () => {
    jest.useFakeTimers();
    const rates: number[] = [];
    const redetect: IResultEngine['redetect'] = async (document, detectors) => {
      rates.push(detectors.rate);
      const findings = { ...document.findings!, findings: document.findings!.findings.slice(0, 1) };
      return { ...document, spec: { ...document.spec, detectors }, findings };
    };
    await show(modelOf({ document: eventful(), engine: { ...engine, redetect } }).model);
    const slider = screen.getByRole<HTMLInputElement>('slider', { name: 'False flags' });
    const usual = slider.value;
    expect(slider.list!.options[0].value).toBe(usual);
    const turnTo = async (move: () => void) => {
      await act(async () => move());
      await act(async () => jest.advanceTimersByTimeAsync(200));
    };
    await turnTo(() => fireEvent.change(slider, { target: { value: '5' } }));
    screen.getByText('1 finding', { selector: '[role="status"]' });
    expect(slider.value).toBe('5');
    await turnTo(() => fireEvent.click(screen.getByRole('button', { name: 'Default' })));
    expect(slider.value).toBe(usual);
    expect(rates).toEqual([expect.any(Number), 0.01]);
    expect(screen.getByRole('button', { name: 'Default' }).getAttribute('aria-disabled')).toBe(
      'true'
    );
    jest.useRealTimers();
  });

  it('is the multiple of the quartile range under profile seed', async () => {
    const document = eventful();
    document.spec.detectors = { ...document.spec.detectors, profile: 'seed' };
    const redetect = async (given: typeof document) => given;
    await show(modelOf({ document, engine: { ...engine, redetect } }).model);
    screen.getByRole('slider', { name: 'Outliers beyond' });
    screen.getByText('5 × the quartile range');
  });
});

describe('the keys', () => {
  let view: ResultView;
  let commands: CommandRegistry;

  async function attach(model: ResultModel, compact = false): Promise<void> {
    view = new ResultView({ model, compact });
    commands = new CommandRegistry();
    addResultCommands(commands, trans);
    addResultKeys(commands);
    document.addEventListener('keydown', listener, true);
    await act(async () => Widget.attach(view, document.body));
    await act(async () => void (await view.renderPromise));
  }
  const listener = (event: KeyboardEvent) => commands.processKeydownEvent(event);
  afterEach(async () => {
    document.removeEventListener('keydown', listener, true);
    await act(async () => view.dispose());
  });
  const type = (key: string, keyCode: number) =>
    act(async () => {
      fireEvent.keyDown(document.activeElement!, { key, keyCode });
    });

  it('work on the list while it has the focus, and only then', async () => {
    const { model, notebook, lake } = modelOf({ document: eventful() });
    await attach(model);
    await type('i', 73);
    expect(notebook.inserted).toEqual([]);
    screen.getByRole('listbox').focus();
    await type('i', 73);
    expect(notebook.inserted).toHaveLength(1);
    await type('e', 69);
    expect(lake.queries.map(query => query.kind)).toEqual(['events']);
  });

  it('keep the single keys of a notebook away from its cells, and no others', async () => {
    const { model, notebook } = modelOf({ document: eventful() });
    await attach(model, true);
    let cut = 0;
    let saved = 0;
    const describedBy = { args: {} };
    commands.addCommand('cut', { describedBy, execute: () => cut++ });
    commands.addCommand('save', { describedBy, execute: () => saved++ });
    commands.addKeyBinding({ command: 'cut', keys: ['X'], selector: 'body :focus', args: {} });
    commands.addKeyBinding({
      command: 'save',
      keys: ['Ctrl S'],
      selector: 'body :focus',
      args: {}
    });
    screen.getByRole('listbox').focus();
    await type('x', 88);
    expect(cut).toBe(0);
    await act(async () => {
      fireEvent.keyDown(document.activeElement!, { key: 's', keyCode: 83, ctrlKey: true });
    });
    expect(saved).toBe(1);
    await type('i', 73);
    expect(notebook.inserted).toHaveLength(1);
  });

  it('leave typing alone', async () => {
    const { model, notebook } = modelOf({ document: eventful() });
    await attach(model);
    screen.getByRole('searchbox').focus();
    await type('i', 73);
    expect(notebook.inserted).toEqual([]);
  });
});

describe('the queries of a result', () => {
  const open = async (receipt: object, demo: boolean) => {
    const document = { ...eventful(), demo };
    document.receipts = [{ ...document.receipts[0], ...receipt }];
    await show(modelOf({ document }).model);
    await press('Queries of this result');
    return screen.getByRole('region', { name: 'Queries' });
  };

  it('say what they read and cost, how long they waited, and lead to the console', async () => {
    const price = { amount: 0.0065, currency: 'USD' };
    const section = await open({ price, region: 'eu-west-1', queueMs: 1200 }, false);
    expect(section.querySelector('summary')?.textContent).toBe(
      'series · 12.4 MB read · $0.007 · 1.8 s · of it 1.2 s queued'
    );
    const link = screen.getByRole('link', { name: 'Open in the Athena console' });
    expect(link.getAttribute('href')).toMatch(/^https:\/\/eu-west-1\.console\.aws\.amazon\.com\//);
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it('of a demo lake are nobody’s money', async () => {
    const section = await open({ price: null, region: '' }, true);
    expect(section.textContent).toContain('demo lake: free');
    expect(section.textContent).not.toMatch(/[$€]/);
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('say how much had been kept and was free', async () => {
    const document = { ...eventful(), receipts: [], keptDays: 30 };
    await show(modelOf({ document }).model);
    await press('Queries of this result');
    screen.getByText('30 days of it had been kept and were free.');
    expect(screen.queryByText('No query is recorded.')).toBeNull();
  });

  it('of a result from before, or a forged one, show no price', async () => {
    const section = await open({ price: { amount: 'much', currency: '<b>' } }, false);
    expect(section.querySelector('summary')?.textContent).toBe('series · 12.4 MB read · 1.8 s');
  });
});
