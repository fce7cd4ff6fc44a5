import type { IWorkerLike } from './detector-client';
import { serve } from './worker';
import type { FromWorker, ToWorker } from './worker-protocol';

/** Milliseconds of work at a time: short enough that typing and scrolling stay smooth. */
const SLICE = 30;

/**
 * The worker's own code on this thread, in short slices, for pages that may not have workers (a strict
 * Content-Security-Policy, a chunk that can't be loaded).
 */
export function localWorker(): IWorkerLike {
  const toPage: ((event: { data: FromWorker }) => void)[] = [];
  const toWorker: ((event: { data: ToWorker }) => void)[] = [];
  let isEnded = false;
  const deliver = <T>(listeners: ((event: { data: T }) => void)[], data: T): void =>
    queueMicrotask(() => {
      if (!isEnded) {
        listeners.forEach(listener => listener({ data }));
      }
    });
  const stop = serve(
    {
      postMessage: message => deliver(toPage, message),
      addEventListener: (_, listener) => toWorker.push(listener)
    },
    { slice: SLICE }
  );
  return {
    postMessage: message => deliver(toWorker, message),
    addEventListener: (type: string, listener: unknown) => {
      if (type === 'message') {
        toPage.push(listener as (event: { data: FromWorker }) => void);
      }
    },
    terminate: () => {
      isEnded = true;
      stop();
    }
  };
}
