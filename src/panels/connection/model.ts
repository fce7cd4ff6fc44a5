import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';

import { AthenaError, isAbort } from '../../athena/errors';
import type { ISecurityLake } from '../../tokens';
import type { IFailure } from '../ask/types';
import type { ICheckReport, IConnectionState, RowChoice, RunCheck } from './types';

/** State of the connection page. A newer check replaces an older one. */
export class ConnectionModel implements IDisposable {
  constructor(private readonly _options: ConnectionModel.IOptions) {}

  get state(): IConnectionState {
    return this._state;
  }

  /** The state was replaced. */
  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Tries the connection. The report from before is shown until the new one begins. Never rejects. */
  async check(row: RowChoice = 'free'): Promise<void> {
    this._running?.abort();
    const controller = (this._running = new AbortController());
    const isCurrent = () => this._running === controller && !this._isDisposed;
    const take = (report: ICheckReport) => {
      if (isCurrent()) {
        this._set({ report });
      }
    };
    this._set({ phase: 'checking', failure: null });
    try {
      await this._options.check(row, take, controller.signal);
      if (isCurrent() && !this._state.report?.done) {
        throw new AthenaError('network-lost', { technical: 'The check broke off.' });
      }
      if (isCurrent()) {
        this._set({ phase: 'done', checkedAt: this._options.now() });
        await this._tellLake();
      }
    } catch (reason) {
      if (isCurrent() && !isAbort(reason)) {
        this._set({ phase: 'failed', report: null, failure: await this._options.explain(reason) });
      }
    }
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._running?.abort();
      Signal.clearData(this);
    }
  }

  /** Lists the lake anew when the check has found another back end than the page knows. */
  private async _tellLake(): Promise<void> {
    const { lake } = this._options;
    const { report } = this._state;
    const known = await lake.config().catch(() => null);
    if (report && (known?.backend !== report.backend || known.ready !== report.ready)) {
      lake.refresh();
    }
  }

  private _set(part: Partial<IConnectionState>): void {
    this._state = { ...this._state, ...part };
    this._stateChanged.emit();
  }

  private _state: IConnectionState = { phase: 'idle', report: null, failure: null, checkedAt: 0 };
  private readonly _stateChanged = new Signal<this, void>(this);
  private _running: AbortController | null = null;
  private _isDisposed = false;
}

export namespace ConnectionModel {
  export interface IOptions {
    check: RunCheck;
    lake: Pick<ISecurityLake, 'config' | 'refresh'>;
    /** Puts an error into words. */
    explain: (reason: unknown) => Promise<IFailure>;
    /** Clock, epoch milliseconds. */
    now: () => number;
  }
}
