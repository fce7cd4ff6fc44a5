import type { IResultDocument } from '../analysis/document';
import { tableTitle } from '../lake/names';
import { fromBase64 } from '../series/base64';
import { Missing } from '../series/types';
import type { TranslationBundle } from '@jupyterlab/translation';
import { fieldWord, type Format } from './format';
import { missingSpans } from '../charts/spans';

/** What was looked at, in full: tables, range, places, series × buckets, what was left out. */
export function scopeOf(
  document: IResultDocument,
  format: Format,
  trans: TranslationBundle
): string[] {
  const { spec, series, range } = document;
  const names = document.tables.length
    ? document.tables.map(tableTitle)
    : spec.tables.map(table => table.name);
  const parts = [[...new Set(names)].join(', ')];
  if (range.to > range.from) {
    const span = format.range(range.from, range.to);
    parts.push(
      series && series.grid.partial >= 0
        ? trans.__('%1, last %2 partial', span, format.unit(series.grid.bucketMs))
        : span
    );
  }
  const { accounts, regions } = spec;
  parts.push(
    accounts.length > 0
      ? trans._n('%2 account', '%2 accounts', accounts.length, format.number(accounts.length))
      : trans.__('all accounts'),
    regions.length > 0
      ? trans._n('%2 region', '%2 regions', regions.length, format.number(regions.length))
      : trans.__('all regions')
  );
  if (series) {
    const count = series.keys.length;
    parts.push(
      trans._n(
        '%2 series by %3 × %4',
        '%2 series by %3 × %4',
        count,
        format.number(count),
        series.keyNames.map(fieldWord).join(', '),
        format.buckets(series.grid.length, series.grid.bucketMs)
      ),
      series.leftOut
        ? trans._n(
            '%2 smaller series left out',
            '%2 smaller series left out',
            series.leftOut.series,
            format.number(series.leftOut.series)
          )
        : trans.__('none left out')
    );
  }
  return parts.filter(Boolean);
}

/** The verdict: how many findings, how many of them to expect to be false. */
export function verdictOf(
  document: IResultDocument,
  format: Format,
  trans: TranslationBundle
): string {
  const { findings } = document;
  const count = findings?.findings.length ?? 0;
  const text = format.number(count);
  const expected = findings?.expectedFalse ?? NaN;
  if (!Number.isFinite(expected)) {
    return trans._n(
      '%2 finding; this profile cannot say how many are false.',
      '%2 findings; this profile cannot say how many are false.',
      count,
      text
    );
  }
  const falseOnes = expected < 0.05 ? trans.__('less than 0.1') : format.number(round(expected));
  return count === 0
    ? trans.__('Nothing found; by chance alone %1 would be expected.', falseOnes)
    : trans._n(
        '%2 finding, expect %3 to be false.',
        '%2 findings, expect %3 of them to be false.',
        count,
        text,
        falseOnes
      );
}

/** What is missing or could not be judged, one sentence each. */
export function notesOf(
  document: IResultDocument,
  format: Format,
  trans: TranslationBundle
): string[] {
  const { series, findings } = document;
  const notes: string[] = [];
  if (series) {
    for (const [code, text] of missingText(trans)) {
      const spans = spansOf(document).filter(span => span.code === code);
      const buckets = spans.reduce((sum, s) => sum + s.last - s.first + 1, 0);
      if (buckets > 0) {
        notes.push(text(format.buckets(buckets, series.grid.bucketMs)));
      }
    }
  }
  const skipped = findings?.skipped.length ?? 0;
  if (skipped > 0) {
    notes.push(
      trans._n(
        '%2 series could not be judged.',
        '%2 series could not be judged.',
        skipped,
        format.number(skipped)
      )
    );
  }
  return notes;
}

/** One word for why a bucket has no observation. */
export function missingWord(code: number, trans: TranslationBundle): string {
  switch (code) {
    case Missing.silent:
      return trans.__('no logs');
    case Missing.notArrived:
      return trans.__('not arrived yet');
    case Missing.expired:
      return trans.__('expired');
    case Missing.outside:
      return trans.__('outside of the range');
    default:
      return trans.__('no observation');
  }
}

/** `Missing` codes of the grid; empty when the saved ones can't be read. */
export function missingOf(document: IResultDocument): Uint8Array {
  try {
    return fromBase64(document.series?.missing ?? '');
  } catch {
    return new Uint8Array(0);
  }
}

function spansOf(document: IResultDocument) {
  return missingSpans(missingOf(document));
}

function missingText(trans: TranslationBundle): [number, (length: string) => string][] {
  return [
    [
      Missing.silent,
      length =>
        trans.__('The log source was silent for %1; the series are blank there, not zero.', length)
    ],
    [
      Missing.notArrived,
      length => trans.__('%1 have not arrived yet; the series are blank there, not zero.', length)
    ],
    [
      Missing.expired,
      length =>
        trans.__('%1 are past the retention of the lake; the series are blank there.', length)
    ]
  ];
}

function round(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
}
