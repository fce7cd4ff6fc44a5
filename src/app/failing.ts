import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { SpecError } from '../analysis/types';
import { AthenaError } from '../athena/errors';
import { isOfConnection } from '../athena/failures';
import type { IFailure } from '../panels/ask';

/** Puts what was thrown into words: a sentence, what to do, and the technical text. */
export function explain(reason: unknown, trans: TranslationBundle): IFailure {
  if (reason instanceof AthenaError) {
    return {
      message: reason.sentence(trans),
      advice: reason.advice(trans),
      detail: reason.technical
    };
  }
  if (reason instanceof SpecError) {
    return { message: reason.message, advice: '', detail: '' };
  }
  const text = reason instanceof Error ? reason.message : String(reason ?? '');
  return {
    message: text || trans.__('Something failed that should not.'),
    advice: trans.__('Try again. If it stays, report it with the details.'),
    detail: reason instanceof Error ? (reason.stack ?? text) : text
  };
}

/**
 * A notification with the sentence; the technical text is behind its button.
 *
 * @param onCheck - Shows the connection page; offered where that may tell more.
 */
export function notifyFailure(
  reason: unknown,
  trans: TranslationBundle,
  onCheck?: () => void
): void {
  const { message, advice, detail } = explain(reason, trans);
  const actions: Notification.IAction[] = [];
  if (detail) {
    const buttons = [Dialog.okButton({ label: trans.__('Close') })];
    actions.push({
      label: trans.__('Details'),
      callback: () => void showDialog({ title: message, body: detail, buttons })
    });
  }
  if (onCheck && reason instanceof AthenaError && isOfConnection(reason.code)) {
    actions.push({ label: trans.__('Check the connection'), callback: onCheck });
  }
  Notification.error([message, advice].filter(Boolean).join(' '), { autoClose: 8000, actions });
}
