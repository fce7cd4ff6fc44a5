import { Notification } from '@jupyterlab/apputils';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IResultDocument } from '../analysis/document';
import { writeAnalysis } from '../notebook/analysis-file';

/** Saves what a result asked as a `.lakeml` file in the folder that the file browser shows. */
export function saverOf(
  contents: Contents.IManager,
  browser: IDefaultFileBrowser | null,
  trans: TranslationBundle
): (document: IResultDocument) => Promise<void> {
  return async ({ title, spec }) => {
    const path = await writeAnalysis(contents, browser?.model.path ?? '', title, spec);
    Notification.success(trans.__('Saved as %1.', path), { autoClose: 4000 });
  };
}
