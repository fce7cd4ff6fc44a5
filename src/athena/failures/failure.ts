import type { ErrorTurn } from '../types';

/** The part of a translation bundle that the catalogue needs; `TranslationBundle` has it. */
export interface ITranslate {
  __(msgid: string, ...args: string[]): string;
}

/** What is known of something that went wrong, before it has a name. */
export interface IEvidence {
  /**
   * Who spoke: `http` this Jupyter server or something in front of it, `call` Athena's answer to one call,
   * `query` a query that ended as FAILED or CANCELLED.
   */
  from: 'http' | 'call' | 'query';
  /** Technical text, shown one click away; may hold values that anybody wrote. */
  text: string;
  /** Exception name, such as `InvalidRequestException`. */
  name?: string;
  /** HTTP status; 0 when there was no answer. */
  status?: number;
  /** `AthenaError.ErrorType` of a failed query. */
  type?: number;
}

/** How a failure is recognised; every part that is given must hold. Captures of `text` become arguments. */
export interface ISign {
  from?: IEvidence['from'];
  name?: RegExp;
  status?: number[];
  /** Inclusive ranges of `AthenaError.ErrorType`. */
  types?: [number, number][];
  text?: RegExp;
}

/** One known failure. Sentence and advice are translated where they are shown. */
export interface IFailure {
  turn: ErrorTurn;
  /** Trying the same call again may help without anybody doing anything. */
  transient?: boolean;
  sentence(trans: ITranslate, args: string[]): string;
  advice(trans: ITranslate, args: string[]): string;
  signs: ISign[];
  /** Something real that must be recognised as this failure; null when only our own code raises it. */
  example: IEvidence | null;
}
