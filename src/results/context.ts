import * as React from 'react';

import type { ResultModel } from './model';

/** How much room there is: list beside finding, above it, or one at a time. */
export type Room = 'wide' | 'narrow' | 'single';

/** What every part of the view is given. */
export interface IResultContext {
  model: ResultModel;
  /** In a notebook output. */
  compact: boolean;
  room: Room;
  /** Begins the DOM ids of this view; two views of one result can be in a page. */
  id: string;
}

export const ResultContext = React.createContext<IResultContext | null>(null);

/** The view's context. Throws outside of a result view. */
export function useResult(): IResultContext {
  const context = React.useContext(ResultContext);
  if (!context) {
    throw new Error('Part of a result view outside of one.');
  }
  return context;
}
