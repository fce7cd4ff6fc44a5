import type { IHeldDays } from '../../analysis/coverage';
import type { IAnalysisSpec } from '../../analysis/spec';
import type { ISecurityLake } from '../../tokens';

/** What the days depend on. */
export function heldKey({ tables, accounts, regions, custom }: IAnalysisSpec): string {
  return JSON.stringify([tables, accounts, regions, custom?.eventTime ?? null]);
}

/**
 * On which days the chosen tables have rows, where asking is free: kept for each choice until the lake is listed
 * anew. Where reading is paid for, only a person's own click asks.
 */
export class HeldDays {
  constructor(private readonly _lake: ISecurityLake) {}

  /** @returns null where it isn't asked by itself. Rejects like any query. */
  readonly of = async (spec: IAnalysisSpec): Promise<IHeldDays | null> => {
    const { backend } = await this._lake.config();
    if (!this._lake.heldDays || backend !== 'local') {
      return null;
    }
    const key = heldKey(spec);
    const known = this._known.get(key) ?? this._lake.heldDays(spec);
    this._known.set(key, known);
    known.catch(() => this._known.delete(key));
    return known;
  };

  /** The lake may hold other days now. */
  forget(): void {
    this._known.clear();
  }

  private readonly _known = new Map<string, Promise<IHeldDays>>();
}
