import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { loadPlotly } from '../../charts/plotly';
import { ResultBody } from '../body';
import type { ResultModel } from '../model';
import { afterPaint } from '../turns';
import { answerOf, eventful, modelOf } from './results';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

beforeEach(() => {
  jest.mocked(loadPlotly).mockRejectedValue(new Error('not in this test'));
  jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(600);
  jest.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(400);
});

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

async function show(model: ResultModel): Promise<void> {
  render(<ResultBody model={model} compact={false} />);
  await act(() => new Promise<void>(resolve => afterPaint(resolve)));
}

const breakDown = () =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Break down' })));

describe('Breaking a burst down', () => {
  it('shows what it is made of and what carries it', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    lake.script = answerOf([
      ['ip', '203.0.113.9', '395', '395'],
      ['ip', '10.0.0.1', '5', '5'],
      ['region', 'eu-west-1', '400', '400']
    ]);
    await show(model);
    await breakDown();
    const table = within(screen.getByRole('table', { name: 'Break-down' }));
    expect(table.getAllByRole('row')).toHaveLength(4);
    table.getByText('203.0.113.9');
    table.getByText('99 %');
    screen.getByText(/Without any one of these nothing would stand out:/);
    expect(lake.queries.map(({ kind }) => kind)).toEqual(['breakdown']);
  });

  it('asks about the peak by fields that the question does not fix', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    await show(model);
    await breakDown();
    const [{ sql }] = lake.queries;
    expect(sql).toContain("WHEN grouping(f1) = 0 THEN 'account'");
    expect(sql).not.toContain("THEN 'principal'");
    expect(sql).toContain('ci-deploy');
  });

  it('shows a value of the log as text', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    lake.script = answerOf([['user_agent', '<img src=x onerror=alert(1)>', '400', '400']]);
    await show(model);
    await breakDown();
    screen.getByText('<img src=x onerror=alert(1)>');
    expect(document.querySelector('img')).toBeNull();
  });

  it('says why it could not, and forgets the answer with the finding', async () => {
    const { model, lake } = modelOf({ document: eventful() });
    lake.script = new Error('gone');
    await show(model);
    const before = screen.queryAllByRole('alert').length;
    await breakDown();
    expect(screen.getAllByRole('alert')).toHaveLength(before + 1);
    await act(async () => model.ranking.move(1));
    expect(screen.queryAllByRole('alert')).toHaveLength(before);
  });
});

describe('What a finding may be', () => {
  it('is said by its question: what is harmless, and what to look at next', async () => {
    await show(modelOf({ document: eventful() }).model);
    screen.getByText('Often harmless');
    screen.getByText(/policy change that takes a right/);
    screen.getByText('Look next');
  });
});
