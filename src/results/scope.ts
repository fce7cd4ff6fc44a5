import { DAY_MS } from '../lake/time';
import { missingOf } from '../analysis/expired';
import type { IResultDocument } from '../analysis/document';
import { tableTitle, titleOfName } from '../lake/names';
import { Missing } from '../series/types';
import type { IGrid, ISeriesSet } from '../series/types';
import { questionById } from '../questions/catalogue';
import type { TranslationBundle } from '@jupyterlab/translation';
import { fieldWord, type Format } from './format';
import { furtherNotes } from './further';
import { missingSpans } from '../charts/spans';
import { isAdditive } from './span';

/** What was looked at, in full: tables, range, places, series × buckets, what was left out. */
export function scopeOf(
  document: IResultDocument,
  format: Format,
  trans: TranslationBundle
): string[] {
  const { spec, series, range } = document;
  const names = document.tables.length
    ? document.tables.map(tableTitle)
    : spec.tables.map(table => titleOfName(table.name));
  const parts = [[...new Set(names)].join(', ')];
  if (range.to > range.from) {
    const span = format.range(range.from, range.to);
    const end = series ? endOf(document, series.grid, format, trans) : '';
    parts.push(end ? trans.__('%1, %2', span, end) : span);
  } else {
    parts.push(
      spec.range.kind === 'last'
        ? trans.__('last %1', format.buckets(spec.range.days, DAY_MS))
        : trans.__('%1 – %2 UTC', spec.range.from, spec.range.to)
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
  if (series && series.keys.length > 0) {
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
        ? leftOutOf(document, series.leftOut, format, trans)
        : trans.__('none left out')
    );
  }
  return parts.filter(Boolean);
}

/** How many series aren't there, and how much they hold where their values add up. */
function leftOutOf(
  { spec }: IResultDocument,
  { series, total }: NonNullable<ISeriesSet['leftOut']>,
  format: Format,
  trans: TranslationBundle
): string {
  const said = trans._n(
    '%2 smaller series left out',
    '%2 smaller series left out',
    series,
    format.number(series)
  );
  const measure = spec.custom?.measure ??
    questionById(spec.question ?? '')?.measure ?? { kind: 'count' };
  return isAdditive(measure) && total > 0
    ? trans.__('%1, %2 together', said, format.amount(total, measure))
    : said;
}

/** What the end of the range lacks, said quietly: rows that are still to come are nothing to worry about. */
function endOf(
  document: IResultDocument,
  { partial, length, bucketMs }: IGrid,
  format: Format,
  trans: TranslationBundle
): string {
  const late = spansOf(document).find(span => span.code === Missing.notArrived);
  if (late) {
    const count = (late.last === partial - 1 ? length : late.last + 1) - late.first;
    return count === 1
      ? trans.__('last %1 not arrived yet', format.unit(bucketMs))
      : trans.__('last %1 not arrived yet', format.buckets(count, bucketMs));
  }
  return partial >= 0 ? trans.__('last %1 partial', format.unit(bucketMs)) : '';
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
    notes.push(...silenceNotes(document, series.grid, format, trans));
  }
  if (findings) {
    notes.push(...furtherNotes(findings, format, trans));
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

/** Whether times are said with their year: when the range doesn't begin in the year in which it was run. */
export function needsYear(document: Pick<IResultDocument, 'range' | 'ranAt'> | null): boolean {
  if (!document) {
    return false;
  }
  const { range, ranAt } = document;
  const ran = ranAt ? new Date(ranAt).getUTCFullYear() : NaN;
  return new Date(range.from).getUTCFullYear() !== ran;
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

function spansOf(document: IResultDocument) {
  return missingSpans(missingOf(document));
}

/** When the source was silent, one stretch by its dates, several by their number and length; and what has expired. */
function silenceNotes(
  document: IResultDocument,
  { start, length, partial, bucketMs }: IGrid,
  format: Format,
  trans: TranslationBundle
): string[] {
  const spans = spansOf(document);
  const lengthOf = (some: typeof spans): string =>
    format.buckets(
      some.reduce((sum, span) => sum + span.last - span.first + 1, 0),
      bucketMs
    );
  const timeOf = (index: number): number => (start + index) * bucketMs;
  const silent = spans.filter(span => span.code === Missing.silent);
  const expired = spans.filter(span => span.code === Missing.expired);
  const end = partial < 0 ? length : partial;
  const last = silent[silent.length - 1];
  // A range that ended long ago says nothing of now.
  const isNow = Date.parse(document.ranAt ?? '') - document.range.to < bucketMs;
  const lasting = isNow && last && last.last === end - 1 ? last : null;
  const over = lasting ? silent.slice(0, -1) : silent;
  const notes: string[] = [];
  if (over.length === 1) {
    notes.push(
      trans.__(
        'The log source was silent for %1 (%2 UTC); the series are blank there, not zero.',
        lengthOf(over),
        format.span(timeOf(over[0].first), timeOf(over[0].last + 1), bucketMs, needsYear(document))
      )
    );
  } else if (over.length > 1) {
    notes.push(
      trans.__(
        'The log source was silent %1 times, %2 in all; the series are blank there, not zero.',
        format.number(over.length),
        lengthOf(over)
      )
    );
  }
  if (lasting) {
    notes.push(
      trans.__(
        'The log source has been silent since %1 UTC (%2): check that it still delivers.',
        format.time(timeOf(lasting.first), bucketMs, needsYear(document)),
        lengthOf([lasting])
      )
    );
  }
  if (expired.length > 0) {
    notes.push(
      trans.__(
        'The lake keeps nothing from before %1 UTC (%2 of the range); the series are blank there, not zero.',
        format.time(timeOf(expired[0].last + 1), bucketMs, needsYear(document)),
        lengthOf(expired)
      )
    );
  }
  return notes;
}
