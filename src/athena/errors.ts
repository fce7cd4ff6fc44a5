import { failure, recognise } from './failures';
import type { FailureCode, IEvidence, ITranslate } from './failures';
import type { ErrorTurn, IReceipt } from './types';

/** The catalogue's sentences as they are written, for logs and documents. */
export const ENGLISH: ITranslate = {
  __: (text, ...args) => text.replace(/%(\d)/g, (_, i: string) => args[Number(i) - 1] ?? '')
};

/**
 * Anything that failed between this page and the rows, with a name from the catalogue. `message` is the sentence in
 * English; `sentence` and `advice` give the translated ones.
 */
export class AthenaError extends Error {
  readonly code: FailureCode;
  /** Arguments of the sentence, raw; never markup. */
  readonly args: string[];
  /** Technical text as it was received; empty when there was none. */
  readonly technical: string;
  /** The query it happened to; null before one was started. */
  queryId: string | null = null;
  /** What the query cost all the same; null when unknown. */
  receipt: IReceipt | null = null;

  constructor(
    code: FailureCode,
    options: { args?: string[]; technical?: string; cause?: unknown } = {}
  ) {
    const args = options.args ?? [];
    super(failure(code).sentence(ENGLISH, args), { cause: options.cause });
    this.name = 'AthenaError';
    this.code = code;
    this.args = args;
    this.technical = options.technical ?? '';
  }

  /** Names what is known of a failure. */
  static from(evidence: IEvidence, cause?: unknown): AthenaError {
    const { code, args } = recognise(evidence);
    const { name, status, type, text } = evidence;
    const technical = [
      name,
      status ? `HTTP ${status}` : '',
      type === undefined ? '' : `error type ${type}`,
      text
    ];
    return new AthenaError(code, { args, technical: technical.filter(Boolean).join(' · '), cause });
  }

  /** Whose turn it is. */
  get turn(): ErrorTurn {
    return failure(this.code).turn;
  }

  /** The same call may succeed later without anybody doing anything. */
  get transient(): boolean {
    return failure(this.code).transient ?? false;
  }

  /** One plain sentence: what happened. */
  sentence(trans: ITranslate): string {
    return failure(this.code).sentence(trans, this.args);
  }

  /** What to do about it. */
  advice(trans: ITranslate): string {
    return failure(this.code).advice(trans, this.args);
  }
}

/** Something was cancelled on purpose; the name is the platform's own. */
export function abortError(): Error {
  return new DOMException('Cancelled', 'AbortError');
}

/** True for what `abortError` makes and for the platform's own. */
export function isAbort(error: unknown): boolean {
  return (error as { name?: unknown } | null)?.name === 'AbortError';
}
