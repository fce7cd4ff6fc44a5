import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IFailure } from './types';

export interface INoticeProps {
  title: string;
  children?: React.ReactNode;
  /** Technical text, one click away. */
  detail?: string;
  action?: { label: string; run: () => void };
  /** Shows the connection page; absent where it is shown already. */
  onCheck?: () => void;
  trans: TranslationBundle;
}

/** Takes the form's place when there is nothing to fill in: what is so, and what to do about it. */
export function Notice(props: INoticeProps): JSX.Element {
  return (
    <div className="jp-SecurityLake-notice" role="alert">
      <h3 className="jp-SecurityLake-noticeTitle">{props.title}</h3>
      {props.children}
      {props.action && (
        <button className="jp-SecurityLake-askButton" onClick={props.action.run}>
          {props.action.label}
        </button>
      )}
      {props.onCheck && (
        <button className="jp-SecurityLake-link jp-SecurityLake-noticeLink" onClick={props.onCheck}>
          {props.trans.__('Check the connection')}
        </button>
      )}
      {props.detail && (
        <details className="jp-SecurityLake-details">
          <summary>{props.trans.__('Details')}</summary>
          <pre className="jp-SecurityLake-detailsText">{props.detail}</pre>
        </details>
      )}
    </div>
  );
}

export interface IStateProps {
  trans: TranslationBundle;
  onRetry: () => void;
  onCheck?: () => void;
}

/** The server can't be reached, or answered with an error. */
export function Failed({
  failure,
  trans,
  onRetry,
  onCheck
}: IStateProps & { failure: IFailure }): JSX.Element {
  return (
    <Notice
      title={failure.message}
      detail={failure.detail}
      action={{ label: trans.__('Try again'), run: onRetry }}
      onCheck={onCheck}
      trans={trans}
    >
      {failure.advice && <p className="jp-SecurityLake-noticeText">{failure.advice}</p>}
    </Notice>
  );
}

/** The server answers, but has no lake to ask. */
export function NotReady({
  reason,
  trans,
  onRetry,
  onCheck
}: IStateProps & { reason: string }): JSX.Element {
  return (
    <Notice
      title={trans.__('There is no lake to ask yet.')}
      action={{ label: trans.__('Try again'), run: onRetry }}
      onCheck={onCheck}
      trans={trans}
    >
      <p className="jp-SecurityLake-noticeText">{reason}</p>
    </Notice>
  );
}

/** A lake without tables. */
export function NoTables({
  unlisted,
  trans,
  onRetry,
  onCheck
}: IStateProps & { unlisted: readonly { database: string; reason: string }[] }): JSX.Element {
  return (
    <Notice
      title={trans.__('This lake has no tables.')}
      action={{ label: trans.__('Look again'), run: onRetry }}
      detail={unlisted.map(each => `${each.database}: ${each.reason}`).join('\n')}
      onCheck={onCheck}
      trans={trans}
    >
      <p className="jp-SecurityLake-noticeText">
        {unlisted.length
          ? trans._n(
              'One database could not be listed.',
              '%1 databases could not be listed.',
              unlisted.length
            )
          : trans.__('Security Lake makes a table when the first logs of a source arrive.')}
      </p>
    </Notice>
  );
}

/** While the lake is listed: the form's outline, so that nothing jumps. */
export function Loading({ trans }: { trans: TranslationBundle }): JSX.Element {
  return (
    <div className="jp-SecurityLake-loading" role="status" aria-label={trans.__('Listing tables')}>
      {[0, 1, 2].map(each => (
        <div key={each} className="jp-SecurityLake-askSkeleton" />
      ))}
    </div>
  );
}
