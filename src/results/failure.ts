import type { TranslationBundle } from '@jupyterlab/translation';

import { SpecError } from '../analysis/types';
import { AthenaError } from '../athena/errors';
import { isOfConnection } from '../athena/failures';
import { turnWord } from '../athena/failures/turn';

/** An error as a person reads it. */
export interface IFailure {
  /** One sentence: what happened. Never empty. */
  sentence: string;
  /** Whose turn it is. */
  turn: string;
  /** What to do. */
  advice: string;
  /** The text for whoever mends it; empty when there is none beyond the sentence. */
  technical: string;
  /** The connection page may say more. */
  ofConnection?: boolean;
}

/** Turns what was thrown, whatever it is, into words. */
export function failureOf(error: unknown, trans: TranslationBundle): IFailure {
  if (error instanceof AthenaError) {
    const query = error.queryId ? trans.__('Query id: %1', error.queryId) : '';
    return {
      sentence: error.sentence(trans),
      turn: turnWord(error.turn, trans),
      advice: error.advice(trans),
      technical: [error.technical, query].filter(Boolean).join('\n'),
      ofConnection: isOfConnection(error.code)
    };
  }
  if (error instanceof SpecError) {
    return {
      sentence: error.message,
      turn: turnWord('you', trans),
      advice: trans.__('Change what is asked in the Security Lake panel, then run again.'),
      technical: ''
    };
  }
  const unknown = trans.__('Something failed that should not.');
  return {
    sentence: (error instanceof Error ? error.message : String(error ?? '')) || unknown,
    turn: turnWord('us', trans),
    advice: trans.__('Try again. If it stays, report it with the details.'),
    technical: error instanceof Error ? (error.stack ?? error.message) : ''
  };
}
