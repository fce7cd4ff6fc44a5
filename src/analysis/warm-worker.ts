import type { IWorkerLike } from './detector-client';
import type { FromWorker, ToWorker } from './worker-protocol';

type Listener = (event: { data: FromWorker }) => void;
type ErrorListener = (event: { message?: string }) => void;

/**
 * Keeps one worker between jobs. A new one has to load its code, and runs it several times as slowly until the browser
 * has compiled it: with a few dozen series that is most of the time between their arrival and the list.
 */
export class WarmWorker {
  constructor(private readonly _spawn: () => IWorkerLike) {}

  /** Has a worker at hand before the first is taken. */
  prepare(): void {
    try {
      this._idle ??= new Loan(this._spawn());
    } catch {
      // Whoever takes one tries again, and knows what to do without.
    }
  }

  /** A worker for one client: that which is at hand, or a new one. */
  take(): IWorkerLike {
    const idle = this._idle?.isBroken ? null : this._idle;
    this._idle = null;
    return new Lease(idle ?? new Loan(this._spawn()), loan => this._keep(loan));
  }

  private _keep(loan: Loan): void {
    if (this._idle) {
      loan.worker.terminate();
    } else {
      this._idle = loan;
    }
  }

  private _idle: Loan | null = null;
}

/** A worker and whom it serves at present; it has one pair of listeners for life. */
class Loan {
  constructor(readonly worker: IWorkerLike) {
    worker.addEventListener('message', event => {
      this.isReady = this.isReady || event.data.type === 'ready';
      this.lease?.heard(event);
    });
    worker.addEventListener('error', event => {
      this.isBroken = true;
      this.lease?.broke(event);
    });
  }

  lease: Lease | null = null;
  isReady = false;
  isBroken = false;
}

/** What a client sees of a worker, until it ends it or gives it back. */
class Lease implements IWorkerLike {
  constructor(
    private readonly _loan: Loan,
    private readonly _giveBack: (loan: Loan) => void
  ) {
    _loan.lease = this;
    if (_loan.isReady) {
      queueMicrotask(() => this.heard({ data: { type: 'ready' } }));
    }
  }

  postMessage(message: ToWorker): void {
    this._loan.worker.postMessage(message);
  }

  addEventListener(type: 'message' | 'error', listener: Listener | ErrorListener): void {
    if (type === 'message') {
      this._listeners.push(listener as Listener);
    } else {
      this._errorListeners.push(listener as ErrorListener);
    }
  }

  terminate(): void {
    this._end();
    this._loan.worker.terminate();
  }

  release(): void {
    if (this._loan.isBroken || !this._loan.isReady) {
      this.terminate();
    } else {
      this._end();
      this._giveBack(this._loan);
    }
  }

  heard(event: { data: FromWorker }): void {
    if (this._loan.lease === this) {
      this._listeners.forEach(listener => listener(event));
    }
  }

  broke(event: { message?: string }): void {
    this._errorListeners.forEach(listener => listener(event));
  }

  private _end(): void {
    this._loan.lease = null;
  }

  private readonly _listeners: Listener[] = [];
  private readonly _errorListeners: ErrorListener[] = [];
}
