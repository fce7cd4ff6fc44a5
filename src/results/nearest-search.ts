import type { IResultDocument } from '../analysis/document';
import type { IResultEngine } from './engine';
import { findNearest, type INearest } from './nearest';

/** Looks in the background for the nearest thing to a finding, where a run found nothing. */
export class NearestSearch {
  constructor(
    private readonly _engine: IResultEngine,
    private readonly _changed: () => void
  ) {}

  /** What was found; null until then. */
  get found(): INearest | null {
    return this._found;
  }

  /** Begins anew, with another document. */
  lookFor(document: IResultDocument): void {
    this._search?.abort();
    this._found = null;
    if (document.series?.keys.length && document.findings?.findings.length === 0) {
      const search = (this._search = new AbortController());
      void findNearest(document, this._engine, search.signal).then(nearest => {
        if (!search.signal.aborted) {
          this._found = nearest;
          this._changed();
        }
      });
    }
  }

  dispose(): void {
    this._search?.abort();
  }

  private _found: INearest | null = null;
  private _search: AbortController | null = null;
}
