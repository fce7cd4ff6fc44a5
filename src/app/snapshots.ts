import type { TranslationBundle } from '@jupyterlab/translation';

import type { IResultDocument } from '../analysis/document';

/** A result as text, for viewers without this extension. */
export async function text(document: IResultDocument, trans: TranslationBundle): Promise<string> {
  const findings = document.findings?.findings.length ?? 0;
  return trans.__('%1: %2', document.title, trans._n('%1 finding', '%1 findings', findings));
}

/** A result as base64 of a PNG; null when there is nothing to draw. */
export async function png(): Promise<string | null> {
  return null;
}
