import type { TranslationBundle } from '@jupyterlab/translation';

import type { IResultDocument } from '../analysis/document';
import type { IPlan } from '../analysis/types';
import { entriesOf, keysOf } from './entries';
import type { IEntry } from './entries';
import type { Format } from './format';
import { needsYear, notesOf, scopeOf } from './scope';
import { verdictOf } from './verdict';
import { plainSentence } from './sentences';
import type { ISentenceContext } from './sentences';

/** Findings that a text or picture names; the others are counted. */
const MOST = 10;

/** What writing a result in words needs. */
export interface IWriting {
  trans: TranslationBundle;
  format: Format;
  /** Says what was measured; without it the spec's own measure, else plain events. */
  plan: IPlan | null;
}

/** A result as plain text: title, scope, verdict, the strongest findings, one a line. Never empty. */
export function toText(document: IResultDocument, writing: IWriting): string {
  const { trans, format } = writing;
  const lines = [document.title, scopeOf(document, format, trans).join(' · ')];
  if (document.demo) {
    lines.push(trans.__('Demo lake, not your data.'));
  }
  if (document.ranAt === null || !document.findings) {
    lines.push(trans.__('This analysis has not been run yet.'));
    return lines.filter(Boolean).join('\n');
  }
  lines.push(
    [verdictOf(document, format, trans), ...notesOf(document, format, trans)].join(' '),
    ''
  );
  const entries = entriesOf(document.findings);
  lines.push(
    ...entries
      .slice(0, MOST)
      .map((entry, i) => `${i + 1}. ${plainSentence(entry, contextOf(document, entry, writing))}`)
  );
  if (entries.length > MOST) {
    lines.push(trans.__('And %1 more.', format.number(entries.length - MOST)));
  }
  lines.push('', trans.__('Run at %1.', format.moment(document.ranAt)));
  return lines.join('\n');
}

/** What the sentence of an entry needs. */
export function contextOf(
  document: IResultDocument,
  entry: Pick<IEntry, 'series' | 'keys' | 'finding'>,
  { trans, format, plan }: IWriting
): ISentenceContext {
  return {
    trans,
    format,
    measure: plan?.measure ?? document.spec.custom?.measure ?? { kind: 'count' },
    bucketMs: document.series?.grid.bucketMs ?? 1,
    keys: keysOf(entry, document.series?.keys ?? []),
    withYear: needsYear(document),
    until: nextChange(document, entry)
  };
}

/** When the level that a change led to ended with the next change of its series, epoch milliseconds; NaN if it didn't. */
function nextChange(
  { series, findings }: IResultDocument,
  { finding }: Pick<IEntry, 'finding'>
): number {
  if (finding?.kind !== 'change' || !series || !findings) {
    return NaN;
  }
  const later = findings.findings.flatMap(other =>
    other.kind === 'change' &&
    other.series === finding.series &&
    other.detail.index > finding.detail.index
      ? [other.detail.index]
      : []
  );
  const { start, bucketMs } = series.grid;
  return later.length > 0 ? (start + Math.min(...later)) * bucketMs : NaN;
}
