import { act, cleanup, fireEvent, screen } from '@testing-library/react';

import type { IResultEngine } from '../engine';
import { engine, eventful, modelOf } from './results';
import { show } from './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

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
      'at most 1 in 91 days'
    );
  });

  it('says what remains, and goes back to where a new analysis starts', async () => {
    const rates: number[] = [];
    const redetect: IResultEngine['redetect'] = async (document, detectors) => {
      rates.push(detectors.rate);
      const findings = { ...document.findings!, findings: document.findings!.findings.slice(0, 1) };
      return { ...document, spec: { ...document.spec, detectors }, findings };
    };
    await show(modelOf({ document: eventful(), engine: { ...engine, redetect } }).model);
    jest.useFakeTimers();
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

  it('is not there where it would move nothing', async () => {
    const redetect = async (given: ReturnType<typeof eventful>) => given;
    const document = eventful();
    document.findings = { ...document.findings!, detectors: ['silence'] };
    await show(modelOf({ document, engine: { ...engine, redetect } }).model);
    expect(screen.queryByRole('slider')).toBeNull();
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
