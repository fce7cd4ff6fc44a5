import type { IFreshness } from '../../analysis/freshness';
import type { IAnalysisSpec } from '../../analysis/spec';
import type { ISecurityLake } from '../../tokens';

/** What is known of the rows that would be looked at; null while nobody asked. */
export type RowsCheckState =
  { is: 'asking' } | { is: 'known'; found: IFreshness } | { is: 'failed' } | null;

/**
 * Asks whether there are rows before anything bigger is asked, when a person wants to know. One question at a time; the
 * answer is kept while tables, range, accounts and regions stay.
 */
export class RowsCheck {
  /** @param _tell - Takes what is known of the newest spec. */
  constructor(
    private readonly _lake: ISecurityLake,
    private readonly _tell: (state: RowsCheckState) => void
  ) {}

  /** The spec at hand, or null when it can't be run. */
  of(spec: IAnalysisSpec | null): void {
    const key = spec && keyOf(spec);
    this._spec = spec;
    if (!this._lake.freshness || key === this._key) {
      return;
    }
    this._key = key;
    this._tell(null);
  }

  /** Asks about the spec at hand. */
  async ask(): Promise<void> {
    if (this._isAsking) {
      return;
    }
    this._isAsking = true;
    let asked: string | null = null;
    while (this._spec && asked !== this._key) {
      asked = this._key;
      this._tell({ is: 'asking' });
      const found = await this._lake.freshness?.(this._spec).catch(() => null);
      if (asked === this._key) {
        this._tell(found ? { is: 'known', found } : { is: 'failed' });
      }
    }
    this._isAsking = false;
  }

  private _spec: IAnalysisSpec | null = null;
  private _key: string | null = null;
  private _isAsking = false;
}

function keyOf({ tables, range, accounts, regions, custom }: IAnalysisSpec): string {
  return JSON.stringify([tables, range, accounts, regions, custom?.eventTime ?? null]);
}
