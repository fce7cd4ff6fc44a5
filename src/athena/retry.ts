import type { IClock } from './clock';
import { AthenaError } from './errors';
import type { FailureCode } from './failures';

/** How long and how patiently a call is tried again. */
export interface IPatience {
  /** Milliseconds spent waiting, in all, before the failure is passed on. */
  total: number;
  signal?: AbortSignal;
  /** Told of each failure that is being waited out, and with null when it is over. */
  onTrouble?: (code: FailureCode | null) => void;
}

/** A running query is worth waiting for: longer than a server restart or a minute without network. */
export const QUERY_PATIENCE = 180_000;

/** Asking for lists and configuration: a person is waiting and can press Refresh. */
export const CALL_PATIENCE = 20_000;

/** Stopping: long enough for a hiccup, short enough to say honestly that it failed. */
export const STOP_PATIENCE = 15_000;

const FIRST = 250;
const LONGEST = 8_000;

/**
 * Calls until it succeeds, fails for good, or patience ends. Waits grow twofold from 0.25 s to 8 s, each shortened by
 * up to a half at random so that many tabs don't call in step (AWS Architecture Blog, "Exponential Backoff and
 * Jitter"). What counts is time waited, not time passed: a laptop that slept an hour still has all its patience.
 */
export async function persist<T>(
  call: () => Promise<T>,
  clock: IClock,
  patience: IPatience
): Promise<T> {
  let spent = 0;
  let wait = FIRST;
  for (;;) {
    try {
      const value = await call();
      if (spent > 0) {
        patience.onTrouble?.(null);
      }
      return value;
    } catch (error) {
      if (!(error instanceof AthenaError) || !error.transient || spent >= patience.total) {
        throw error;
      }
      patience.onTrouble?.(error.code);
    }
    const delay = wait * (0.5 + Math.random() / 2);
    await clock.sleep(delay, patience.signal);
    spent += delay;
    wait = Math.min(wait * 2, LONGEST);
  }
}
