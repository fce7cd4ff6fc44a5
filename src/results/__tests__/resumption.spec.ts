/** @jest-environment node */
import type { IResumePoint } from '../../analysis/types';
import { AthenaError } from '../../athena/errors';
import type { FailureCode } from '../../athena/failures';
import { eventful, modelOf } from './results';
import { pointAfter } from '../resumption';

const TOKEN = 't'.repeat(32);
const STARTED: IResumePoint = { now: 1_000, token: TOKEN, queryId: 'q-1' };

function failed(code: FailureCode, queryId: string | null = 'q-1'): AthenaError {
  return Object.assign(new AthenaError(code), { queryId });
}

describe('Where a failed run is taken up again', () => {
  it.each<FailureCode>([
    'network-lost',
    'server-busy',
    'foreign-answer',
    'credentials-expired',
    'clock-wrong',
    'signed-out',
    'throttled',
    'stop-failed'
  ])('at its query after %s', code => {
    expect(pointAfter(failed(code), STARTED, 2_000)).toMatchObject(STARTED);
  });

  it('with another token for what was stopped beside it', () => {
    const { side } = pointAfter(failed('network-lost'), STARTED, 2_000)!;
    expect(side).toMatch(/^[\w-]{32,}$/);
    expect(side).not.toBe(TOKEN);
  });

  it.each<[string, unknown, IResumePoint | null]>([
    ['the query is gone', failed('query-unknown'), STARTED],
    ['its results were deleted', failed('results-deleted'), STARTED],
    ['somebody stopped it', failed('cancelled-elsewhere'), STARTED],
    ['the query itself failed', Object.assign(failed('syntax-error'), { receipt: {} }), STARTED],
    ['a fault of the page', new Error('no'), STARTED],
    ['nothing was started', failed('policy-refused', null), { ...STARTED, queryId: null }],
    ['nothing is known', failed('network-lost'), null]
  ])('nowhere when %s', (_, error, last) => {
    expect(pointAfter(error, last, 2_000)).toBeNull();
  });

  it('nowhere after a day: Athena keeps results no longer', () => {
    expect(pointAfter(failed('network-lost'), STARTED, 1_000 + 86_400_000)).toBeNull();
  });

  it('by its token when nobody knows whether it was started', () => {
    const unsure = { ...STARTED, queryId: null };
    expect(pointAfter(failed('network-lost', null), unsure, 2_000)?.token).toBe(TOKEN);
  });

  it('at the one of several queries that was not stopped with the others', () => {
    const spans = [
      { from: 0, to: 1, queryId: 'q-0' },
      { from: 5, to: 6, queryId: 'q-1' }
    ];
    const point = pointAfter(failed('network-lost'), { ...STARTED, spans }, 2_000)!;
    expect(point.spans).toEqual([{ from: 0, to: 1, queryId: null }, spans[1]]);
    expect(point.token).not.toBe(TOKEN);
    expect(pointAfter(failed('network-lost', null), { ...STARTED, spans }, 2_000)).toBeNull();
  });
});

describe('Retry', () => {
  const tick = () => new Promise(resolve => setTimeout(resolve, 0));

  async function failing(error: AthenaError) {
    const { model, lake } = modelOf({ spec: eventful().spec, now: () => 2_000 });
    lake.runOptions.onProgress!({
      stage: 'query',
      fraction: NaN,
      done: 0,
      total: 0,
      queryId: 'q-1',
      elapsedMs: 1,
      resume: STARTED
    });
    lake.settle.fail(error);
    await tick();
    void model.retry();
    return { model, lake };
  }

  it('looks for the query that runs instead of paying for another', async () => {
    const { lake } = await failing(failed('credentials-expired'));
    expect(lake.runOptions.resume).toMatchObject(STARTED);
  });

  it('asks anew when the query itself failed', async () => {
    const { lake } = await failing(Object.assign(failed('time-limit'), { receipt: {} }));
    expect(lake.runs).toHaveLength(2);
    expect(lake.runOptions.resume).toBeUndefined();
  });

  it('has nothing to take up once it was cancelled', async () => {
    const { model, lake } = await failing(failed('network-lost'));
    model.cancel();
    void model.retry();
    expect(lake.runOptions.resume).toBeUndefined();
  });
});
