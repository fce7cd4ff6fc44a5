import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IServerConfig } from '../../analysis/types';

export interface IConnectionProps {
  config: IServerConfig | null;
  failed: boolean;
  /** Shows the connection page. */
  onOpen: () => void;
  trans: TranslationBundle;
}

/** First line of the panel, always there: whose logs these are. */
export function Connection({ config, failed, onOpen, trans }: IConnectionProps): JSX.Element {
  const kind = !config
    ? failed
      ? 'broken'
      : 'waiting'
    : config.demo
      ? 'demo'
      : config.ready
        ? 'own'
        : 'broken';
  return (
    <div className={`jp-SecurityLake-connection jp-mod-${kind}`}>
      <div
        className="jp-SecurityLake-connectionWord"
        role="status"
        aria-label={trans.__('Connection')}
        title={config?.reason}
      >
        {wordOf(config, kind, trans)}
      </div>
      <button
        className="jp-SecurityLake-link jp-SecurityLake-connectionButton"
        title={trans.__('Who answers queries, as whom, and what stands in the way')}
        onClick={onOpen}
      >
        {kind === 'demo' ? trans.__('Connect…') : trans.__('Check…')}
      </button>
    </div>
  );
}

function wordOf(
  config: IServerConfig | null,
  kind: string,
  trans: TranslationBundle
): React.ReactNode {
  if (!config) {
    return kind === 'broken' ? trans.__('Not connected') : trans.__('Connecting…');
  }
  if (config.demo) {
    return (
      <span>
        <strong>{trans.__('Demo lake')}</strong>
        {' · '}
        {trans.__('not your data')}
      </span>
    );
  }
  if (config.backend === 'local') {
    return config.ready ? trans.__('Lake on this server’s disk') : trans.__('No lake folder');
  }
  return (
    <span>
      <strong>{trans.__('Athena')}</strong>
      {' · '}
      {[config.workgroup, config.region].filter(Boolean).join(' · ')}
    </span>
  );
}
