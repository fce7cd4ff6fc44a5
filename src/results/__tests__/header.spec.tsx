import { cleanup, screen } from '@testing-library/react';

import { Missing } from '../../series/types';
import { resultDocument } from '../../testing/result-document';
import { DAY, eventful, modelOf, quiet } from './results';
import { options, show } from './viewing';

jest.mock('../../charts/plotly', () => ({ loadPlotly: jest.fn() }));

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
      /role\/ci-deploy: Outlier, 25 Dec 2026, × \d+$/
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
