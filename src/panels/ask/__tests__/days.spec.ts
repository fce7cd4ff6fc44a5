import { datesOfRange, datesProblem, dayStart, formatMinute, rangeOfDates } from '../days';

const NOW = Date.parse('2026-11-24T10:00:00Z');

describe('dayStart', () => {
  it.each(['', '2025-02-30', '2025-13-01', '0202-01-01', '2025-1-1', 'today'])(
    'is no day: %j',
    text => {
      expect(dayStart(text)).toBeNaN();
    }
  );

  it('is midnight in UTC, whatever the zone of the browser', () => {
    expect(dayStart('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
  });
});

describe('datesProblem', () => {
  it('takes one day', () => {
    expect(datesProblem({ from: '2026-11-24', to: '2026-11-24' }, NOW)).toBeNull();
  });

  it.each([
    ['incomplete', '', '2026-11-24'],
    ['reversed', '2026-11-02', '2026-11-01'],
    ['future', '2026-11-25', '2026-11-26']
  ])('finds %s dates', (problem, from, to) => {
    expect(datesProblem({ from, to }, NOW)).toBe(problem);
  });
});

describe('datesOfRange', () => {
  it('gives back the dates that made the range', () => {
    const dates = { from: '2026-10-01', to: '2026-10-31' };
    expect(datesOfRange(rangeOfDates(dates), NOW)).toEqual(dates);
  });

  it('counts the last days with today', () => {
    expect(datesOfRange({ kind: 'last', days: 7 }, NOW)).toEqual({
      from: '2026-11-18',
      to: '2026-11-24'
    });
  });
});

describe('formatMinute', () => {
  it('is UTC, and names the year only when it is another', () => {
    expect(formatMinute(Date.parse('2026-10-26T00:05:00Z'), NOW)).toBe('26 Oct 00:05');
    expect(formatMinute(Date.parse('2025-12-31T23:59:00Z'), NOW)).toBe('31 Dec 2025 23:59');
  });
});
