import * as React from 'react';

import { Button } from './button';
import { useResult } from './context';

/** The keys of the view; they work while the result has the focus. */
export function Help(props: { onClose: () => void }): React.ReactElement {
  const { trans } = useResult().model;
  const keys: [string, string][] = [
    ['↑ ↓', trans.__('previous, next finding')],
    ['Enter', trans.__('into the finding')],
    ['Esc', trans.__('back to the list')],
    ['c', trans.__('copy the SQL')],
    ['i', trans.__('insert the SQL in a notebook')],
    ['e', trans.__('show the events')],
    ['/', trans.__('filter by key')],
    ['← →', trans.__('in the chart: ask about single buckets')],
    ['?', trans.__('these keys')]
  ];
  return (
    <div
      className="jp-SecurityLake-help"
      role="dialog"
      aria-modal="false"
      aria-label={trans.__('Keys')}
    >
      <dl className="jp-SecurityLake-help-keys">
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt className="jp-SecurityLake-help-key">
              <kbd>{key}</kbd>
            </dt>
            <dd className="jp-SecurityLake-help-text">{text}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={props.onClose}>{trans.__('Close')}</Button>
    </div>
  );
}
