import type { TranslationBundle } from '@jupyterlab/translation';

import type { ICheckReport } from './types';
import { turnWord } from '../../athena/failures/turn';
import { backendWord, identityWord, stateWord, stepTitle } from './wording';

/**
 * What must not go into a ticket. The server blanks its secrets itself; this is for what it may not recognise: access
 * key ids, signatures, tokens.
 */
const SECRETS: readonly [RegExp, string][] = [
  [/\b(A[A-Z]{2}A)[A-Z0-9]{12,}\b/g, '$1…'],
  [/((?:Signature|Credential|x-amz-security-token)['"]?\s*[:=]\s*['"]?)[^\s'",;&]+/gi, '$1…'],
  [/[A-Za-z0-9+/]{100,}={0,2}/g, '…']
];

/** A text with what could be a secret blanked. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((said, [pattern, blank]) => said.replace(pattern, blank), text);
}

/** The report as plain text, for a ticket. */
export function reportText(
  report: ICheckReport,
  checkedAt: number,
  trans: TranslationBundle
): string {
  const time = new Date(checkedAt).toISOString().slice(0, 16).replace('T', ' ');
  const databases = report.databases.join(', ') || trans.__('all of the catalogue');
  const lines = [
    trans.__('Security Lake connection, checked %1 UTC, version %2', time, report.version),
    trans.__('Asks: %1', backendWord(report, trans)),
    trans.__('Databases: %1', databases),
    trans.__('As: %1', identityWord(report, trans)),
    trans.__('Why: %1', report.reason),
    ''
  ];
  for (const step of report.steps) {
    lines.push(`[${stateWord(step.state, trans)}] ${stepTitle(step, trans)}: ${step.detail}`);
    if (step.permission) {
      lines.push(`    ${trans.__('Missing permission: %1', step.permission)}`);
    }
    if (step.remedy) {
      lines.push(`    ${turnWord(step.turn ?? 'administrator', trans)}: ${step.remedy}`);
    }
    if (step.technical) {
      lines.push(`    ${trans.__('Said: %1', step.technical)}`);
    }
  }
  return withoutSecrets(`${lines.join('\n')}\n`);
}
