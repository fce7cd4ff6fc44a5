import { abortError } from './errors';

/** Time as the client sees it; tests give their own. */
export interface IClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`; rejects with an `AbortError` as soon as the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The browser's clock. A sleep ends early when the browser says that the network is back, so that nobody waits for a
 * long interval after a short outage.
 */
export const systemClock: IClock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortError());
        return;
      }
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancelled);
        globalThis.removeEventListener?.('online', done);
      };
      const done = (): void => {
        settle();
        resolve();
      };
      const cancelled = (): void => {
        settle();
        reject(abortError());
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', cancelled, { once: true });
      globalThis.addEventListener?.('online', done, { once: true });
    })
};
