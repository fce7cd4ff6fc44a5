import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';

import type { IAnalysisSpec } from '../analysis/spec';
import { freeName, safeStem } from './file-name';

/** Text of a `.lakeml` file: the spec, so that it reads and compares well in git. */
export function analysisText(spec: IAnalysisSpec): string {
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** Writes a spec into `folder` under a free name made from `title`; gives the new file's path. */
export async function writeAnalysis(
  contents: Contents.IManager,
  folder: string,
  title: string,
  spec: IAnalysisSpec
): Promise<string> {
  const name = await freeName(contents, folder, safeStem(title));
  // `join` of contents paths must keep a drive such as `RTC:`.
  const path = folder ? PathExt.join(folder, name) : name;
  await contents.save(path, { type: 'file', format: 'text', content: analysisText(spec) });
  return path;
}
