import { abortError } from '../athena/errors';
import { localWorker } from './local-worker';
import type { IFindingSet } from '../findings/types';
import type { IPackedSeries } from './document';
import type {
  FromWorker,
  IJobProgress,
  IJobResult,
  IJobSpec,
  RowsOf,
  ToWorker
} from './worker-protocol';

/** What is used of a `Worker`. */
export interface IWorkerLike {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listener: (event: { data: FromWorker }) => void): void;
  addEventListener(type: 'error', listener: (event: { message?: string }) => void): void;
  terminate(): void;
  /** Gives back a worker that has nothing to do; one without this is ended. */
  release?(): void;
}

export interface IJobOptions {
  signal?: AbortSignal;
  onProgress?: (progress: IJobProgress) => void;
}

/** A job that is under way. */
export interface IDetectorJob {
  /** Gives rows of the series statement, or of another. */
  add(rows: (string | null)[][], of?: RowsOf): void;
  /** Says that no more rows of the series statement come. */
  whole(): void;
  /**
   * Says that no more rows come, which buckets are no observations and which searches gave no answer, and waits for the
   * result.
   */
  finish(missing?: Uint8Array | null, failed?: IFindingSet['failed']): Promise<IJobResult>;
}

/** Milliseconds after which a worker that hasn't spoken is given up. */
const PATIENCE = 10_000;

/**
 * Reading and detecting away from the main thread; on it, in short slices, where a page may not have workers. A newer
 * job cancels an older one. Cancelling ends the worker at once, whatever it is doing; the next job gets a new one.
 */
export class DetectorClient {
  constructor(private readonly _spawn: () => IWorkerLike = spawnWorker) {}

  /** Begins a job. Its `finish` rejects with an `AbortError` when the signal or a newer job cancelled it. */
  open(spec: IJobSpec, options: IJobOptions = {}): IDetectorJob {
    this._current?.cancel();
    const job = ++this._jobs;
    const current = new Private.Current(job, options, () => this._disconnect());
    this._current = current;
    if (!this._worker) {
      this._connect(this._isBarred ? localWorker : this._spawn);
    }
    const send = (message: ToWorker): void => {
      if (current.isOpen) {
        this._send(message);
      }
    };
    send({ type: 'open', job, spec });
    return {
      add: (rows, of) => send({ type: 'rows', job, rows, ...(of ? { of } : {}) }),
      whole: () => send({ type: 'whole', job }),
      finish: (missing = null, failed) => {
        send({ type: 'close', job, missing, ...(failed?.length ? { failed } : {}) });
        return current.outcome;
      }
    };
  }

  /** Cancels what runs and ends the worker, or gives it back when it was done. */
  dispose(): void {
    this._current?.cancel();
    if (this._isReady && this._pending.length === 0 && this._worker?.release) {
      this._worker.release();
      this._worker = null;
    }
    this._disconnect();
  }

  private _connect(spawn: () => IWorkerLike): void {
    let worker: IWorkerLike;
    try {
      worker = spawn();
    } catch {
      this._fallBack();
      return;
    }
    this._worker = worker;
    this._isReady = false;
    this._timer = setTimeout(() => this._broke(worker, 'The worker does not answer.'), PATIENCE);
    worker.addEventListener('message', ({ data }) => this._onMessage(worker, data));
    worker.addEventListener('error', ({ message }) => this._broke(worker, message ?? ''));
  }

  /** Messages wait until the worker has spoken, so that another can take over when it never does. */
  private _send(message: ToWorker): void {
    if (this._isReady && this._pending.length === 0) {
      this._worker?.postMessage(message);
    } else {
      this._pending.push(message);
    }
  }

  private _onMessage(worker: IWorkerLike, message: FromWorker): void {
    if (worker !== this._worker) {
      return;
    }
    if (message.type === 'ready') {
      this._isReady = true;
      clearTimeout(this._timer);
      this._drain(worker);
    } else {
      this._current?.take(message);
    }
  }

  /** Sends what waited, one message a task: pages of rows take a while to copy. */
  private _drain(worker: IWorkerLike): void {
    if (worker !== this._worker || this._pending.length === 0) {
      return;
    }
    worker.postMessage(this._pending[0]);
    this._pending.shift();
    setTimeout(() => this._drain(worker), 0);
  }

  private _broke(worker: IWorkerLike, reason: string): void {
    if (worker !== this._worker) {
      return;
    }
    if (this._isReady) {
      this._disconnect();
      this._current?.fail(new Error(reason || 'The worker failed.'));
    } else {
      this._fallBack();
    }
  }

  private _fallBack(): void {
    const pending = this._pending;
    this._disconnect();
    this._pending = pending;
    this._isBarred = true;
    this._connect(localWorker);
  }

  private _disconnect(): void {
    clearTimeout(this._timer);
    this._worker?.terminate();
    this._worker = null;
    this._isReady = false;
    this._pending = [];
  }

  private _worker: IWorkerLike | null = null;
  private _isReady = false;
  private _isBarred = false;
  private _pending: ToWorker[] = [];
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _jobs = 0;
  private _current: Private.Current | null = null;
}

/** The bundler sees this form and makes the worker a chunk of its own. */
export function spawnWorker(): IWorkerLike {
  return new Worker(new URL('./worker', import.meta.url), { type: 'module' });
}

namespace Private {
  /** The outcome of the job that runs. */
  export class Current {
    constructor(
      private readonly _job: number,
      private readonly _options: IJobOptions,
      private readonly _end: () => void
    ) {
      this.outcome = new Promise((resolve, reject) => {
        this._resolve = resolve;
        this._reject = reject;
      });
      // A job may be cancelled before anybody waits for it.
      this.outcome.catch(() => undefined);
      const { signal } = _options;
      if (signal?.aborted) {
        this.fail(abortError());
      }
      signal?.addEventListener('abort', this.cancel, { once: true });
    }

    readonly outcome: Promise<IJobResult>;

    get isOpen(): boolean {
      return this._isOpen;
    }

    readonly cancel = (): void => {
      if (this._isOpen) {
        this._end();
        this.fail(abortError());
      }
    };

    take(message: Exclude<FromWorker, { type: 'ready' }>): void {
      if (message.job !== this._job || !this._isOpen) {
        return;
      }
      if (message.type === 'progress') {
        this._options.onProgress?.(message.progress);
      } else if (message.type === 'packed') {
        this._packed = message.packed;
      } else if (message.type === 'done') {
        const { read, findings } = message.result;
        const packed = this._packed;
        this._settle();
        this._resolve({ read: read && packed ? { ...read, packed } : null, findings });
      } else {
        this.fail(new Error(message.message));
      }
    }

    fail(error: Error): void {
      if (this._isOpen) {
        this._settle();
        this._reject(error);
      }
    }

    private _settle(): void {
      this._isOpen = false;
      this._options.signal?.removeEventListener('abort', this.cancel);
    }

    private _isOpen = true;
    private _packed: IPackedSeries | null = null;
    private _resolve: (result: IJobResult) => void = () => undefined;
    private _reject: (error: Error) => void = () => undefined;
  }
}
