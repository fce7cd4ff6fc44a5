import { AthenaError } from '../athena/errors';

/** Where a piece of work is. `idle` means never started, or reset. */
export type TaskState = 'idle' | 'running' | 'done' | 'failed' | 'cancelled';

/**
 * One cancellable piece of asynchronous work with the state that a view needs. Starting again cancels what runs; the
 * answer of a cancelled piece is dropped, so an older answer never replaces a newer one. One thing isn't dropped: that a
 * query could not be stopped. After a cancel it is the task's failure, else it goes to `_unheard`.
 *
 * @typeParam T - what the work gives
 * @typeParam P - what it reports on the way
 */
export class Task<T, P = never> {
  /**
   * @param _changed - called after each change of state or progress
   * @param _now - clock in epoch milliseconds
   * @param _unheard - told of queries that go on although their work was replaced, reset or disposed
   */
  constructor(
    private _changed: () => void,
    private _now: () => number = Date.now,
    private readonly _unheard: (error: AthenaError) => void = () => undefined
  ) {}

  get state(): TaskState {
    return this._state;
  }

  /** The last answer; kept while the work runs again and when that fails. */
  get value(): T | null {
    return this._value;
  }

  /** What was thrown; null unless `failed`. */
  get error(): unknown {
    return this._error;
  }

  get progress(): P | null {
    return this._progress;
  }

  /** Cancelled, but the work has not ended yet: whether its query was stopped is not known. */
  get isStopping(): boolean {
    return this._stopping !== null;
  }

  /** Epoch milliseconds of the last start, 0 before the first. */
  get startedAt(): number {
    return this._startedAt;
  }

  /**
   * Starts the work. Resolves when it has ended in any way; never rejects, the outcome is the state.
   */
  async start(
    work: (signal: AbortSignal, onProgress: (progress: P) => void) => Promise<T>
  ): Promise<void> {
    this._controller?.abort();
    const controller = (this._controller = new AbortController());
    const { signal } = controller;
    this._stopping = null;
    this._state = 'running';
    this._error = null;
    this._progress = null;
    this._startedAt = this._now();
    this._changed();
    const isCurrent = () => this._controller === controller && !signal.aborted;
    try {
      const value = await work(signal, progress => {
        if (isCurrent()) {
          this._progress = progress;
          this._changed();
        }
      });
      if (isCurrent()) {
        this._value = value;
        this._end('done', null);
      }
    } catch (error) {
      if (isCurrent()) {
        const aborted = error instanceof Error && error.name === 'AbortError';
        this._end(aborted ? 'cancelled' : 'failed', aborted ? null : error);
      } else if (error instanceof AthenaError && error.code === 'stop-failed') {
        if (this._stopping === controller) {
          this._end('failed', error);
        } else {
          this._unheard(error);
        }
      }
    }
    if (this._stopping === controller) {
      this._stopping = null;
      this._changed();
    }
  }

  /** Stops what runs, at once for the view; the work itself hears it by its signal. */
  cancel(): void {
    if (this._state === 'running') {
      const controller = this._controller;
      controller?.abort();
      this._end('cancelled', null);
      this._stopping = controller;
      this._changed();
    }
  }

  /** Stops what runs and forgets the answer. */
  reset(): void {
    if (this._state === 'idle' && this._value === null) {
      return;
    }
    this._controller?.abort();
    this._value = null;
    this._end('idle', null);
  }

  /** Stops what runs; says nothing any more. */
  dispose(): void {
    this._changed = () => undefined;
    this._controller?.abort();
    this._controller = null;
    this._stopping = null;
  }

  private _end(state: TaskState, error: unknown): void {
    this._controller = null;
    this._stopping = null;
    this._state = state;
    this._error = error;
    this._progress = null;
    this._changed();
  }

  private _state: TaskState = 'idle';
  private _value: T | null = null;
  private _error: unknown = null;
  private _progress: P | null = null;
  private _startedAt = 0;
  private _controller: AbortController | null = null;
  private _stopping: AbortController | null = null;
}
