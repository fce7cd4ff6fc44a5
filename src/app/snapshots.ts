import type { TranslationBundle } from '@jupyterlab/translation';

import { valuesOf } from '../analysis/detail';
import type { IResultDocument } from '../analysis/document';
import { readOf } from '../analysis/expired';
import type { ISnapshots } from '../notebook/result-cell';
import { Format, toPng, toText, type IWriting } from '../results';
import type { ISecurityLake } from '../tokens';

/** What stands beside a result for viewers without this extension. */
export function snapshotsOf(lake: ISecurityLake, trans: TranslationBundle): ISnapshots {
  const writing = (document: IResultDocument): IWriting => ({
    trans,
    format: new Format(trans),
    plan: planOf(lake, document)
  });
  return {
    text: async document => toText(document, writing(document)),
    png: async document => {
      const base64 = toPng(document, { ...writing(document), engine: { values: valuesOf } });
      return base64 ? { base64, width: pixelWidth(base64) / PIXELS } : null;
    }
  };
}

/** Device pixels that a picture has for each pixel it is meant to be seen at. */
const PIXELS = 2;

/** Width in the header of a PNG: four bytes, big-endian, from byte 16. */
function pixelWidth(base64: string): number {
  const head = Uint8Array.from(atob(base64.slice(0, 32)), letter => letter.charCodeAt(0));
  return new DataView(head.buffer).getUint32(16);
}

/** Null where the result can't be planned any more; the words are then those of the spec. */
function planOf(lake: ISecurityLake, document: IResultDocument) {
  try {
    return lake.plan(document.spec, document.tables, readOf(document));
  } catch {
    return null;
  }
}
