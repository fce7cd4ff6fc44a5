import { DEFAULT_OPTIONS, detect } from '../..';
import { shares, uneven } from './shares';

// Hundreds of series: the default of five seconds is short on a loaded machine.
jest.setTimeout(60_000);

it('raises as many false flags as it says, of one row as of a thousand', () => {
  let expected = 0;
  let raised = 0;
  let steps = 0;
  const series = 300;
  for (let i = 0; i < series; i++) {
    const share = [0.001, 0.02, 0.1, 0.3, 0.97][i % 5];
    const { values, rows } = shares(9000 + i, 365, uneven, () => share);
    const found = detect(values, { ...DEFAULT_OPTIONS, grain: 'day', rate: 2 }, rows);
    expected += found.expectedFalse;
    raised += found.outliers.reduce((sum, e) => sum + e.last - e.first + 1, 0);
    steps += found.changes.length + (found.trend.direction === 'flat' ? 0 : 1);
  }
  expect(expected).toBeGreaterThan(40);
  // The 95 % interval of a Poisson count.
  expect(Math.abs(raised - expected)).toBeLessThan(1.96 * Math.sqrt(expected));
  expect(steps / series).toBeLessThan(0.03);
});
