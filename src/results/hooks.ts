import * as React from 'react';

import type { ResultModel } from './model';

/** Renders again whenever the model says that something changed. */
export function useModel(model: ResultModel): ResultModel {
  React.useSyncExternalStore(
    React.useCallback(
      notify => {
        const onChange = () => notify();
        model.stateChanged.connect(onChange);
        return () => {
          model.stateChanged.disconnect(onChange);
        };
      },
      [model]
    ),
    () => model.revision
  );
  return model;
}
