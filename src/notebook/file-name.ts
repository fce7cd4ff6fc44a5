import type { Contents } from '@jupyterlab/services';

/** Ending of saved analyses. */
export const ANALYSIS_ENDING = '.lakeml';

/**
 * A file name from a title: letters, digits and dashes only, so that no title (it may come from a file somebody sent)
 * becomes a path, a hidden file or a name that a system reserves.
 */
export function safeStem(title: string): string {
  const stem = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/.test(stem);
  return !stem || reserved ? `analysis${stem && `-${stem}`}` : stem;
}

/** `stem.lakeml`, or `stem-2.lakeml` and so on: the first that isn't in `folder` yet. */
export async function freeName(
  contents: Contents.IManager,
  folder: string,
  stem: string
): Promise<string> {
  const listing = await contents.get(folder, { content: true });
  const taken = new Set((listing.content as Contents.IModel[]).map(file => file.name));
  let name = `${stem}${ANALYSIS_ENDING}`;
  for (let i = 2; taken.has(name); i++) {
    name = `${stem}-${i}${ANALYSIS_ENDING}`;
  }
  return name;
}
