import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';

import type { IMoney } from './price';
import type { IReceipt } from './types';

/** What the queries of this page cost together. */
export interface ISpent {
  queries: number;
  /** Bytes that Athena scanned. */
  bytes: number;
  /** Null while nothing was asked that costs anything. */
  money: IMoney | null;
}

/** The sum as it stands, and when it changes. */
export interface ISpending {
  readonly spent: ISpent;
  readonly changed: ISignal<ISpending, ISpent>;
}

/** Sums receipts, each query once, since the page was loaded. */
export class Spending implements ISpending {
  get spent(): ISpent {
    return this._spent;
  }

  get changed(): ISignal<this, ISpent> {
    return this._changed;
  }

  /** A query that is found again after a reload, or looked at twice, is paid once. */
  add(receipt: IReceipt): void {
    if (this._seen.has(receipt.queryId)) {
      return;
    }
    this._seen.add(receipt.queryId);
    const { queries, bytes, money } = this._spent;
    const { price } = receipt;
    this._spent = {
      queries: queries + 1,
      bytes: bytes + receipt.scannedBytes,
      money: price ? { ...price, amount: price.amount + (money?.amount ?? 0) } : money
    };
    this._changed.emit(this._spent);
  }

  /** Has whoever follows look again: what is known of costs has changed, the sum hasn't. */
  remind(): void {
    this._changed.emit(this._spent);
  }

  private readonly _seen = new Set<string>();
  private _spent: ISpent = { queries: 0, bytes: 0, money: null };
  private readonly _changed = new Signal<this, ISpent>(this);
}
