import { detectCount } from '../detect';
import { DEFAULT_OPTIONS } from '../../options';
import type { IDetection } from '../../types';

const DAY = 24;
const WEEK = 7 * DAY;

function detect(values: number[]): IDetection {
  return detectCount(Float64Array.from(values), {
    ...DEFAULT_OPTIONS,
    grain: 'hour',
    weekday: 0
  });
}

/** Three busy hours each Sunday morning, for so many weeks of `hours`, which begin on a Monday. */
function scans(hours: number, weeks: number): number[] {
  return Array.from({ length: hours }, (_, t) => {
    const ofWeek = t % WEEK;
    const isBusy = t < weeks * WEEK && ofWeek >= 6 * DAY + 8 && ofWeek < 6 * DAY + 11;
    return isBusy ? 60 + ((t * 7) % 23) : 0;
  });
}

describe('a scan of every Sunday', () => {
  it.each([12, 24, 48, 72, 120])('has not stopped %d hours after the last', hours => {
    const { changes, silentSince } = detect(scans(4 * WEEK + hours, 5));
    expect(changes).toEqual([]);
    expect(silentSince).toBe(-1);
  });

  it('has stopped when three Sundays went by without one', () => {
    const { changes } = detect(scans(13 * WEEK, 10));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ direction: 'down', after: 0 });
  });
});

describe('a source that is always busy', () => {
  const busy = Array.from({ length: 30 * DAY }, (_, t) => 5 + ((t * 7) % 5));

  it('has stopped after a day, also when it was away for a day before', () => {
    const away = busy.map((value, t) => (t >= 200 && t < 224 ? 0 : value));
    const { changes, silentSince } = detect(away.map((value, t) => (t >= 29 * DAY ? 0 : value)));
    expect(changes.at(-1)).toMatchObject({ index: 29 * DAY, direction: 'down', after: 0 });
    expect(silentSince).toBe(29 * DAY);
  });

  it('that began within the range did so', () => {
    const { changes } = detect(busy.map((value, t) => (t < 10 * DAY ? 0 : value)));
    expect(changes).toMatchObject([{ index: 10 * DAY, direction: 'up', before: 0 }]);
  });
});
