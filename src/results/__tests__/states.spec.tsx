import { act, screen, within } from '@testing-library/react';

import type { ICoverage } from '../../analysis/coverage';
import { unrunDocument } from '../../analysis/document';
import { abortError, AthenaError } from '../../athena/errors';
import { questionById } from '../../questions/catalogue';
import { resultDocument } from '../../testing/result-document';
import { DAY, eventful, modelOf, quiet } from './results';
import { options, press, show } from './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

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
    screen.getByText(/1 series over 90 days was checked/);
    const nearest = await screen.findByText(/^The nearest to a finding was calm on /);
    const said = /: (\d+) .* about ([\d.]+) were expected; the usual range (begins|ends) at (\d+)/;
    const [, seen, expected, word, bound] = said.exec(nearest.textContent ?? '')!;
    // A low value is told by where the range begins, and lies within it.
    expect(word).toBe(Number(seen) < Number(expected) ? 'begins' : 'ends');
    expect(Math.sign(Number(seen) - Number(bound))).toBe(word === 'begins' ? 1 : -1);
  });

  it('no rows: which kind of nothing', async () => {
    const document = resultDocument({ bucketMs: DAY, series: [] });
    await show(modelOf({ document }).model);
    screen.getByText(/^No rows for 26 Oct/);
    screen.getByText(/were not collected then, have not arrived yet, or are past the retention/);
  });

  const empty = (coverage: ICoverage) => ({
    ...resultDocument({ bucketMs: DAY, series: [] }),
    coverage
  });

  it('no rows then, but on other days: says which, and runs over them', async () => {
    const newest = { from: Date.UTC(2022, 2, 11), to: Date.UTC(2022, 3, 13), days: 2 };
    const looked = { from: Date.UTC(2006, 0, 1), to: Date.UTC(2026, 10, 24) };
    const document = empty({ rows: 0, looked, newest, older: 3 });
    const { model, lake } = modelOf({ document });
    await show(model);
    screen.getByText(/The table has no row at all then/);
    screen.getByText(
      /rows on 2 days: 11 Mar – 12 Apr 2022 UTC\. 3 older days with rows do not fit/
    );
    await press('Run over these days');
    expect(lake.runs).toEqual([
      {
        ...document.spec,
        range: {
          kind: 'between',
          from: '2022-03-11T00:00:00.000Z',
          to: '2022-04-13T00:00:00.000Z'
        }
      }
    ]);
  });

  it('rows, but none of the kind: says so and offers to count them all', async () => {
    const document = empty({ rows: 1234, looked: null, newest: null, older: 0 });
    const { model, lake } = modelOf({ document });
    await show(model);
    screen.getByText(/^Nothing of this kind for 26 Oct/);
    screen.getByText(/has 1,234 rows then, but none of the kind/);
    await press('Count all rows by principal');
    expect(lake.runs[0]).toMatchObject({
      question: null,
      custom: { keys: ['principal'], measure: { kind: 'count' }, filter: [] }
    });
  });

  it('no rows ever: says how far back was looked', async () => {
    const looked = { from: Date.UTC(2006, 0, 1), to: Date.UTC(2026, 10, 24) };
    await show(modelOf({ document: empty({ rows: 0, looked, newest: null, older: 0 }) }).model);
    screen.getByText(/There is none in 1 Jan 2006 – 23 Nov 2026 UTC either/);
    expect(screen.queryByRole('button', { name: /these days/ })).toBeNull();
  });

  it('where looking costs money, it is looked for days only when asked to', async () => {
    const { model, lake } = modelOf({
      document: empty({ rows: 0, looked: null, newest: null, older: 0 })
    });
    const day = Date.UTC(2025, 4, 1) / DAY;
    lake.heldDays = jest.fn(async () => ({ looked: { from: 0, to: 1 }, days: [day] }));
    await show(model);
    screen.getByText(/where queries cost money, this one does too/);
    expect(lake.heldDays).not.toHaveBeenCalled();
    await press('Look for days with rows');
    screen.getByText(/rows on 1 day: 1 May 2025 UTC/);
    screen.getByRole('button', { name: 'Run over these days' });
  });

  it('damaged: a message instead of a broken page', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const damaged = eventful();
    damaged.series!.values = 'AAAA';
    await show(modelOf({ document: damaged }).model);
    screen.getByText('This result cannot be shown.');
  });
});
