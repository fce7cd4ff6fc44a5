import type { IResultDocument } from '../analysis/document';

/** Where finished documents wait for a reload of the page. */
export interface IDocumentStore {
  put(id: string, document: IResultDocument): Promise<void>;
  /** Null when it isn't kept (any more). */
  get(id: string): Promise<IResultDocument | null>;
}

/** Documents of one browser; the oldest go when there are more, or when they hold more bytes. */
export const MOST_DOCUMENTS = 40;
export const MOST_BYTES = 150_000_000;

interface IRecord {
  id: string;
  /** Epoch milliseconds of the last `put`. */
  at: number;
  bytes: number;
  document: IResultDocument;
}

/**
 * Keeps documents in the browser's IndexedDB. They may hold some megabytes, too much for the state database, which
 * JupyterLab writes to the server as a whole on every change of the layout; and nothing of them must come from the
 * server again, so that a reload costs no query. Where the browser has no IndexedDB they live as long as the page.
 */
export class BrowserDocumentStore implements IDocumentStore {
  /** @param _name - Name of the database; one for each base URL, since servers may share an origin. */
  constructor(private readonly _name: string) {}

  async put(id: string, document: IResultDocument): Promise<void> {
    this._memory.set(id, document);
    // Copying megabytes takes its time, and a new document is being drawn right now.
    await new Promise(resolve => setTimeout(resolve, 0));
    await this._try(async database => {
      const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
      const record: IRecord = { id, at: Date.now(), bytes: sizeOf(document), document };
      await settled(store.put(record));
      await prune(store);
    });
  }

  async get(id: string): Promise<IResultDocument | null> {
    const known = this._memory.get(id);
    if (known) {
      return known;
    }
    const record = await this._try(database => {
      const store = database.transaction(STORE).objectStore(STORE);
      return settled<IRecord | undefined>(store.get(id));
    });
    return record?.document ?? null;
  }

  /** A browser that refuses (private window, full disk) costs the reload's comfort, not the result. */
  private async _try<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T | undefined> {
    try {
      this._database ??= open(this._name);
      return await work(await this._database);
    } catch (reason) {
      this._database = null;
      console.warn('Security Lake cannot keep results over a reload.', reason);
      return undefined;
    }
  }

  private readonly _memory = new Map<string, IResultDocument>();
  private _database: Promise<IDBDatabase> | null = null;
}

const STORE = 'documents';

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex('at', 'at');
  };
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}

/** Walks from the newest to the oldest and drops what is beyond the bounds. */
function prune(store: IDBObjectStore): Promise<void> {
  let count = 0;
  let bytes = 0;
  const request = store.index('at').openCursor(null, 'prev');
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) {
        resolve();
        return;
      }
      count += 1;
      bytes += (cursor.value as IRecord).bytes;
      if (count > MOST_DOCUMENTS || bytes > MOST_BYTES) {
        cursor.delete();
      }
      cursor.continue();
    };
  });
}

/** About how many bytes a document takes; its series are most of it. */
function sizeOf(document: IResultDocument): number {
  const { series, findings } = document;
  return (
    10_000 +
    (series ? series.values.length + series.missing.length + series.keys.length * 100 : 0) +
    (findings ? findings.findings.length * 500 + findings.trends.length * 100 : 0)
  );
}
