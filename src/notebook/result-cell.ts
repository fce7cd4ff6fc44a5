import { PathExt } from '@jupyterlab/coreutils';
import type { IDisplayData } from '@jupyterlab/nbformat';
import type { Contents } from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';

import { RESULT_MIME, type IResultDocument } from '../analysis/document';
import { writeAnalysis } from './analysis-file';
import type { INewCell } from './place';
import { pythonString } from './python-literal';
import { documentToJson } from './saved-document';
import { shrinkDocument } from './shrink';

/** A PNG and the width at which it is meant to be seen; it may have more pixels. */
export interface IPicture {
  base64: string;
  width: number;
}

/** A MIME bundle with its metadata, as an output holds them. */
export interface IResultBundle {
  data: PartialJSONObject;
  metadata: PartialJSONObject;
}

/** What stands beside the result for places without this extension. */
export interface ISnapshots {
  /** Plain text. */
  text(document: IResultDocument): Promise<string>;
  /** Null when nothing can be drawn. */
  png(document: IResultDocument): Promise<IPicture | null>;
}

export interface IResultCellOptions {
  notebookPath: string;
  contents: Contents.IManager;
  snapshots: ISnapshots;
}

type INotebookBundle = Pick<IDisplayData, 'data' | 'metadata'>;

/** A cell for a result, with the file that its source names. */
export interface IResultCell {
  cell: INewCell;
  fileName: string;
  /** Series that the output leaves out for its size. */
  dropped: number;
}

/**
 * Writes the analysis beside the notebook and makes the cell that shows it: running the cell shows the analysis again,
 * and its output is there without running it.
 */
export async function resultCell(
  document: IResultDocument,
  { notebookPath, contents, snapshots }: IResultCellOptions
): Promise<IResultCell> {
  const folder = PathExt.dirname(notebookPath);
  const path = await writeAnalysis(contents, folder, document.title, document.spec);
  const shown = shrinkDocument(document);
  const bundle = await resultBundle(shown, snapshots);
  const fileName = PathExt.basename(path);
  return {
    cell: {
      source: `import jupyter_security_lake_ml as lake\nlake.show(${pythonString(fileName)})`,
      outputs: [{ output_type: 'display_data', ...(bundle as INotebookBundle) }]
    },
    fileName,
    dropped: (document.series?.keys.length ?? 0) - (shown.series?.keys.length ?? 0)
  };
}

/** A result as MIME bundle: itself, and text and picture for viewers without this extension. */
export async function resultBundle(
  document: IResultDocument,
  snapshots: ISnapshots
): Promise<IResultBundle> {
  const shown = shrinkDocument(document);
  const [text, png] = await Promise.all([
    snapshots.text(shown),
    // A picture that can't be drawn must not keep the result out of the notebook.
    snapshots.png(shown).catch(() => null)
  ]);
  return {
    data: {
      [RESULT_MIME]: documentToJson(shown) as unknown as PartialJSONObject,
      'text/plain': text,
      ...(png && { 'image/png': png.base64 })
    },
    metadata: png ? { 'image/png': { width: png.width } } : {}
  };
}
