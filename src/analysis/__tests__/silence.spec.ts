import { Missing } from '../../series/types';
import { seriesRow } from '../../testing/lake';
import { DEFAULT_DETECTORS } from '../plan/default-spec';
import { WorkerJob } from '../worker-job';
import type { IJobSpec } from '../worker-protocol';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1) / DAY;
const LENGTH = 60;

const steady = (level: number) => Array.from({ length: LENGTH }, (_, i) => level + ((i * 7) % 5));
const without = (values: number[], from: number, to: number) =>
  values.map((value, i) => (i >= from && i < to ? 0 : value));

/** What is found in series of days, of which some are marked. */
function find(
  series: number[][],
  missing: Uint8Array = new Uint8Array(LENGTH),
  detectors: IJobSpec['detectors'] = ['silence']
) {
  const job = new WorkerJob({
    settings: DEFAULT_DETECTORS,
    rows: {
      grid: { bucketMs: DAY, start: START, length: LENGTH, partial: -1 },
      keyNames: ['vpc'],
      gaps: 'zero'
    },
    series: null,
    detectors
  });
  job.add(series.map((values, i) => seriesRow([`vpc-${i}`], values)));
  job.close(missing);
  while (job.advance(1000, Date.now) !== 'done') {
    // The next slice.
  }
  return job.result.findings.findings;
}

describe('a question about silence', () => {
  it('finds the source that stopped and nothing of the volume of the others', () => {
    const wobbling = steady(500).map((value, i) => (i === 20 ? 5000 : i > 40 ? value * 2 : value));
    const found = find([wobbling, without(steady(300), 50, 60)]);
    expect(found.map(({ kind, series, first, last }) => [kind, series, first, last])).toEqual([
      ['silence', 1, 50, 59]
    ]);
  });

  it('finds a day without any log, which is no observation for the others', () => {
    const missing = new Uint8Array(LENGTH).fill(Missing.silent, 30, 31);
    const silent = [700, 500, 600].map(level => without(steady(level), 30, 31));
    const found = find(silent, missing);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'silence', first: 30, last: 30 });
    expect(found[0].message.args.others).toBe(2);
    expect(find(silent, missing, ['outlier', 'change', 'trend'])).toEqual([]);
  });

  it('does not take days that have not arrived yet for one', () => {
    const missing = new Uint8Array(LENGTH).fill(Missing.notArrived, 58);
    expect(find([without(steady(500), 58, 60)], missing)).toEqual([]);
  });
});
