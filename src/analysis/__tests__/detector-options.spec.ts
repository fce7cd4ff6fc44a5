import { DEFAULT_OPTIONS } from '../../detectors';
import { detectorOptions } from '../detector-options';

const HOUR = 3_600_000;
const settings = { ...DEFAULT_OPTIONS, rate: 0.5 };
const gridAt = (iso: string, bucketMs: number) => ({
  bucketMs,
  start: Date.parse(iso) / bucketMs,
  length: 10,
  partial: -1
});

it('passes the settings on, with the grain and the partial bucket of the grid', () => {
  const grid = { ...gridAt('2026-11-23T00:00:00Z', HOUR), partial: 9 };
  expect(detectorOptions(settings, grid)).toMatchObject({
    profile: 'count',
    rate: 0.5,
    grain: 'hour',
    partialLast: true
  });
  expect(detectorOptions(settings, gridAt('2026-11-23T00:00:00Z', 7 * HOUR)).grain).toBe('none');
});

it.each([
  ['2026-11-23T00:00:00Z', 0],
  ['2026-11-28T00:00:00Z', 5],
  ['2026-11-29T11:00:00Z', 6],
  ['2026-11-29T13:00:00Z', 0]
])('knows the day of the week in which most of the 24 hours from %s lie', (iso, weekday) => {
  expect(detectorOptions(settings, gridAt(iso, HOUR)).weekday).toBe(weekday);
});
