import type { ICost } from '../../analysis/cost';
import type { IAnalysisSpec } from '../../analysis/spec';
import type { ISecurityLake } from '../../tokens';

/**
 * Asks what the spec at hand costs, one question at a time: what changes meanwhile is asked about when the answer is
 * there, so that typing doesn't queue up a question for each letter.
 */
export class Estimate {
  /** @param _tell - Takes the cost of the newest spec; null while it is unknown. */
  constructor(
    private readonly _lake: ISecurityLake,
    private readonly _tell: (cost: ICost | null) => void
  ) {}

  /** The spec at hand, or null when it can't be run. */
  of(spec: IAnalysisSpec | null): void {
    this._wanted = spec;
    this._turn++;
    if (!this._lake.cost) {
      return;
    }
    if (!spec) {
      this._tell(null);
    } else if (!this._isAsking) {
      void this._ask();
    }
  }

  /** Asks again about the same spec: something was learnt. */
  again(): void {
    this.of(this._wanted);
  }

  private async _ask(): Promise<void> {
    this._isAsking = true;
    let turn = -1;
    let cost: ICost | null = null;
    while (this._wanted && turn !== this._turn) {
      turn = this._turn;
      // Who doesn't know the price doesn't keep anybody from running; Run itself asks again.
      cost = (await this._lake.cost?.(this._wanted).catch(() => null)) ?? null;
    }
    this._isAsking = false;
    if (this._wanted) {
      this._tell(cost);
    }
  }

  private _wanted: IAnalysisSpec | null = null;
  private _turn = 0;
  private _isAsking = false;
}
