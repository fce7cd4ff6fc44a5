import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

/** The value of `read` now, and again whenever `signal` fires; `read` gives the same object until then. */
export function useSignalValue<S, A, T>(signal: ISignal<S, A>, read: () => T): T {
  const subscribe = React.useCallback(
    (listener: () => void) => {
      const slot = () => listener();
      // React owns the subscription: it calls the returned function when the view goes.
      signal.connect(slot);
      return () => {
        signal.disconnect(slot);
      };
    },
    [signal]
  );
  return React.useSyncExternalStore(subscribe, read);
}
