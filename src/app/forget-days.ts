import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { bytesText } from '../athena/price';
import type { ISecurityLake } from '../tokens';
import { notifyFailure } from './failing';

/** Asks, with what there is, and has the server forget the days that it keeps. */
export async function forgetDays(lake: ISecurityLake, trans: TranslationBundle): Promise<void> {
  try {
    const usage = await lake.keptUsage?.();
    if (!usage?.days) {
      Notification.info(trans.__('The server keeps no days for you.'));
      return;
    }
    const size = bytesText(usage.bytes);
    const { button } = await showDialog({
      title: trans.__('Forget the days that are kept?'),
      body: trans._n(
        'The server keeps %1 day of results (%2) for you. It is paid for again when it is next asked for.',
        'The server keeps %1 days of results (%2) for you. They are paid for again when they are next asked for.',
        usage.days,
        size
      ),
      buttons: [
        Dialog.cancelButton({ label: trans.__('Cancel') }),
        Dialog.warnButton({ label: trans.__('Forget') })
      ],
      defaultButton: 0
    });
    if (button.accept) {
      await lake.forgetDays?.();
      Notification.success(trans.__('The days are forgotten.'), { autoClose: 3000 });
    }
  } catch (reason) {
    notifyFailure(reason, trans);
  }
}
