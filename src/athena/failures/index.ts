import { ACCESS } from './access';
import { BACKEND } from './backend';
import { CONNECTION } from './connection';
import type { IEvidence, IFailure, ISign } from './failure';
import { RUNNING } from './running';
import { STATEMENT } from './statement';

export type { IEvidence, IFailure, ITranslate } from './failure';

/** Every known failure; when a failure is recognised the first that matches counts, so the special come first. */
export const FAILURES = { ...BACKEND, ...CONNECTION, ...ACCESS, ...STATEMENT, ...RUNNING };

export type FailureCode = keyof typeof FAILURES;

/** A failure by its code. */
export function failure(code: FailureCode): IFailure {
  return FAILURES[code];
}

/** Failures of these rooms that have nothing to do with connection, set-up or permission. */
const OTHERS: ReadonlySet<FailureCode> = new Set(['policy-refused', 'too-large', 'stop-failed']);

/** Failures of connection, set-up and permission: the connection page can tell what stands in the way. */
export function isOfConnection(code: FailureCode): boolean {
  const known = code in BACKEND || code in CONNECTION || code in ACCESS;
  return (known && !OTHERS.has(code)) || code === 'metadata-unreadable';
}

/** Failures after which it is unknown whether the server took the request: a start may have made a query. */
const UNSURE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'network-lost',
  'server-busy',
  'athena-unreachable',
  'athena-internal'
]);

/** Whether a request that failed so may have been taken all the same; the same token finds what it started. */
export function isUnsure(code: FailureCode): boolean {
  return UNSURE.has(code);
}

/** Longest argument that goes into a sentence; longer ones are cut, the details hold all. */
const LONGEST_ARGUMENT = 120;

/** Finds the name of what went wrong. Never fails: what nobody knows is `unknown`. */
export function recognise(evidence: IEvidence): { code: FailureCode; args: string[] } {
  for (const [code, known] of Object.entries(FAILURES) as [FailureCode, IFailure][]) {
    for (const sign of known.signs) {
      const args = matches(sign, evidence);
      if (args) {
        return { code, args };
      }
    }
  }
  return { code: 'unknown', args: [] };
}

function matches(sign: ISign, evidence: IEvidence): string[] | null {
  if (sign.from && sign.from !== evidence.from) {
    return null;
  }
  if (sign.name && !sign.name.test(evidence.name ?? '')) {
    return null;
  }
  if (sign.status && !sign.status.includes(evidence.status ?? -1)) {
    return null;
  }
  const type = evidence.type ?? -1;
  if (sign.types && !sign.types.some(([low, high]) => type >= low && type <= high)) {
    return null;
  }
  if (!sign.text) {
    return [];
  }
  const found = sign.text.exec(evidence.text);
  return found
    ? found
        .slice(1)
        .filter(Boolean)
        .map(part => part.slice(0, LONGEST_ARGUMENT))
    : null;
}
