import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { loadPlotly } from '../../charts/plotly';
import { ResultBody } from '../body';
import { answerOf, eventful, modelOf } from './results';
import { drawn, plotly, press, show } from './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

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

  it('is begun with its sentence, before the rest takes its time', async () => {
    render(<ResultBody model={modelOf({ document: eventful() }).model} compact={false} />);
    const finding = screen.getByRole('region', { name: 'Finding' });
    expect(finding.textContent).toContain('had 400 events on 25 Dec 2026 UTC');
    expect(screen.getAllByRole('option').length).toBeGreaterThan(2);
    expect(within(finding).queryByLabelText('Investigation SQL')).toBeNull();
    await drawn();
    within(finding).getByLabelText('Investigation SQL', { selector: 'pre' });
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
    screen.getByText('24 Dec 2026 UTC');
    screen.getByText(/Not flagged: no rarer than the dial allows for chance\./);
    await press('Back to the finding');
    screen.getByText(/^Flagged/);
  });

  it('says of a bucket that is not over only what was seen', async () => {
    const document = eventful();
    document.series!.grid.partial = 89;
    const { model } = modelOf({ document });
    await show(model);
    await act(async () => model.investigation.pick(89));
    const why = screen.getByRole('group', { name: 'Why' });
    within(why).getByText(/Not flagged: this bucket is not over yet\./);
    expect([...why.querySelectorAll('dt')].map(name => name.textContent)).toEqual(['seen']);
  });

  it('tells the multiple that decided under profile seed', async () => {
    const document = eventful();
    document.spec.detectors = { ...document.spec.detectors, profile: 'seed' };
    const { model } = modelOf({ document });
    await show(model);
    await act(async () => model.investigation.pick(60));
    const why = screen.getByRole('group', { name: 'Why' });
    within(why).getByText(/Flagged: further from the baseline than the multiple/);
    expect(
      Number(within(why).getByText('quartile ranges away').nextSibling!.textContent)
    ).toBeGreaterThan(5);
    await act(async () => model.investigation.pick(0));
    within(why).getByText(/Not flagged: the decomposition does not reach the ends/);
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

  it('goes into a new notebook when the one in use cannot be written, and says why', async () => {
    const { model, notebook } = modelOf({ document: eventful() });
    notebook.obstacle = 'The notebook is read-only.';
    await show(model);
    screen.getByText('The notebook is read-only.');
    screen.getByRole('button', { name: 'Open in a new notebook' });
    await press('Insert in a new notebook');
    expect(notebook.inserted).toHaveLength(1);
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

  it('are there as soon as the first were read', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    lake.first = answerOf([['10.0.0.1'], ['10.0.0.2']]);
    await press('Show events');
    screen.getByText('The newest 2 events; reading the others …');
    screen.getByRole('gridcell', { name: '10.0.0.2' });
    await press('Cancel');
    screen.getByText('Cancelled; no events were read.');
  });

  it('stand in a table of their own columns', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    lake.script = answerOf([['10.0.0.1', null]]);
    await press('Show events');
    screen.getByRole('grid', { name: '1 events of 2 columns' });
    screen.getByRole('columnheader', { name: 'column 1' });
    screen.getByRole('gridcell', { name: 'NULL' });
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

  it('names what its axis counts and what is drawn', async () => {
    await show(modelOf({ document: eventful() }).model);
    screen.getByText('Events per day; dotted: expected, band: usual range');
  });

  it('has its numbers as a table too', async () => {
    await show(modelOf({ document: eventful() }).model);
    await press('Show as a table');
    const table = screen.getByRole('table', { name: 'Values' });
    expect(table.getAttribute('aria-rowcount')).toBe('91');
    within(table).getByText('26 Oct 2026');
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
