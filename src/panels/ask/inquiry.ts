import type { IAnalysisSpec } from '../../analysis/spec';

/**
 * Asks the lake about the spec at hand, one question at a time: what changes meanwhile is asked about when the answer is
 * there, so that typing doesn't queue up a question for each letter.
 *
 * @typeParam T - what is answered
 */
export class Inquiry<T> {
  /**
   * @param _ask - Answers about a spec; null where that isn't known. Absent where nobody can tell.
   * @param _tell - Takes the answer about the newest spec; null while it is unknown.
   */
  constructor(
    private readonly _ask: ((spec: IAnalysisSpec) => Promise<T | null>) | undefined,
    private readonly _tell: (answer: T | null) => void
  ) {}

  /** The spec at hand, or null when it can't be run. */
  of(spec: IAnalysisSpec | null): void {
    this._wanted = spec;
    this._turn++;
    if (!this._ask) {
      return;
    }
    if (!spec) {
      this._tell(null);
    } else if (!this._isAsking) {
      void this._inquire();
    }
  }

  /** Asks again about the same spec: something was learnt. */
  again(): void {
    this.of(this._wanted);
  }

  private async _inquire(): Promise<void> {
    this._isAsking = true;
    let turn = -1;
    let answer: T | null = null;
    while (this._wanted && turn !== this._turn) {
      turn = this._turn;
      // Not to know doesn't keep anybody from running; Run itself asks again.
      answer = (await this._ask?.(this._wanted).catch(() => null)) ?? null;
    }
    this._isAsking = false;
    if (this._wanted) {
      this._tell(answer);
    }
  }

  private _wanted: IAnalysisSpec | null = null;
  private _turn = 0;
  private _isAsking = false;
}
