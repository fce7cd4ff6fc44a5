import * as React from 'react';

import type { Room } from './context';
import type { IFailure } from './failure';
import { failureOf } from './failure';
import type { ResultModel } from './model';
import { afterPaint } from './turns';

/** Widths in pixels below which the list goes above the finding, and below which one is shown at a time. */
const NARROW = 900;
const SINGLE = 600;

/** Renders again whenever the model says that something changed. */
export function useModel(model: ResultModel): ResultModel {
  const subscribe = React.useCallback(
    (notify: () => void) => {
      model.stateChanged.connect(notify, model);
      return () => {
        model.stateChanged.disconnect(notify, model);
      };
    },
    [model]
  );
  React.useSyncExternalStore(subscribe, () => model.revision);
  return model;
}

/** How much room an element has; follows its width. */
export function useRoom(ref: React.RefObject<HTMLElement>): Room {
  const [room, setRoom] = React.useState<Room>('wide');
  React.useLayoutEffect(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    const measure = () => {
      const width = element.clientWidth;
      // Without a width (hidden, or no layout at all) nothing is known; what was shown stays.
      if (width > 0) {
        setRoom(width < SINGLE ? 'single' : width < NARROW ? 'narrow' : 'wide');
      }
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return room;
}

/** Whether what the view drew first has been seen, so that the rest of it can follow. */
export function useIsSeen(): boolean {
  const [isSeen, setIsSeen] = React.useState(false);
  React.useEffect(() => afterPaint(() => setIsSeen(true)), []);
  return isSeen;
}

/** The time now, renewed while `active`; for elapsed times. */
export function useClock(active: boolean, now: () => number, everyMs = 200): number {
  const [time, setTime] = React.useState(now);
  React.useEffect(() => {
    if (!active) {
      return;
    }
    setTime(now());
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [active, now, everyMs]);
  return time;
}

/** An action of a button: what it said last, and whether it runs. */
export interface IAction {
  run: (work: () => Promise<void> | void, done?: string) => void;
  busy: boolean;
  /** Said when it worked; empty otherwise. */
  said: string;
  failure: IFailure | null;
}

/** Runs what a button does and keeps what came of it. */
export function useAction(model: ResultModel): IAction {
  const [state, setState] = React.useState<Omit<IAction, 'run'>>({
    busy: false,
    said: '',
    failure: null
  });
  const mounted = React.useRef(true);
  React.useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = React.useCallback(
    (work: () => Promise<void> | void, done = '') => {
      const end = (failure: IFailure | null) => {
        if (mounted.current) {
          setState({ busy: false, said: failure ? '' : done, failure });
        }
      };
      setState({ busy: true, said: '', failure: null });
      void Promise.resolve()
        .then(work)
        .then(
          () => end(null),
          (error: unknown) => end(failureOf(error, model.trans))
        );
    },
    [model]
  );
  return { ...state, run };
}
