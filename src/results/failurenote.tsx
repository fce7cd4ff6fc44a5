import * as React from 'react';

import { Button } from './button';
import { useResult } from './context';
import type { IFailure } from './failure';

/** An error: what happened, whose turn it is, what to do; the technical text one click away. */
export function FailureNote(props: {
  failure: IFailure;
  onRetry?: () => void;
  /** What is still there all the same. */
  kept?: string;
}): React.ReactElement {
  const { trans, checkConnection } = useResult().model;
  const { failure, onRetry, kept } = props;
  return (
    <div className="jp-SecurityLake-failure" role="alert">
      <p>
        <b>{failure.sentence}</b> {kept}
      </p>
      <p>
        <span className="jp-SecurityLake-turn">{failure.turn}</span> {failure.advice}
      </p>
      {failure.technical && (
        <details>
          <summary>{trans.__('Details')}</summary>
          <pre className="jp-SecurityLake-code">{failure.technical}</pre>
        </details>
      )}
      {onRetry && <Button onClick={onRetry}>{trans.__('Retry')}</Button>}
      {failure.ofConnection && checkConnection && (
        <Button kind="link" onClick={checkConnection}>
          {trans.__('Check the connection')}
        </Button>
      )}
    </div>
  );
}
