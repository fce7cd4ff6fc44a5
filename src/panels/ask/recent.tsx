import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IRecentResult } from '../../tokens';

export interface IRecentProps {
  recent: readonly IRecentResult[];
  onOpen: (id: string) => void;
  trans: TranslationBundle;
}

/** Analyses of before, newest first; a click brings one back. */
export function Recent({ recent, onOpen, trans }: IRecentProps): JSX.Element {
  const id = React.useId();
  return (
    <section className="jp-SecurityLake-recent" aria-labelledby={id}>
      <h2 id={id} className="jp-SecurityLake-heading">
        {trans.__('Recent')}
      </h2>
      {recent.length === 0 ? (
        <p className="jp-SecurityLake-hint">{trans.__('Analyses that you run are kept here.')}</p>
      ) : (
        <ul className="jp-SecurityLake-recentList">
          {recent.map(result => (
            <li key={result.id}>
              <button
                className="jp-SecurityLake-recentItem"
                title={titleOf(result, trans)}
                onClick={() => onOpen(result.id)}
              >
                <span className="jp-SecurityLake-recentTitle">{result.title}</span>
                <span className="jp-SecurityLake-recentState">{stateOf(result, trans)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function stateOf(result: IRecentResult, trans: TranslationBundle): string {
  switch (result.state) {
    case 'running':
      return trans.__('running');
    case 'failed':
      return trans.__('failed');
    case 'cancelled':
      return trans.__('cancelled');
    case 'done':
      return result.findings === null ? trans.__('not run') : String(result.findings);
  }
}

function titleOf(result: IRecentResult, trans: TranslationBundle): string {
  const table = result.spec.tables.map(ref => ref.name).join(', ');
  if (result.findings === null) {
    return table;
  }
  const found = trans._n('%1 finding', '%1 findings', result.findings);
  return trans.__('%1 in %2', found, table);
}
