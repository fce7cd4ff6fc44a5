import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { loadPlotly } from '../../charts/plotly';
import { withNewKeys } from '../../testing/new-keys';
import { ResultBody } from '../body';
import { toText } from '../text';
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

const STRANGER = 'arn:aws:iam::999988887777:role/stranger';
const fresh = () => withNewKeys(eventful(), [{ keys: [STRANGER], ago: 5 }]);

async function show(model: ResultModel): Promise<void> {
  render(<ResultBody model={model} compact={false} />);
  await act(() => new Promise<void>(resolve => afterPaint(resolve)));
}

const options = () => screen.getAllByRole('option');
const chip = (name: RegExp) => screen.getByRole('radio', { name });

describe('a result with new keys', () => {
  it('opens on them, each with who, when and how many events', async () => {
    await show(modelOf({ document: fresh() }).model);
    expect(chip(/^New 1$/).getAttribute('aria-checked')).toBe('true');
    expect(options()).toHaveLength(1);
    expect(options()[0].getAttribute('aria-label')).toBe(
      `${STRANGER}: New, 19 Jan 2027 00:00, 5 events`
    );
  });

  it('says in a sentence since when, and how long not before', async () => {
    const { model } = modelOf({ document: fresh() });
    await show(model);
    expect(model.sentence).toBe(
      `${STRANGER} is new: first seen at 19 Jan 2027 00:00 UTC and not once in the 40 days before, with 5 events since then.`
    );
    const why = screen.getByRole('group', { name: 'Why' });
    within(why).getByText('first seen');
    within(why).getByText('chance of a new key');
  });

  it('tells the verdict of both searches and how long the memory was', async () => {
    await show(modelOf({ document: fresh() }).model);
    screen.getByText(/^\d findings: 1 new, and \d in the series, expect .* to be false\.$/);
    screen.getByText(/New means: seen in the last 7 days, and not once in the 38 days before\./);
  });

  it('counts what it does not list, since new ones come all the time', async () => {
    const document = fresh();
    document.findings!.firstSeen!.usual = 1200;
    await show(modelOf({ document }).model);
    screen.getByText(/1,200 new keys are not listed: new ones come nearly every week\./);
  });

  it('proves the number of a key that has no series by its rows, and reads those', async () => {
    const { model, lake } = modelOf({ document: fresh() });
    lake.script = answerOf([['5']]);
    await show(model);
    await act(async () => model.investigation.check());
    expect(model.investigation.checking.value).toMatchObject({
      shown: 5,
      counted: 5,
      agrees: true
    });
    expect(lake.queries[0].sql).toContain('count(*)');
    expect(lake.queries[0].sql).toContain(STRANGER);
    const { sql } = model.investigation.sql!;
    expect(sql).toContain(STRANGER);
    expect(sql).toContain("TIMESTAMP '2027-01-19 00:00:00.000'");
  });

  it('draws what the search counted: nothing before, one row a day since', async () => {
    const { model } = modelOf({ document: fresh() });
    await show(model);
    const { values } = model.investigation.detail!;
    expect([...values.subarray(83)]).toEqual([0, 0, 1, 1, 1, 1, 1]);
    const table = screen.getByRole('table', { name: 'Values' });
    within(table).getByText('Seen');
  });

  it('draws the series of a key that has one, with its baseline', async () => {
    const known = withNewKeys(eventful(), [{ keys: ['calm'], ago: 5 }]);
    const { model } = modelOf({ document: known });
    await show(model);
    expect(model.investigation.detail!.values[0]).toBeGreaterThan(0);
    expect(model.investigation.detail!.detection.expected[10]).toBeGreaterThan(0);
  });

  it('shows the other kinds by their chips, and no chip that the question does not look for', async () => {
    await show(modelOf({ document: fresh() }).model);
    expect(screen.queryByRole('radio', { name: /^Silent/ })).toBeNull();
    await act(async () => void fireEvent.click(chip(/^Outliers/)));
    expect(options()[0].getAttribute('aria-label')).toMatch(/ci-deploy: Outlier/);
  });

  it('whose question asks for outliers first opens on everything', async () => {
    const document = withNewKeys(
      eventful(),
      [{ keys: [STRANGER], ago: 5 }],
      ['outlier', 'first-seen']
    );
    await show(modelOf({ document }).model);
    expect(chip(/^All/).getAttribute('aria-checked')).toBe('true');
  });

  it('is found by the text of such a key', async () => {
    const { model } = modelOf({ document: fresh() });
    await act(async () => {
      model.ranking.search = 'stranger';
    });
    expect(model.ranking.rows).toHaveLength(1);
  });

  it('has no chip for new keys when it was saved before there were any', async () => {
    await show(modelOf({ document: eventful() }).model);
    expect(screen.queryByRole('radio', { name: /^New/ })).toBeNull();
  });

  it('names them in plain text', () => {
    const { model } = modelOf();
    const text = toText(fresh(), { trans: model.trans, format: model.format, plan: null });
    expect(text).toContain(`${STRANGER} is new: first seen at 19 Jan 2027 00:00 UTC`);
  });
});
