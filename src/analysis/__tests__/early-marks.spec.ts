/** @jest-environment node */
import * as fc from 'fast-check';

import { Missing } from '../../series/types';
import { seriesRow } from '../../testing/lake';
import { DEFAULT_DETECTORS } from '../plan/default-spec';
import { WorkerJob } from '../worker-job';
import type { IJobSpec } from '../worker-protocol';

const DAY = 86_400_000;
const LENGTH = 120;
const START = Date.UTC(2026, 0, 1) / DAY;
const grid = { bucketMs: DAY, start: START, length: LENGTH, partial: -1 };

function specOf(more: Partial<IJobSpec> = {}, readable = grid): IJobSpec {
  const marking = { readable, now: (START + LENGTH) * DAY, lateness: 6 * DAY };
  const rows = { grid, keyNames: ['vpc'], gaps: 'zero' as const, marking };
  return { settings: DEFAULT_DETECTORS, rows, series: null, ...more };
}

const all = (job: WorkerJob): void => {
  while (job.advance(1000, Date.now) === 'more') {
    // The next slice.
  }
};

/** The result of rows whose marks are known only after they were looked at, or at once. */
function result(series: number[][], missing: Uint8Array | null, early: boolean, spec = specOf()) {
  const job = new WorkerJob(spec);
  job.add(series.map((values, i) => seriesRow([`vpc-${i}`], values)));
  if (early) {
    job.whole();
    all(job);
  }
  job.close(missing);
  all(job);
  return job.result;
}

const steady = (level: number) => Array.from({ length: LENGTH }, (_, i) => level + ((i * 7) % 5));
const zeroed = (values: number[], from: number, to = LENGTH) =>
  values.map((value, i) => (i >= from && i < to ? 0 : value));
const marked = (code: number, from: number, to = LENGTH) =>
  new Uint8Array(LENGTH).fill(code, from, to);

describe('detecting before it is known when the tables had rows', () => {
  it('is done by the time that is known when the rows themselves say it', () => {
    const job = new WorkerJob(specOf());
    job.add([seriesRow(['vpc'], zeroed(steady(300), 117))]);
    job.whole();
    all(job);
    const steps: number[] = [];
    job.close(marked(Missing.notArrived, 117));
    while (job.advance(0, Date.now) === 'more') {
      steps.push(job.progress.done);
    }
    // Only ranking is left.
    expect(steps.every(done => done === 1)).toBe(true);
    expect(job.result.read?.series.values.slice(117)).toEqual(new Float64Array(3).fill(NaN));
    expect(job.result.findings.findings).toEqual([]);
  });

  it('is done again when the marks are others: the tables had rows, the series none', () => {
    const stopped = [zeroed(steady(300), 50)];
    const found = result(stopped, null, true);
    expect(found).toEqual(result(stopped, null, false));
    expect(found.findings.findings.length).toBeGreaterThan(0);
    expect(found.read?.series.values.slice(50)).toEqual(new Float64Array(LENGTH - 50));
  });

  it('takes no expired bucket for a zero', () => {
    const readable = { ...grid, start: START + 24, length: LENGTH - 24 };
    const series = [zeroed(steady(300), 0, 24)];
    const found = result(series, marked(Missing.expired, 0, 24), true, specOf({}, readable));
    expect(found.findings.findings).toEqual([]);
  });

  it('waits for the end before it says anything', () => {
    const job = new WorkerJob(specOf());
    job.add([seriesRow(['vpc'], steady(300))]);
    job.whole();
    all(job);
    expect(() => job.result).toThrow('not done');
    expect(job.progress.stage).toBe('reading');
  });

  it('never changes the result, whatever the marks turn out to be', () => {
    const value = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }));
    const series = fc.array(fc.array(value, { minLength: LENGTH, maxLength: LENGTH }), {
      minLength: 1,
      maxLength: 3
    });
    const stretch = fc.record({
      code: fc.constantFrom(Missing.none, Missing.outside, Missing.silent, Missing.notArrived),
      from: fc.nat(LENGTH),
      tail: fc.nat(12)
    });
    const detectors = fc.constantFrom<IJobSpec['detectors']>(undefined, ['silence'], ['outlier']);
    fc.assert(
      fc.property(series, stretch, detectors, (all, { code, from, tail }, which) => {
        const values = all.map(each => zeroed(each, LENGTH - tail));
        const missing = marked(code, from);
        const spec = specOf({ detectors: which });
        expect(result(values, missing, true, spec)).toEqual(result(values, missing, false, spec));
      }),
      { numRuns: 60 }
    );
  });
});
