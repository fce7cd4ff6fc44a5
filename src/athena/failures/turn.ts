import type { ErrorTurn } from '../types';
import type { ITranslate } from './failure';

/** Whose turn it is, in words; what nobody knows is this extension's fault. */
export function turnWord(turn: ErrorTurn, trans: ITranslate): string {
  switch (turn) {
    case 'you':
      return trans.__('Your turn');
    case 'administrator':
      return trans.__('For an administrator');
    case 'wait':
      return trans.__('Wait and retry');
    case 'us':
      return trans.__('A fault of this extension');
  }
}
