import type { TranslationBundle } from '@jupyterlab/translation';
import { refreshIcon, settingsIcon, type LabIcon } from '@jupyterlab/ui-components';
import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import type { IAnalysisSpec } from '../../analysis/spec';
import type { IPlan } from '../../analysis/types';
import type { IRecentResult } from '../../tokens';
import { Connection } from './connection';
import { Form } from './form';
import type { AskModel } from './model';
import { Failed, Loading, NoTables, NotReady } from './notices';
import { Recent } from './recent';
import { useSignalValue } from './use-signal';

/** What the panel leaves to the application. */
export interface IAskCallbacks {
  run: (spec: IAnalysisSpec) => void;
  /** Shows the statement before it runs. */
  seeSql: (plan: IPlan) => void;
  openRecent: (id: string) => void;
  openSettings: () => void;
  /** Shows the connection page. */
  checkConnection: () => void;
  /** Has the server forget the days that it keeps, once the person agrees. */
  forgetDays: () => void;
}

/** The analyses of before, as far as something keeps them. */
export interface IRecentSource {
  readonly recent: readonly IRecentResult[];
  readonly changed: ISignal<unknown, void>;
}

export interface IAskBodyProps {
  model: AskModel;
  recent: IRecentSource;
  callbacks: IAskCallbacks;
  trans: TranslationBundle;
}

/** The sidebar: whose logs, the form, and what was asked before. */
export function AskBody({ model, recent, callbacks, trans }: IAskBodyProps): JSX.Element {
  const state = useSignalValue(model.stateChanged, () => model.state);
  const results = useSignalValue(recent.changed, () => recent.recent);
  const retry = () => model.refresh();
  return (
    <>
      <div className="jp-SecurityLake-top">
        <header className="jp-SecurityLake-head">
          <h2 className="jp-SecurityLake-heading">{trans.__('Security Lake')}</h2>
          <IconButton icon={refreshIcon} label={trans.__('List the tables again')} run={retry} />
          <IconButton
            icon={settingsIcon}
            label={trans.__('Settings of Security Lake')}
            run={callbacks.openSettings}
          />
        </header>
        <Connection
          config={state.config}
          failed={state.phase === 'failed'}
          onOpen={callbacks.checkConnection}
          trans={trans}
        />
      </div>
      {state.phase === 'loading' && <Loading trans={trans} />}
      {state.phase === 'failed' && state.failure && (
        <Failed
          failure={state.failure}
          trans={trans}
          onRetry={retry}
          onCheck={callbacks.checkConnection}
        />
      )}
      {state.phase === 'not-ready' && (
        <NotReady
          reason={state.config?.reason ?? ''}
          trans={trans}
          onRetry={retry}
          onCheck={callbacks.checkConnection}
        />
      )}
      {state.phase === 'empty' && (
        <NoTables
          unlisted={state.unlisted}
          trans={trans}
          onRetry={retry}
          onCheck={callbacks.checkConnection}
        />
      )}
      {state.phase === 'ready' && (
        <Form state={state} model={model} callbacks={callbacks} trans={trans} />
      )}
      <Recent recent={results} onOpen={callbacks.openRecent} trans={trans} />
    </>
  );
}

interface IIconButtonProps {
  icon: LabIcon;
  label: string;
  run: () => void;
}

function IconButton({ icon, label, run }: IIconButtonProps): JSX.Element {
  return (
    <button className="jp-SecurityLake-iconButton" title={label} aria-label={label} onClick={run}>
      <icon.react tag="span" stylesheet="toolbarButton" />
    </button>
  );
}
