import {
  RESULT_FORMAT_VERSION,
  type IPackedSeries,
  type IResultDocument
} from '../analysis/document';
import type { IFinding, IFindingSet } from '../findings/types';
import { unpackSeries } from '../series/pack';

/** What was found in a notebook output. */
export type ReadDocument =
  | { kind: 'document'; document: IResultDocument }
  /** Written by a later version of this extension. */
  | { kind: 'newer'; version: number }
  /** Not a result, or damaged; `missing` names the first part that isn't there. */
  | { kind: 'broken'; missing: string };

/**
 * A document as JSON that a notebook file can hold. JSON has no NaN: it becomes null, and `readDocument` turns it back
 * where a number belongs.
 */
export function documentToJson(document: IResultDocument): IResultDocument {
  return JSON.parse(JSON.stringify(document)) as IResultDocument;
}

/**
 * A document from the JSON of a notebook output, which anybody may have written: what a view relies on is checked, the
 * rest is data and stays text.
 */
export function readDocument(value: unknown): ReadDocument {
  if (!isRecord(value)) {
    return { kind: 'broken', missing: 'document' };
  }
  const version = value.formatVersion;
  if (typeof version === 'number' && version > RESULT_FORMAT_VERSION) {
    return { kind: 'newer', version };
  }
  const missing = missingPart(value);
  if (missing) {
    return { kind: 'broken', missing };
  }
  const document = value as unknown as IResultDocument;
  const findings = document.findings && revive(document.findings);
  return { kind: 'document', document: { ...document, findings } };
}

function missingPart(value: Record<string, unknown>): string | null {
  const checks: [string, boolean][] = [
    ['formatVersion', value.formatVersion === RESULT_FORMAT_VERSION],
    ['title', typeof value.title === 'string'],
    ['spec', isRecord(value.spec) && Array.isArray(value.spec.tables)],
    ['spec.range', isRecord(value.spec) && isRecord(value.spec.range)],
    ['spec.detectors', isRecord(value.spec) && isRecord(value.spec.detectors)],
    ['tables', Array.isArray(value.tables)],
    ['range', isRecord(value.range) && areNumbers(value.range.from, value.range.to)],
    ['ranAt', value.ranAt === null || typeof value.ranAt === 'string'],
    ['receipts', Array.isArray(value.receipts)],
    ['series', value.series === null || isSeries(value.series)],
    ['findings', value.findings === null || isFindings(value.findings, value.series)]
  ];
  return checks.find(([, holds]) => !holds)?.[0] ?? null;
}

/** Sizes must agree, or a view would read past the end. */
function isSeries(value: unknown): boolean {
  try {
    unpackSeries(value as IPackedSeries);
    return true;
  } catch {
    return false;
  }
}

function isFindings(value: unknown, series: unknown): boolean {
  const count = isRecord(series) && Array.isArray(series.keys) ? series.keys.length : 0;
  const keyNames = isRecord(series) && Array.isArray(series.keyNames) ? series.keyNames.length : 0;
  const within = (each: unknown) =>
    isRecord(each) &&
    Number.isInteger(each.series) &&
    Number(each.series) >= 0 &&
    Number(each.series) < count;
  // A finding of a search beside the series has keys of its own, and maybe no series.
  const stands = (each: unknown) =>
    (within(each) && !(isRecord(each) && each.kind === 'beacon' && !hasCounts(each))) ||
    (isRecord(each) && each.series === -1 && isKeys(each.keys, keyNames) && hasCounts(each));
  return (
    isRecord(value) &&
    Array.isArray(value.findings) &&
    value.findings.every(
      each =>
        stands(each) &&
        isRecord(each) &&
        isRecord(each.message) &&
        isRecord(each.detail) &&
        typeof each.id === 'string' &&
        areNumbers(each.first, each.last)
    ) &&
    Array.isArray(value.trends) &&
    value.trends.every(within) &&
    Array.isArray(value.skipped) &&
    (value.detectors === undefined || Array.isArray(value.detectors)) &&
    (value.firstSeen === undefined || isRecord(value.firstSeen)) &&
    (value.failed === undefined || Array.isArray(value.failed))
  );
}

function isKeys(value: unknown, length: number): boolean {
  return (
    Array.isArray(value) &&
    value.length === length &&
    value.every(key => key === null || typeof key === 'string')
  );
}

/** What is drawn of such a finding. */
function hasCounts({ detail }: Record<string, unknown>): boolean {
  return isRecord(detail) && Array.isArray(detail.counts) && areNumbers(...detail.counts);
}

/** Numbers that JSON could not hold are NaN again. */
function revive(set: IFindingSet): IFindingSet {
  return {
    ...set,
    expectedFalse: number(set.expectedFalse),
    ...(set.firstSeen
      ? { firstSeen: { ...set.firstSeen, memoryMs: number(set.firstSeen.memoryMs) } }
      : {}),
    findings: set.findings.map(
      finding =>
        ({
          ...finding,
          score: number(finding.score),
          q: number(finding.q),
          detail: numbers(finding.detail as unknown as Record<string, unknown>)
        }) as unknown as IFinding
    ),
    trends: set.trends.map(
      trend => numbers(trend as unknown as Record<string, unknown>) as unknown as typeof trend
    )
  };
}

function numbers(part: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, value === null ? NaN : value])
  );
}

function number(value: number | null): number {
  return value ?? NaN;
}

function areNumbers(...values: unknown[]): boolean {
  return values.every(value => typeof value === 'number' && Number.isFinite(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
