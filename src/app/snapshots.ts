import type { TranslationBundle } from '@jupyterlab/translation';

import { valuesOf } from '../analysis/detail';
import type { IResultDocument } from '../analysis/document';
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
    png: async document =>
      toPng(document, { ...writing(document), engine: { values: valuesOf } }) || null
  };
}

/** Null where the result can't be planned any more; the words are then those of the spec. */
function planOf(lake: ISecurityLake, { spec, tables, range }: IResultDocument) {
  try {
    return lake.plan(spec, tables, range);
  } catch {
    return null;
  }
}
