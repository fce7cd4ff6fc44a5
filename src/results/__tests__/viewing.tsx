import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { loadPlotly } from '../../charts/plotly';
import { ResultBody } from '../body';
import type { ResultModel } from '../model';
import { afterPaint } from '../turns';

/** What stands in for Plotly; a spec mocks `charts/plotly`, and this is what it then loads. */
export const plotly = {
  react: jest.fn(async () => undefined),
  purge: jest.fn(),
  resize: jest.fn()
};

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

/** Lets what follows the first sight be shown: the parts of a finding, then the chart. */
export const drawn = () => act(() => new Promise<void>(resolve => afterPaint(resolve)));

/** The view of a result as a person sees it. */
export async function show(model: ResultModel, compact = false): Promise<void> {
  render(<ResultBody model={model} compact={compact} />);
  await act(async () => undefined);
  await drawn();
}

/** The lines of the list. */
export const options = () => screen.getAllByRole('option');

/** Presses a button. */
export const press = (name: string | RegExp) =>
  act(async () => void fireEvent.click(screen.getByRole('button', { name })));
