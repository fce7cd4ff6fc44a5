import { detectorOptions } from '../analysis/detector-options';
import { RESULT_FORMAT_VERSION } from '../analysis/document';
import type { IResultDocument } from '../analysis/document';
import { DEFAULT_DETECTORS, defaultSpec } from '../analysis/plan/default-spec';
import type { IDetectorSettings } from '../analysis/spec';
import { detect } from '../detectors';
import { rankFindings } from '../findings/rank';
import type { Measure } from '../questions/types';
import { packSeries } from '../series/pack';
import type { ISeriesSet } from '../series/types';
import type { KeyTuple } from '../sql/types';
import { fakeTables } from './fake-lake';

/** Epoch milliseconds of the first bucket, 26 October 2026, UTC. */
export const BEGIN = Date.UTC(2026, 9, 26);

/** What a made-up result holds. */
export interface IMadeUp {
  /** One key tuple and one value a bucket, by series. */
  series: { keys: KeyTuple; values: number[] }[];
  bucketMs: number;
  keyNames?: string[];
  measure?: Measure;
  missing?: Uint8Array;
  partial?: boolean;
  settings?: Partial<IDetectorSettings>;
  leftOut?: ISeriesSet['leftOut'];
}

/** A finished result over CloudTrail as the product makes it: the real detectors, the real ranking. */
export function resultDocument(made: IMadeUp): IResultDocument {
  const { series, bucketMs } = made;
  const length = series[0]?.values.length ?? 30;
  const grid = {
    bucketMs,
    start: BEGIN / bucketMs,
    length,
    partial: made.partial ? length - 1 : -1
  };
  const set: ISeriesSet = {
    grid,
    keyNames: made.keyNames ?? ['principal'],
    keys: series.map(one => one.keys),
    values: Float64Array.from(series.flatMap(one => one.values)),
    missing: made.missing ?? new Uint8Array(length),
    leftOut: made.leftOut ?? null
  };
  const settings = { ...DEFAULT_DETECTORS, ...made.settings };
  const options = detectorOptions(settings, grid);
  const detected = series.map((_, i) =>
    detect(set.values.subarray(i * length, (i + 1) * length), options)
  );
  const table = fakeTables()[1];
  const to = BEGIN + length * bucketMs - (made.partial ? bucketMs / 2 : 0);
  return {
    formatVersion: RESULT_FORMAT_VERSION,
    spec: {
      ...defaultSpec(table),
      custom: { keys: set.keyNames, measure: made.measure ?? { kind: 'count' }, filter: [] },
      detectors: settings
    },
    title: 'Access denied bursts?',
    tables: [table],
    range: { from: BEGIN, to },
    ranAt: new Date(to).toISOString(),
    demo: true,
    receipts: [
      {
        queryId: '5e0c2a6e-9a55-4c6b-8e1b-000000000001',
        kind: 'series',
        sql: 'SELECT 1',
        state: 'SUCCEEDED',
        scannedBytes: 12_400_000,
        totalMs: 1840,
        queueMs: 0,
        submitted: new Date(to).toISOString(),
        workgroup: 'primary'
      }
    ],
    series: packSeries(set),
    findings: rankFindings(set, detected, settings.profile)
  };
}
