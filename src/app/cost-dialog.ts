import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { ICost } from '../analysis/cost';
import { bytesText } from '../athena/price';
import { costWords } from '../panels/ask/cost-words';

/**
 * Asks whether to run what may read more than a person's limit, with the figures.
 *
 * @param limit - Bytes.
 */
export async function confirmCost(
  cost: ICost,
  limit: number,
  trans: TranslationBundle
): Promise<boolean> {
  const known = cost.bytes
    ? trans.__('This may read more than %1.', bytesText(limit))
    : trans.__('Nobody knows yet whether this reads more than %1.', bytesText(limit));
  const { button } = await showDialog({
    title: trans.__('Run this analysis?'),
    body: paragraphs([
      known,
      ...costWords(cost, trans).map(words => `${words}.`),
      trans.__('The limit is yours: see “Ask before reading more than” in the settings.')
    ]),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: trans.__('Run') })
    ],
    defaultButton: 0
  });
  return button.accept;
}

/** A dialog's text of its own would run the lines together. */
function paragraphs(lines: readonly string[]): Widget {
  const body = new Widget();
  body.node.append(
    ...lines.map(line => {
      const paragraph = document.createElement('p');
      paragraph.textContent = line;
      return paragraph;
    })
  );
  return body;
}
