import * as React from 'react';

/** Calls `leave` when a pointer is pressed outside of the element, while `isActive`. */
export function usePointerOutside(
  ref: React.RefObject<HTMLElement>,
  isActive: boolean,
  leave: () => void
): void {
  const latest = React.useRef(leave);
  latest.current = leave;
  React.useEffect(() => {
    if (!isActive) {
      return;
    }
    const onPointerDown = (event: Event): void => {
      if (!ref.current?.contains(event.target as Node)) {
        latest.current();
      }
    };
    // Lumino's widgets end some of these events on their way up.
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => document.removeEventListener('pointerdown', onPointerDown, true);
  }, [ref, isActive]);
}
