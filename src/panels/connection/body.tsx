import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Failed } from '../ask/notices';
import { useSignalValue } from '../ask/use-signal';
import { Grants, OwnLake } from './help';
import type { ConnectionModel } from './model';
import { reportText } from './report';
import { Steps } from './steps';
import type { ICheckReport } from './types';
import { backendWord, identityWord, standing } from './wording';

export interface IConnectionBodyProps {
  model: ConnectionModel;
  trans: TranslationBundle;
}

/** The connection page: who answers, as whom, why, and whether each step to one row works. */
export function ConnectionBody({ model, trans }: IConnectionBodyProps): JSX.Element {
  const { phase, report, failure, checkedAt } = useSignalValue(
    model.stateChanged,
    () => model.state
  );
  const isBusy = phase === 'checking';
  const failed = report?.steps.find(step => step.state === 'failed');
  return (
    <div className="jp-SecurityLake-page" aria-busy={isBusy}>
      <h1 className="jp-SecurityLake-pageTitle">{trans.__('Connection to the Security Lake')}</h1>
      {report && <About report={report} trans={trans} />}
      {failure && <Failed failure={failure} trans={trans} onRetry={() => void model.check()} />}
      <p role="status" className="jp-SecurityLake-standing">
        {isBusy && !report?.steps.length && trans.__('Asking the Jupyter server …')}
        {report && standing(report.steps, trans)}
      </p>
      {report && <Steps steps={report.steps} trans={trans} />}
      <Actions
        model={model}
        report={phase === 'done' ? report : null}
        checkedAt={checkedAt}
        trans={trans}
      />
      {report &&
        (report.backend === 'athena' ? (
          <Grants failure={failed?.failure} trans={trans} />
        ) : (
          <OwnLake trans={trans} />
        ))}
    </div>
  );
}

function About({ report, trans }: { report: ICheckReport; trans: TranslationBundle }): JSX.Element {
  const databases = report.databases.join(', ') || trans.__('all that can be listed');
  return (
    <dl className={`jp-SecurityLake-about jp-mod-${report.demo ? 'demo' : report.backend}`}>
      <dt className="jp-SecurityLake-aboutName">{trans.__('Asks')}</dt>
      <dd className="jp-SecurityLake-aboutValue">{backendWord(report, trans)}</dd>
      <dt className="jp-SecurityLake-aboutName">{trans.__('As')}</dt>
      <dd className="jp-SecurityLake-aboutValue">{identityWord(report, trans)}</dd>
      <dt className="jp-SecurityLake-aboutName">{trans.__('Databases')}</dt>
      <dd className="jp-SecurityLake-aboutValue">{databases}</dd>
      <dt className="jp-SecurityLake-aboutName">{trans.__('Why')}</dt>
      <dd className="jp-SecurityLake-aboutValue">{report.reason}</dd>
    </dl>
  );
}

interface IActionsProps extends IConnectionBodyProps {
  /** The report of a check that has ended. */
  report: ICheckReport | null;
  checkedAt: number;
}

function Actions({ model, report, checkedAt, trans }: IActionsProps): JSX.Element {
  const [isCopied, setIsCopied] = React.useState(false);
  React.useEffect(() => setIsCopied(false), [report]);
  const mayRead = report?.ready && report.backend === 'athena' && lacksRow(report);
  return (
    <div className="jp-SecurityLake-pageActions">
      <button className="jp-SecurityLake-askButton" onClick={() => void model.check()}>
        {trans.__('Check again')}
      </button>
      {mayRead && (
        <>
          <button className="jp-SecurityLake-askButton" onClick={() => void model.check(true)}>
            {trans.__('Read one row too')}
          </button>
          <span className="jp-SecurityLake-hint">
            {trans.__(
              'Runs a query over the last day, which Athena bills: 10 MB at least, at most what the workgroup allows.'
            )}
          </span>
        </>
      )}
      {report && (
        <button
          className="jp-SecurityLake-askButton"
          onClick={() => {
            Clipboard.copyToSystem(reportText(report, checkedAt, trans));
            setIsCopied(true);
          }}
        >
          {trans.__('Copy report')}
        </button>
      )}
      <span role="status">{isCopied && trans.__('Copied; it holds no secrets.')}</span>
    </div>
  );
}

function lacksRow(report: ICheckReport): boolean {
  return !report.steps.some(step => step.id === 'row');
}
