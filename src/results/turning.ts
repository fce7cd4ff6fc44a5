import type { IResultDocument } from '../analysis/document';
import type { IDetectorSettings } from '../analysis/spec';
import type { IRunProgress } from '../analysis/types';
import type { IResultEngine } from './engine';
import { Task } from './task';

/** Milliseconds that the dial rests before the series are detected again. */
const REST = 120;

/** The dial: the same series detected again under other settings. Nothing is queried. */
export class Turning {
  /**
   * @param _done - called with the new document
   * @param _changed - called after each change of state
   */
  constructor(
    private _engine: IResultEngine,
    private _done: (document: IResultDocument) => void,
    private _changed: () => void
  ) {
    this.task = new Task(_changed);
  }

  readonly task: Task<IResultDocument, IRunProgress>;

  /** Begins at the settings of a document. */
  show(document: IResultDocument | null): void {
    this._document = document;
    this._wanted = null;
  }

  /** Settings as the dial has them, ahead of the document while it is turned. */
  get settings(): IDetectorSettings | null {
    return this._wanted ?? this._document?.spec.detectors ?? null;
  }

  /** Whether this place can detect again. */
  get isPossible(): boolean {
    return this._engine.redetect !== null && (this._document?.series?.keys.length ?? 0) > 0;
  }

  /** Whether what is shown isn't yet what the dial says. */
  get isPending(): boolean {
    return this._wanted !== null;
  }

  /** Turns the dial; the series are detected once it has rested for a moment. */
  turn(change: Partial<IDetectorSettings>): void {
    const { settings } = this;
    if (settings && this.isPossible) {
      this._wanted = { ...settings, ...change };
      this._changed();
      clearTimeout(this._rest);
      this._rest = setTimeout(() => void this._detect(), REST);
    }
  }

  /** Stops; the settings of the document count again. */
  reset(): void {
    clearTimeout(this._rest);
    this._wanted = null;
    this.task.reset();
  }

  dispose(): void {
    clearTimeout(this._rest);
    this.task.dispose();
  }

  private async _detect(): Promise<void> {
    const document = this._document;
    const wanted = this._wanted;
    const { redetect } = this._engine;
    if (!document || !wanted || !redetect) {
      return;
    }
    await this.task.start((signal, onProgress) =>
      redetect(document, wanted, { signal, onProgress })
    );
    if (wanted !== this._wanted) {
      return;
    }
    this._wanted = null;
    if (this.task.state === 'done' && this.task.value) {
      this._done(this.task.value);
    } else {
      this._changed();
    }
  }

  private _document: IResultDocument | null = null;
  private _wanted: IDetectorSettings | null = null;
  private _rest: ReturnType<typeof setTimeout> | undefined;
}
