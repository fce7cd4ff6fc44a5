import type { IReceipt } from '../athena/types';
import type { IFindingSet } from '../findings/types';
import type { ILakeTable } from '../lake/types';
import type { IGrid } from '../series/types';
import type { KeyTuple } from '../sql/types';
import type { ICoverage } from './coverage';
import type { IAnalysisSpec } from './spec';

/** MIME type of a result in a notebook output. */
export const RESULT_MIME = 'application/vnd.security-lake-ml+json';

/** Version of the result's saved form. */
export const RESULT_FORMAT_VERSION = 1;

/** Series as JSON: keys and one base64 string of little-endian Float64 or Float32 (when lossless), row-major. */
export interface IPackedSeries {
  grid: IGrid;
  keyNames: string[];
  keys: KeyTuple[];
  encoding: 'f64' | 'f32';
  values: string;
  /** Of a ratio: the number of rows behind each value, in the same form. Documents of before don't have it. */
  weights?: { encoding: 'f64' | 'f32'; values: string };
  /** base64 of the `Missing` codes. */
  missing: string;
  leftOut: { series: number; total: number } | null;
}

/** What a result is when it is saved or travels: everything to show it again without a server. */
export interface IResultDocument {
  formatVersion: typeof RESULT_FORMAT_VERSION;
  spec: IAnalysisSpec;
  /** Title of the question at the time. */
  title: string;
  /** The tables with their columns, so that SQL can be written without asking the catalogue again. */
  tables: ILakeTable[];
  /** Epoch milliseconds, absolute, half-open. */
  range: { from: number; to: number };
  /** ISO time of the run; null when it hasn't run (a kernel emitted the analysis only). */
  ranAt: string | null;
  demo: boolean;
  receipts: IReceipt[];
  /** Days of the range that were taken from the kept ones and cost nothing; absent when there were none. */
  keptDays?: number;
  /** Of a run that found nothing to count: what the tables hold all the same. Absent for the others. */
  coverage?: ICoverage;
  series: IPackedSeries | null;
  findings: IFindingSet | null;
}

/** A document that holds the question but no answer: a view of it offers Run. */
export function unrunDocument(spec: IAnalysisSpec, title: string): IResultDocument {
  return {
    formatVersion: RESULT_FORMAT_VERSION,
    spec,
    title,
    tables: [],
    range: { from: 0, to: 0 },
    ranAt: null,
    demo: false,
    receipts: [],
    series: null,
    findings: null
  };
}
