import type { TranslationBundle } from '@jupyterlab/translation';

import type { IResultDocument } from '../analysis/document';
import { looksAtSeries, furtherCounts } from './further';
import { listed, type Format } from './format';

/** Expected false flags below which a tenth of one is said. */
const HARDLY_ANY = 0.05;
/** From here on it is worth a word that chance alone would have given something, and nothing came. */
const WORTH_SAYING = 0.5;

/**
 * The verdict: how many findings, and how many of them to expect to be false. What was looked for beside the series
 * (new keys, silences, beacons) is told by its own number; a rate of false flags is known of the series alone.
 */
export function verdictOf(
  { findings, series, coverage }: Pick<IResultDocument, 'findings' | 'series' | 'coverage'>,
  format: Format,
  trans: TranslationBundle
): string {
  if (!findings) {
    return '';
  }
  if (series?.keys.length === 0 && findings.findings.length === 0) {
    return coverage?.rows
      ? trans.__('Nothing of this kind in the range.')
      : trans.__('No rows in the range.');
  }
  const { found, none, ofSeries } = furtherCounts(findings, format, trans);
  const expected = findings.expectedFalse;
  if (findings.findings.length === 0) {
    return nothing(looksAtSeries(findings) ? expected : 0, none, looksAtSeries(findings));
  }
  if (found.length === 0) {
    return [ofSeriesAlone(ofSeries), ...none.map(sentence)].join(' ');
  }
  if (ofSeries > 0) {
    return [together(ofSeries), ...none.map(sentence)].join(' ');
  }
  const others = looksAtSeries(findings) ? [...none, trans.__('nothing else')] : none;
  return [listed(found, trans), ...others].map(sentence).join(' ');

  function nothing(byChance: number, beside: string[], inSeries: boolean): string {
    if (!inSeries && beside.length > 0) {
      return sentence(listed(beside, trans));
    }
    return byChance >= WORTH_SAYING
      ? trans.__('Nothing found; chance alone would give about %1.', format.number(round(byChance)))
      : trans.__('Nothing found.');
  }

  function ofSeriesAlone(count: number): string {
    const text = format.number(count);
    return Number.isFinite(expected)
      ? trans._n(
          '%2 finding, expect %3 to be false.',
          '%2 findings, expect %3 of them to be false.',
          count,
          text,
          falseOnes()
        )
      : trans._n(
          '%2 finding; this profile cannot say how many are false.',
          '%2 findings; this profile cannot say how many are false.',
          count,
          text
        );
  }

  function together(count: number): string {
    const total = format.number(findings!.findings.length);
    const beside = listed(found, trans);
    const text = format.number(count);
    return Number.isFinite(expected)
      ? trans._n(
          '%2 findings: %3, and %4 in the series, expect %5 of that to be false.',
          '%2 findings: %3, and %4 in the series, expect %5 of these to be false.',
          count,
          total,
          beside,
          text,
          falseOnes()
        )
      : trans.__(
          '%1 findings: %2, and %3 in the series; this profile cannot say how many are false.',
          total,
          beside,
          text
        );
  }

  function falseOnes(): string {
    return expected < HARDLY_ANY ? trans.__('less than 0.1') : format.number(round(expected));
  }

  function sentence(text: string): string {
    return trans.__('%1.', text.slice(0, 1).toUpperCase() + text.slice(1));
  }
}

function round(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
}
