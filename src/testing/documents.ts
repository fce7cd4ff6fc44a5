import { RESULT_FORMAT_VERSION, type IResultDocument } from '../analysis/document';
import type { IAnalysisSpec } from '../analysis/spec';
import type { IFinding } from '../findings/types';
import { packSeries } from '../series/pack';

const HOUR = 3_600_000;

/** A spec over one CloudTrail table. */
export function someSpec(): IAnalysisSpec {
  return {
    formatVersion: 1,
    tables: [
      {
        catalog: 'AwsDataCatalog',
        database: 'amazon_security_lake_glue_db_us_east_1',
        name: 'amazon_security_lake_table_us_east_1_cloud_trail_mgmt_2_0'
      }
    ],
    range: { kind: 'last', days: 30 },
    grain: 'auto',
    question: 'access-denied',
    custom: null,
    accounts: [],
    regions: [],
    detectors: {
      profile: 'count',
      rate: 0.02,
      iqrMultiple: 5,
      decomposition: 'additive',
      cusumThreshold: 0.01
    }
  };
}

/** An outlier of series `series` whose numbers are partly unknown. */
export function someFinding(series: number, score: number): IFinding {
  return {
    kind: 'outlier',
    id: `o-${series}`,
    series,
    score,
    q: NaN,
    direction: 'up',
    first: 1,
    last: 1,
    message: { id: 'outlier-up', args: { observed: 9, p: null } },
    detail: {
      first: 1,
      last: 1,
      peak: 1,
      direction: 'up',
      observed: 9,
      expected: 1,
      p: NaN,
      effect: 8
    }
  };
}

/** A finished document of `count` series with four hours each; series i holds i, 9, i, i. */
export function someDocument(count = 3, findings = [someFinding(1, 5)]): IResultDocument {
  const values = new Float64Array(count * 4);
  for (let i = 0; i < count; i++) {
    values.set([i, 9, i, i], i * 4);
  }
  return {
    formatVersion: RESULT_FORMAT_VERSION,
    spec: someSpec(),
    title: 'Access denied bursts?',
    tables: [],
    range: { from: 0, to: 4 * HOUR },
    ranAt: '2026-11-24T10:00:00.000Z',
    demo: true,
    receipts: [],
    series: packSeries({
      grid: { bucketMs: HOUR, start: 0, length: 4, partial: -1 },
      keyNames: ['identity'],
      keys: Array.from({ length: count }, (_, i) => [`role-${i}`]),
      values,
      missing: new Uint8Array(4),
      leftOut: null
    }),
    findings: {
      findings,
      expectedFalse: NaN,
      trends: Array.from({ length: count }, (_, series) => ({
        series,
        relative: 0,
        slope: 0,
        direction: 'flat' as const,
        p: NaN
      })),
      skipped: []
    }
  };
}
