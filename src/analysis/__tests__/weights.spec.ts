/** @jest-environment node */
import { SPEC } from '../../testing/lake';
import { resultDocument } from '../../testing/result-document';
import { detailOf, explainOf, weightsOf } from '../detail';
import { serve } from '../worker';
import type { IWorkerScope } from '../worker';
import type { IPackedSeries } from '../document';
import type { FromWorker, IJobResult, IJobSpec, ToWorker } from '../worker-protocol';

const DAYS = 60;
const START = Date.UTC(2026, 0, 1) / 86_400_000;
const JOB: IJobSpec = {
  settings: SPEC.detectors,
  rows: {
    grid: { bucketMs: 86_400_000, start: START, length: DAYS, partial: -1 },
    keyNames: ['action'],
    gaps: 'missing'
  },
  series: null
};

/** A row of the series statement of a ratio: 2 of 100 each day, `hits` of `rows` on day 40, nothing on day 10. */
function row(key: string, hits: number, rows: number): string[] {
  const days = Array.from({ length: DAYS }, (_, i) => i).filter(i => i !== 10);
  const text = (value: (day: number) => number): string =>
    `{${days.map(day => `"${START + day}":${value(day)}`).join(',')}}`;
  const cells = text(day => (day === 40 ? hits / rows : 0.02));
  const weights = text(day => (day === 40 ? rows : 100));
  return ['top', key, '5900', String(days.length), cells, '2', '11800', weights];
}

/** What the worker posts for rows, and what it hands over. */
async function work(rows: string[][]): Promise<{ result: IJobResult; moved: Transferable[] }> {
  let give: (event: { data: ToWorker }) => void = () => undefined;
  return new Promise((resolve, reject) => {
    let packed: IPackedSeries;
    const scope: IWorkerScope = {
      postMessage: (message: FromWorker, moved = []) => {
        if (message.type === 'packed') {
          packed = message.packed;
        } else if (message.type === 'done') {
          const { read, findings } = message.result;
          resolve({ result: { read: { ...read!, packed }, findings }, moved });
        } else if (message.type === 'failed') {
          reject(new Error(message.message));
        }
      },
      addEventListener: (_, listener) => (give = listener)
    };
    serve(scope);
    give({ data: { type: 'open', job: 1, spec: JOB } });
    give({ data: { type: 'rows', job: 1, rows } });
    give({ data: { type: 'close', job: 1, missing: new Uint8Array(DAYS).fill(2, 40, 41) } });
  });
}

it('judges the shares of a ratio by their rows, on the way and after it was saved', async () => {
  const { result, moved } = await work([row('one', 1, 1), row('many', 60, 60)]);
  const { findings } = result;
  const { series, packed } = result.read!;
  expect(moved).toContain(series.weights!.buffer);
  expect(series.keys).toEqual([['many'], ['one']]);
  expect(findings.findings.map(({ series: at, kind, first }) => [at, kind, first])).toEqual([
    [0, 'outlier', 40]
  ]);
  expect(findings.findings[0].message.args).toMatchObject({ observed: 1, rows: 60 });

  const some = resultDocument({ series: [], bucketMs: 86_400_000 });
  const document = { ...some, spec: { ...some.spec, detectors: SPEC.detectors }, series: packed };
  const saved = JSON.parse(JSON.stringify(document)) as typeof document;
  expect(weightsOf(saved, 1)![40]).toBe(1);
  expect(detailOf(saved, 0).detection.outliers).toEqual([findings.findings[0].detail]);
  expect(detailOf(saved, 1).detection.outliers).toEqual([]);
  expect(explainOf(saved, 1, 40)).toMatchObject({ rule: 'too few rows', rows: 1 });
  expect(explainOf(saved, 1, 10).rule).toBe('not an observation');

  const { weights, ...older } = saved.series!;
  expect(weights).toBeDefined();
  expect(weightsOf({ ...saved, series: older }, 1)).toBeNull();
  expect(detailOf({ ...saved, series: older }, 1).detection.model).not.toContain('binomial');
});
